import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { answerDialogs, type Application, freshData, headless, openApplication, preparedData, speak } from './application';
import { deskOf } from './desk';
import { installRawClient, rawCall } from './rawPort';

/** The exchange with headquarters as an organizer sees it: two real applications, one the hub of the other; and hand-overs. */

const patience = { timeout: 20_000 };
const passphrase = 'a passphrase for this test';
let venue: Application;
let hub: Application;
let desk: Page;
let hubDesk: Page;
/** With which the hub lets a computer in. */
let line = '';
/** Where screenshots go, if somebody wants to look at them. */
const lookAt = process.env.LOOK_AT;

beforeAll(async () => {
  const [data, hubData] = [await preparedData(), await preparedData()];
  // Two computers: a copy of a data folder would be the same one twice.
  for (const file of ['settings.json', 'device-key.pem']) fs.rmSync(path.join(hubData, file));
  fs.rmSync(path.join(hubData, 'journal'), { recursive: true });
  venue = await openApplication({ data });
  desk = await deskOf(venue);
  await desk.setViewportSize({ width: 1366, height: 900 });
  hub = await openApplication({ data: hubData, args: ['--sample'] });
  hubDesk = await deskOf(hub);
  await hubDesk.setViewportSize({ width: 1366, height: 900 });
}, 180_000);
afterAll(async () => {
  await venue?.close();
  await hub?.close();
});

async function picture(page: Page, name: string): Promise<void> {
  if (lookAt) await page.screenshot({ path: path.join(lookAt, `sync-${name}.png`) });
}

async function unlock(page: Page): Promise<void> {
  await page.getByTestId('sync-passphrase').fill(passphrase);
  await page.getByTestId('sync-unlock-button').click();
}

describe('without a headquarters', () => {
  test('it says what there is and what to do', async () => {
    await desk.getByTestId('tab-sync').click();
    await expect.poll(() => desk.getByTestId('sync-none').innerText(), patience).toMatch(/323 events are on this computer/);
    await picture(desk, 'none');
  });

  test('a text that is no line, and an address that is none, are refused with what to do', async () => {
    await desk.getByTestId('sync-line').fill('champions-hub:1:nobody');
    await desk.getByTestId('sync-own-name').fill('Seoul, entrance');
    await desk.getByTestId('sync-enrol').click();
    await expect.poll(() => desk.getByTestId('sync-problem').getAttribute('data-problem')).toBe('bad_line');
    await desk.getByTestId('sync-couch').click();
    await desk.getByTestId('sync-address').fill('not an address');
    await desk.getByTestId('sync-add-couch').click();
    await expect.poll(() => desk.getByTestId('sync-problem').getAttribute('data-problem')).toBe('bad_address');
    await desk.getByTestId('sync-couch').click();
  });
});

describe('a hub at the venue', () => {
  test('is switched on and lets a computer in', async () => {
    await hubDesk.getByTestId('tab-sync').click();
    await hubDesk.getByTestId('hub-host').selectOption('127.0.0.1');
    await hubDesk.getByTestId('hub-port').fill('0');
    await hubDesk.getByTestId('hub-name').fill('Seoul hub');
    await hubDesk.getByTestId('hub-start').click();
    await expect.poll(() => hubDesk.getByTestId('hub').getAttribute('data-running'), patience).toBe('true');
    await hubDesk.getByTestId('hub-enrol').click();
    line = await hubDesk.getByTestId('hub-line').inputValue();
    expect(line).toMatch(/^champions-hub:1:127\.0\.0\.1:\d+::[0-9A-Z]{20}$/);
    await hubDesk.getByTestId('hub').scrollIntoViewIfNeeded();
    await picture(hubDesk, 'hub');
  });

  test('takes everything, and the venue says so', async () => {
    await desk.getByTestId('sync-line').fill(line);
    await desk.getByTestId('sync-enrol').click();
    // A system with a keychain asks for none.
    const asked = await desk.getByTestId('sync-passphrase').isVisible({ timeout: 3_000 }).catch(() => false);
    await expect.poll(async () => (await desk.getByTestId('sync-passphrase').count()) + (await desk.getByTestId('sync-remote').count()), patience).toBeGreaterThan(0);
    if (asked || (await desk.getByTestId('sync-remote').count()) === 0) {
      await unlock(desk);
      await desk.getByTestId('sync-enrol').click();
    }
    await desk.getByTestId('sync-remote').waitFor(patience);
    await desk.getByTestId('sync-now').click();
    await expect.poll(() => desk.getByTestId('sync-remote').getAttribute('data-pending'), { timeout: 60_000 }).toBe('0');
    await expect.poll(() => desk.getByTestId('sync-sentence').innerText()).toMatch(/all .* at headquarters/);
    await picture(desk, 'all-there');
    await expect.poll(() => hubDesk.getByTestId('hub-devices').innerText(), patience).toMatch(/Seoul, entrance/);
  });

  test('once it is off, the venue says what waits and why', async () => {
    await hubDesk.getByTestId('hub-stop').click();
    await expect.poll(() => hubDesk.getByTestId('hub').getAttribute('data-running'), patience).toBeNull();
    await desk.getByTestId('sync-now').click();
    await expect.poll(() => desk.getByTestId('sync-problem').getAttribute('data-problem'), { timeout: 40_000 }).toBe('unreachable');
    await desk.getByTestId('sync-log').click();
    await expect.poll(() => desk.getByTestId('sync-runs').locator('li').count()).toBeGreaterThan(1);
    await picture(desk, 'unreachable');
    const file = path.join(freshData(), 'log.txt');
    await answerDialogs(venue, file);
    await desk.getByTestId('sync-save-log').click();
    await expect.poll(() => fs.existsSync(file) && fs.readFileSync(file, 'utf8')).toMatch(/unreachable/);
  });
});

