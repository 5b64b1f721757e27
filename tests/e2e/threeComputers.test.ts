import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byDayAndNight, faultsOf, outOfReach, stillness } from './accessibility';
import { type Application, freshData, openApplication, preparedData, ready, speak } from './application';
import { deskOf } from './desk';
import { enrol, hubOn } from './hubHands';
import { installRawClient, rawCall } from './rawPort';

/**
 * A kiosk laptop, the hub of its venue, and headquarters: enrolled by text, both laptops apart when the same ticket
 * comes, then together again; what they say of it, who answers it, and what headquarters sees.
 */

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

/** The same in four languages, by day and by night: nothing is out of reach or hard to read. The window has a menu of languages in reach. */
async function inLanguages(page: Page, name: string): Promise<void> {
  for (const language of ['de', 'ko', 'ar', 'en']) {
    await speak(page, language);
    await byDayAndNight(page, async (scheme) => {
      const what = `${name} ${language} ${scheme}`;
      await picture(page, `${name}-${language}-${scheme}`);
      expect.soft(await faultsOf(page, ['color-contrast']), what).toEqual([]);
      expect.soft(await outOfReach(page), what).toEqual([]);
    });
  }
}

/** Lets a computer in, which then exchanges by hand, so that the test says when they meet. */
async function enrolByHand(page: Page, line: string, name: string): Promise<void> {
  await enrol(page, line, name);
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
    await enrolByHand(hubDesk, hqLine, 'Seoul hub');
    await hubDesk.getByTestId('hub').scrollIntoViewIfNeeded();
    const line = await hubOn(hubDesk, 'Seoul hub', false);
    await picture(hubDesk, 'hub-enrolment');
    await kioskDesk.getByTestId('tab-sync').click();
    await enrolByHand(kioskDesk, line, 'Seoul kiosk');
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

describe('the days that personal data are kept', () => {
  const today = (): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date());
  const told = (): Promise<string> => kioskDesk.getByTestId('retention-due').innerText();
  const openSettings = async (): Promise<void> => {
    await kioskDesk.getByTestId('privacy-menu').click();
    await kioskDesk.getByTestId('privacy-settings').click();
    await kioskDesk.getByTestId('retention-days').waitFor();
  };
  const closeSettings = async (): Promise<void> => {
    await kioskDesk.keyboard.press('Escape');
    await kioskDesk.getByTestId('privacy').waitFor({ state: 'detached' });
  };
  const waits = (): Promise<string | null> => kioskDesk.getByTestId('retention-waiting').getAttribute('data-waiting', { timeout: 1_000 }).catch(() => null);
  /** What the checklist says of it; it is left open. */
  const readiness = async (reason: string): Promise<void> => {
    await kioskDesk.getByTestId('readiness').click();
    await expect.poll(() => kioskDesk.getByTestId('ready-retention').getAttribute('data-reason'), patience).toBe(reason);
  };

  test('do not begin while something has not reached the hub: settings, desk and checklist say why, and what to do', async () => {
    await exchange(kioskDesk);
    await readiness('endless');
    await kioskDesk.getByTestId('remedy-retention').click();
    await kioskDesk.getByTestId('retention-days').fill('0');
    await kioskDesk.getByTestId('retention-save').click();
    await expect.poll(told, patience).toBe('Saved. 1 event has not reached headquarters yet; the time until personal data are erased (0 days) begins when it has. Exchange it under Headquarters.');
    await stillness(kioskDesk);
    expect(await faultsOf(kioskDesk)).toEqual([]);
    await picture(kioskDesk, 'retention-settings-waiting');
    await closeSettings();
    expect(await checkIn(kioskDesk, 'after the day')).toMatch(/too_late|already_checked_in/);
    await expect.poll(waits, patience).toBe('2');
    expect(await kioskDesk.getByTestId('retention').count()).toBe(0);
    await stillness(kioskDesk);
    expect(await faultsOf(kioskDesk)).toEqual([]);
    await inLanguages(kioskDesk, 'retention-waiting');
    await readiness('waiting');
    await picture(kioskDesk, 'retention-checklist');
    await kioskDesk.getByTestId('remedy-retention').click();
    await kioskDesk.getByTestId('sync-now').waitFor();
  });

  test('begin with the exchange: the date appears, and the desk reminds', async () => {
    await kioskDesk.getByTestId('tab-overview').click();
    await kioskDesk.getByTestId('retention-exchange').click();
    await exchange(kioskDesk);
    await kioskDesk.getByTestId('retention').waitFor(patience);
    expect(await kioskDesk.getByTestId('retention').getAttribute('data-days')).toBe('0');
    expect(await kioskDesk.getByTestId('retention-waiting').count()).toBe(0);
    await inLanguages(kioskDesk, 'retention-due');
    await openSettings();
    expect(await told()).toBe(`Everything here had reached headquarters on ${today()}; the days count from then. To be erased on ${today()}.`);
    await picture(kioskDesk, 'retention-settings-reached');
    await closeSettings();
    await readiness('due');
    await kioskDesk.keyboard.press('Escape');
    await kioskDesk.getByTestId('checklist').waitFor({ state: 'detached' });
  });

  test('are open again for a late event until it has got there, and nobody erases unawares', async () => {
    await kioskDesk.getByTestId('retention-erase').click();
    await kioskDesk.getByTestId('retention-erase-form').waitFor();
    expect(await kioskDesk.getByTestId('retention-unsynced').count()).toBe(0);
    await checkIn(kioskDesk, 'late');
    await expect.poll(() => kioskDesk.getByTestId('retention-unsynced').innerText({ timeout: 1_000 }).catch(() => ''), patience).toMatch(/^1 event is not at headquarters yet/);
    await kioskDesk.keyboard.press('Escape');
    await kioskDesk.getByTestId('retention-erase-form').waitFor({ state: 'detached' });
    expect(await waits()).toBe('1');
    expect(await kioskDesk.getByTestId('retention').count()).toBe(0);
    await exchange(kioskDesk);
    await kioskDesk.getByTestId('retention').waitFor(patience);
  });

  test('are open at the hub, too, until it has passed everything on to headquarters', async () => {
    // The decision came with the last exchange; the hub itself has not passed it on.
    await expect.poll(() => hubDesk.getByTestId('retention-waiting').getAttribute('data-waiting', { timeout: 1_000 }).catch(() => null), patience).toMatch(/^[1-9]/);
    await exchange(hubDesk);
    await hubDesk.getByTestId('retention').waitFor(patience);
  });
});
