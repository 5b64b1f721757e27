import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '@shared/contract/events';
import { importInto, preparedData, ready, root } from './application';
import { logOf } from './applicationLog';
import { eventsOf } from './journalEvents';
import { application, openOne } from './oneApplication';
import { installRawClient, rawCall, type RawReply } from './rawPort';
import { wedge } from './wedge';

const day = 'target=day:2025-09-24';

async function openKiosk(options: { data?: string; query?: string; env?: Record<string, string> } = {}): Promise<Page> {
  const data = options.data ?? (await preparedData());
  const opened = await openOne({ data, args: [`--kiosk=${options.query ?? `${day}&station=Entrance`}`], env: { KIOSK_WITHOUT_DESK: '1', ...options.env } });
  const page = await opened.window('kiosk');
  await ready(page);
  return page;
}

/** What the kiosk says, without the marks that isolate names. */
async function answer(page: Page): Promise<string> {
  const screen = page.getByTestId('screen-answer');
  await screen.waitFor();
  return (await page.getByTestId('answer-message').innerText()).replace(/[\u2068\u2069]/g, '');
}

describe('a scan at the kiosk', () => {
  test('is answered in words, in the attendee’s language, is on the disk, and the kiosk waits again by itself', async () => {
    const page = await openKiosk();
    await wedge(page, 'SEL25-00013-433389');
    expect(await answer(page)).toContain('Björn Müller-Lüdenscheidt');
    expect(await page.getByTestId('screen-answer').getAttribute('lang')).toBe('de');
    const last = eventsOf(application!.data).at(-1)!;
    expect(last).toMatchObject({ type: 'checkIn.recorded', data: { registrationId: 'SEL25-00013', by: { role: 'kiosk', station: 'Entrance' } } });
    await page.getByTestId('screen-waiting').waitFor({ timeout: 30_000 });
    expect(await page.evaluate(() => document.body.innerText)).not.toContain('Müller');
    expect(await page.getByTestId('arrived').innerText()).toContain('1');

    await wedge(page, 'SEL25-00013-433389');
    expect(await page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('already_checked_in');
  });

  test('with Tab, without any suffix, or typed by hand', async () => {
    const page = await openKiosk();
    await page.keyboard.type('SEL25-00013-433389');
    await page.keyboard.press('Tab');
    expect(await answer(page)).toContain('Björn');
    await page.keyboard.type('SEL25-00014-626574'); // at once, on the answer before
    await expect.poll(async () => (await answer(page)).includes('Renée')).toBe(true);
    await page.getByTestId('screen-waiting').waitFor({ timeout: 30_000 });
    await page.getByTestId('type-code').click();
    await page.getByTestId('code-field').fill('SEL25-00015-146321');
    await page.getByTestId('code-enter').click();
    await expect.poll(async () => (await answer(page)).includes('Mary-Kate')).toBe(true);
  });

  test('of somebody who has not consented asks, and goes on', async () => {
    const data = await preparedData();
    const file = path.join(data, 'one.csv');
    fs.writeFileSync(file, 'registration_id,full_name,ticket_code,consent_data\nSEL25-X,Zoë Ω,SEL25-X-1,no\n');
    await importInto(data, { roster: file });
    const page = await openKiosk({ data });
    await wedge(page, 'SEL25-X-1');
    await page.getByTestId('consent-agree').waitFor();
    expect(eventsOf(data).at(-1)).toMatchObject({ type: 'scan.refused', data: { answer: 'consent_missing' } });
    await page.getByTestId('consent-agree').click();
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
    expect(eventsOf(data).slice(-2).map(({ type }) => type)).toEqual(['attendee.corrected', 'checkIn.recorded']);
  });

  test('amid which the kiosk is reloaded gets its true answer, once', async () => {
    const page = await openKiosk();
    // The store is busy for a while, so that the scan is still on its way when the page goes.
    const store = await application!.window('store');
    const busy = store.evaluate(() => {
      const end = Date.now() + 5_000;
      while (Date.now() < end);
    });
    await page.keyboard.type('SEL25-00013-433389');
    await page.keyboard.press('Enter');
    await page.getByTestId('screen-checking').waitFor();
    await page.reload();
    await busy;
    await ready(page);
    const events = (): JournalEvent[] => eventsOf(application!.data).filter((event) => 'registrationId' in event.data && event.data.registrationId === 'SEL25-00013' && event.type !== 'attendee.registered');
    await expect.poll(() => events().length, { timeout: 10_000 }).toBe(1);
    expect(events()[0]!.type).toBe('checkIn.recorded');
    await expect.poll(() => page.evaluate(() => document.body.innerText)).toContain('Björn');
    await page.getByTestId('screen-waiting').waitFor({ timeout: 30_000 });
    expect(events()).toHaveLength(1);
    expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).toBe('[{},{}]');
  });
});

describe('the store window', () => {
  const codes = fs.readFileSync(path.join(root, 'tests/fixtures/roster-seoul.csv'), 'utf8').split(/\r?\n/).slice(1).filter(Boolean).map((line) => line.split(',')[1] as string);

  async function crashStore(): Promise<void> {
    await application!.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://store/'))?.webContents.forcefullyCrashRenderer();
    });
  }

  test('killed again and again amid scans: every scan is answered, counts once, and no window is reloaded', async () => {
    const page = await openKiosk();
    await installRawClient(page);
    await page.evaluate(() => Object.assign(window, { born: 'before the crashes' }));
    const scans: Promise<RawReply>[] = [];
    for (let round = 0; round < 4; round++) {
      for (const code of codes.slice(round * 60, round * 60 + 60)) {
        scans.push(rawCall(page, 'command', 'scan.submit', { code, nonce: `nonce-${code}`, target: 'day:2025-09-24', direction: 'in' }));
      }
      await crashStore();
    }
    const replies = await Promise.all(scans);
    expect(replies.map(({ value }) => (value as unknown as { answer: string } | undefined)?.answer)).toEqual(scans.map(() => 'ok'));
    const nonces = eventsOf(application!.data).filter(({ type }) => type === 'checkIn.recorded').map((event) => (event.data as { nonce: string }).nonce);
    expect(nonces.sort()).toEqual(codes.slice(0, 240).map((code) => `nonce-${code}`).sort());
    expect(await page.evaluate(() => (window as unknown as { born: string }).born)).toBe('before the crashes');
    await wedge(page, codes[250] as string);
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer'), { timeout: 15_000 }).toBe('ok');
    await expect.poll(() => logOf(application!.data)).toContain('started anew: its process is gone');
  });

  test('that hangs is started anew, and the scan that waited gets its answer', async () => {
    const page = await openKiosk({ env: { KIOSK_STORE_PATIENCE: '3000' } });
    const store = await application!.window('store');
    // From a timer, so that it is known to hang before the scan comes.
    await store.evaluate(() => { setTimeout(() => { for (;;); }, 0); });
    await sleep(200);
    await wedge(page, codes[0] as string);
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer').catch(() => null), { timeout: 30_000 }).toBe('ok');
    await expect.poll(() => logOf(application!.data)).toContain('silent');
  });
});
