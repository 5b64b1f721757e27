import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, stillness } from './accessibility';
import { type Application, freshData, openApplication, preparedData, ready } from './application';
import { deskOf } from './desk';
import { installRawClient, rawCall } from './rawPort';

/**
 * A kiosk laptop, the hub of its venue, and headquarters: enrolled by text, both laptops apart when the same ticket
 * comes, then together again; what they say of it, who answers it, and what headquarters sees.
 */

const passphrase = 'for this test';
const patience = { timeout: 60_000 };
const ticket = 'SEL25-00001-736313';
const target = 'day:2025-09-24';
let kiosk: Application;
let hub: Application;
let hq: Application;
let kioskDesk: Page;
let hubDesk: Page;
let hqWindow: Page;
const lookAt = process.env.LOOK_AT;

beforeAll(async () => {
  kiosk = await openApplication({ data: await preparedData() });
  kioskDesk = await deskOf(kiosk);
  hub = await openApplication({ data: freshData() });
  hubDesk = await hub.window('desk');
  hq = await openApplication({ data: freshData(), args: ['--hq'] });
  hqWindow = await hq.window('hq');
  for (const page of [hubDesk, hqWindow]) await ready(page);
  for (const page of [kioskDesk, hubDesk, hqWindow]) await page.setViewportSize({ width: 1366, height: 900 });
}, 180_000);
afterAll(async () => {
  for (const application of [kiosk, hub, hq]) await application?.close();
});

async function picture(page: Page, name: string): Promise<void> {
  if (lookAt) await page.screenshot({ path: path.join(lookAt, `three-${name}.png`) });
}

/** Switches a hub on, on this machine alone, and gives the line of a computer that it lets in. */
async function hubOn(page: Page, name: string, relay: boolean): Promise<string> {
  await page.getByTestId('hub-host').selectOption('127.0.0.1');
  await page.getByTestId('hub-port').fill('0');
  await page.getByTestId('hub-name').fill(name);
  await page.getByTestId('hub-start').click();
  await expect.poll(() => page.getByTestId('hub').getAttribute('data-running'), patience).toBe('true');
  if (relay) await page.getByTestId('hub-relay').check();
  await page.getByTestId('hub-enrol').click();
  return page.getByTestId('hub-line').inputValue();
}

async function enrol(page: Page, line: string, name: string): Promise<void> {
  await page.getByTestId('sync-line').fill(line);
  await page.getByTestId('sync-own-name').fill(name);
  await page.getByTestId('sync-enrol').click();
  await expect.poll(async () => (await page.getByTestId('sync-passphrase').count()) + (await page.getByTestId('sync-remote').count()), patience).toBeGreaterThan(0);
  if ((await page.getByTestId('sync-remote').count()) === 0) {
    await page.getByTestId('sync-passphrase').fill(passphrase);
    await page.getByTestId('sync-unlock-button').click();
    await page.getByTestId('sync-enrol').click();
  }
  await page.getByTestId('sync-remote').waitFor(patience);
  // By hand from here on, so that the test says when they meet.
  await page.getByTestId('sync-mode').getByText('By hand').click();
}

async function exchange(page: Page): Promise<void> {
  await page.getByTestId('tab-sync').click();
  await expect.poll(() => page.getByTestId('sync-remote').getAttribute('data-running'), patience).toBeNull();
  await page.getByTestId('sync-now').click();
  await expect.poll(() => page.getByTestId('sync-remote').getAttribute('data-pending'), patience).toBe('0');
  await expect.poll(() => page.getByTestId('sync-remote').getAttribute('data-running'), patience).toBeNull();
}

/** Checks somebody in at a computer, as its desk does. */
async function checkIn(page: Page, nonce: string): Promise<string> {
  await installRawClient(page);
  const { value } = await rawCall(page, 'command', 'scan.submit', { code: ticket, nonce, target, direction: 'in', station: 'Entrance' });
  return (value as unknown as { answer: string }).answer;
}

const exceptionsAt = async (page: Page): Promise<(string | null)[]> => {
  await page.getByTestId('tab-overview').click();
  const all = page.getByTestId('exception');
  await page.getByTestId('exceptions').waitFor();
  return Promise.all(Array.from({ length: await all.count() }, (_, index) => all.nth(index).getAttribute('data-answer')));
};

describe('three computers', () => {
  test('a venue’s hub without any data gets the whole workshop from the kiosk’s laptop', async () => {
    // The empty desk has no tabs yet: it begins with the sample or by setting up, or by being let in elsewhere.
    const hqLine = await hubOn(hqWindow, 'WeGO headquarters', true);
    await hubDesk.getByTestId('start-connect').click();
    await enrol(hubDesk, hqLine, 'Seoul hub');
    await hubDesk.getByTestId('hub').scrollIntoViewIfNeeded();
    const line = await hubOn(hubDesk, 'Seoul hub', false);
    await picture(hubDesk, 'hub-enrolment');
    await kioskDesk.getByTestId('tab-sync').click();
    await enrol(kioskDesk, line, 'Seoul kiosk');
    await exchange(kioskDesk);
    await expect.poll(() => hubDesk.getByTestId('workshop-name').innerText(), patience).toMatch(/Young Urban Leadership/);
    await hubDesk.getByTestId('tab-roster').click();
    await expect.poll(() => hubDesk.getByTestId('count-expected').getAttribute('data-value'), patience).toBe('320');
  });

  test('apart, both let the same ticket in', async () => {
    expect(await checkIn(kioskDesk, 'at the kiosk')).toBe('ok');
    expect(await checkIn(hubDesk, 'at the hub')).toBe('ok');
  });

  test('together again, the later one is a duplicate for both, and is answered once', async () => {
    await exchange(kioskDesk);
    expect(await checkIn(hubDesk, 'once more')).toBe('already_checked_in');
    await expect.poll(() => exceptionsAt(hubDesk), patience).toEqual(['duplicate']);
    await expect.poll(() => exceptionsAt(kioskDesk), patience).toEqual(['duplicate']);
    await picture(hubDesk, 'duplicate');
    await hubDesk.getByTestId('exception-voided').click();
    await expect.poll(() => exceptionsAt(hubDesk), patience).toEqual([]);
    await exchange(kioskDesk);
    await expect.poll(() => exceptionsAt(kioskDesk), patience).toEqual([]);
    for (const page of [hubDesk, kioskDesk]) {
      await page.getByText('Wed, 24 Sept', { exact: true }).first().click();
      await expect.poll(() => page.getByTestId('count-arrived').getAttribute('data-value'), patience).toBe('1');
    }
  });

  test('headquarters sees the venue as the hub passes it on, devices without gaps', async () => {
    await exchange(hubDesk);
    await expect.poll(() => hqWindow.getByTestId('tab-overview').count(), patience).toBe(1);
    await hqWindow.getByTestId('tab-overview').click();
    await expect.poll(() => hqWindow.locator('body').innerText(), patience).toMatch(/Seoul/);
    await picture(hqWindow, 'headquarters');
    await hqWindow.getByTestId('tab-devices').click();
    await stillness(hqWindow);
    expect(await faultsOf(hqWindow)).toEqual([]);
    await picture(hqWindow, 'devices');
    await hqWindow.getByTestId('tab-sync').click();
    await stillness(hqWindow);
    expect(await faultsOf(hqWindow)).toEqual([]);
    await picture(hqWindow, 'connections');
  });
});