describe('personal data of a workshop that is still to come', () => {
  test('have no day of erasure while something is not at headquarters, and then one behind the workshop’s last day', async () => {
    await installRawClient(desk);
    expect((await rawCall(desk, 'command', 'scan.submit', { code: 'SEL25-00001-736313', nonce: 'waits', target: 'day:2025-09-24', direction: 'in' })).kind).toBe('value');
    await desk.getByTestId('privacy-menu').click();
    await desk.getByTestId('privacy-settings').click();
    const told = (): Promise<string> => desk.getByTestId('retention-due').innerText();
    await desk.getByTestId('retention-days').fill('30');
    expect(await told()).not.toMatch(/\S/);
    await desk.getByTestId('retention-save').click();
    await expect.poll(told, patience).toBe('Saved. 2 events have not reached headquarters yet; the time until personal data are erased (30 days) begins when they have. Exchange them under Headquarters.');
    await desk.keyboard.press('Escape');
    await desk.getByTestId('privacy').waitFor({ state: 'detached' });
    // The workshop is not over: nothing to be reminded of yet.
    expect(await desk.getByTestId('retention-waiting').count()).toBe(0);

    await hubDesk.getByTestId('hub-port').fill(line.split(':')[3] ?? '');
    await hubDesk.getByTestId('hub-start').click();
    await expect.poll(() => hubDesk.getByTestId('hub').getAttribute('data-running'), patience).toBe('true');
    await desk.getByTestId('sync-now').click();
    await expect.poll(() => desk.getByTestId('sync-remote').getAttribute('data-pending'), { timeout: 60_000 }).toBe('0');
    await desk.getByTestId('privacy-menu').click();
    await desk.getByTestId('privacy-settings').click();
    await expect.poll(told, patience).toMatch(/^Everything here has reached headquarters; the days count from the workshop’s last day. To be erased on \d/);
    await desk.keyboard.press('Escape');
    await desk.getByTestId('privacy').waitFor({ state: 'detached' });
    await hubDesk.getByTestId('hub-stop').click();
    await expect.poll(() => hubDesk.getByTestId('hub').getAttribute('data-running'), patience).toBeNull();
    expect((await rawCall(desk, 'command', 'retention.set', { days: null, postponedTo: null, reason: null })).kind).toBe('value');
  });
});

describe('by hand', () => {
  test('a hand-over with a passphrase is written, and taken by a third computer; a wrong passphrase is named', async () => {
    const file = path.join(freshData(), 'seoul.champions-handover');
    await answerDialogs(venue, file);
    await desk.getByTestId('hand-over-write').click();
    await expect.poll(() => desk.getByTestId('hand-over-problem').getAttribute('data-problem'), patience).toBe('no_recipient');
    await desk.getByTestId('hand-over-passphrase').fill('open sesame');
    await desk.getByTestId('hand-over-write').click();
    await expect.poll(() => desk.getByTestId('hand-over-told').innerText(), { timeout: 30_000 }).toMatch(/events are in/);
    expect(fs.statSync(file).size).toBeGreaterThan(10_000);
    await answerDialogs(hub, file);
    await hubDesk.getByTestId('hand-over-passphrase').fill('wrong');
    await hubDesk.getByTestId('hand-over-take').click();
    await expect.poll(() => hubDesk.getByTestId('hand-over-problem').getAttribute('data-problem'), { timeout: 30_000 }).toBe('wrong_passphrase');
    await hubDesk.getByTestId('hand-over-passphrase').fill('open sesame');
    await hubDesk.getByTestId('hand-over-take').click();
    await expect.poll(() => hubDesk.getByTestId('hand-over-told').innerText(), { timeout: 30_000 }).toMatch(/649 events read: 1 new here, 648 known already, 0 refused/);
    const third = freshData();
    const { json, code } = await headless(['take-over', file, '--passphrase-env', 'HAND_OVER', '--data', third, '--json'], '', { HAND_OVER: 'open sesame' });
    expect(code).toBe(0);
    expect(json()[0]).toMatchObject({ read: 649, added: 649, known: 0, refused: [], missing: [] });
  });
});

describe('in every language', () => {
  test.each(['en', 'de', 'ko', 'ar', 'it', 'fr', 'zh'])('%s: nothing is out of reach and axe finds nothing, light and dark', async (language) => {
    await speak(desk, language);
    for (const scheme of ['light', 'dark']) {
      await stillness(desk);
      expect(await faultsOf(desk), `${language} ${scheme}`).toEqual([]);
      expect(await outOfReach(desk), `${language} ${scheme}`).toEqual([]);
      await picture(desk, `${language}-${scheme}`);
      await desk.getByTestId('color-scheme').click();
    }
  });
});
