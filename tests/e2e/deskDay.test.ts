import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsOf, stillness } from './accessibility';
import { type Opening, ready } from './application';
import { application, closeOne, openDesk } from './oneApplication';
import { wedge } from './wedge';

async function desk(options: Opening): Promise<Page> {
  const page = await openDesk(options);
  await page.getByTestId('tab-roster').waitFor({ timeout: 20_000 }); // the sample is there
  return page;
}

/** Pictures for people to look at, where a folder is given for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.KIOSK_PICTURES;
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

async function noFault(page: Page, where: string): Promise<void> {
  await stillness(page);
  expect(await faultsOf(page), where).toEqual([]);
}

/** Opens somebody's card by the palette, by keyboard alone. */
async function openCard(page: Page, search: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-search').waitFor();
  await page.keyboard.type(search);
  await page.getByTestId('palette-person').filter({ hasText: name }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('attendee-name').innerText().catch(() => '')).toContain(name);
}

async function reason(page: Page, text: string): Promise<void> {
  await page.getByTestId('reason').fill(text);
  await page.getByTestId('reason-confirm').click();
  await page.getByTestId('reason-form').waitFor({ state: 'detached' });
}

async function scanned(kiosk: Page, code: string, answer: string): Promise<void> {
  await wedge(kiosk, code);
  await expect.poll(() => kiosk.locator(`[data-testid="screen-answer"][data-answer="${answer}"]`).count()).toBe(1);
  await kiosk.keyboard.press('Escape');
  await kiosk.getByTestId('screen-waiting').waitFor({ timeout: 20_000 });
}

test('two stations that are saved, opened together, used, seen at the desk, and there again the next morning', async () => {
  const page = await desk({ args: ['--sample'] });
  await page.getByTestId('tab-station').click();
  for (const [station, language] of [['Entrance 1', 'ko'], ['Entrance 2', 'de']] as const) {
    await page.getByTestId('kiosk-station').fill(station);
    await page.getByTestId(`kiosk-language-${language}`).click();
    await page.getByTestId('station-save').click();
    await expect.poll(() => page.getByTestId('station-saved').innerText()).toContain(station);
    await page.getByTestId(`kiosk-language-${language}`).click();
  }
  expect(await page.getByTestId('station-row').count()).toBe(2);
  await page.getByTestId('stations-open-all').click();
  const [first, second] = [await application!.window('kiosk', 'Entrance+1'), await application!.window('kiosk', 'Entrance+2')];
  await Promise.all([ready(first), ready(second)]);
  expect(await first.locator('html').getAttribute('lang')).toBe('ko');
  expect(await first.getByTestId('language-en').count()).toBe(0);
  await wedge(first, 'SEL25-00001-736313');
  await wedge(second, 'NOBODY-7');
  await expect.poll(() => page.locator('[data-testid="station-row"][data-open="true"]').count()).toBe(2);
  await noFault(page, 'stations');
  await picture(page, 'stations');

  await page.keyboard.press('Alt+1');
  await expect.poll(() => page.getByTestId('arrivals-summary').innerText().catch(() => '')).toMatch(/1 person arrived/);
  await expect.poll(() => page.getByTestId('exception').first().innerText()).toContain('NOBODY-7');
  await expect.poll(() => page.locator('[data-testid="station-sign"][data-state="open"]').count()).toBe(2);
  await noFault(page, 'day');
  await picture(page, 'day');
  await page.getByTestId('color-scheme').click();
  await noFault(page, 'day, dark');
  await picture(page, 'day-dark');
  await page.getByTestId('exception-answer').click();
  await expect.poll(() => page.getByTestId('exceptions').getAttribute('data-total')).toBe('0');

  await page.getByTestId('tab-station').click();
  await page.getByTestId('station-close').first().click();
  await expect.poll(() => page.locator('[data-testid="station-row"][data-open="true"]').count()).toBe(1);

  const { data } = application!;
  await closeOne();
  const again = await desk({ data });
  await again.keyboard.press('Control+k');
  await again.getByTestId('palette-search').fill('all stations');
  await again.getByTestId('palette-openAll').waitFor();
  await again.keyboard.press('ArrowDown');
  await again.keyboard.press('Enter');
  await ready(await application!.window('kiosk', 'Entrance+2'));
  await ready(await application!.window('kiosk', 'Entrance+1'));
});

test('a person’s card: in and out, kept off, corrected, merged, a new ticket, and all of it in its history', async () => {
  const page = await desk({ args: ['--sample', '--kiosk=station=Door'] });
  const kiosk = await application!.window('kiosk');
  await ready(kiosk);

  await page.keyboard.press('?');
  await page.getByTestId('shortcuts').waitFor();
  await noFault(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.getByTestId('shortcuts').waitFor({ state: 'detached' });

  await openCard(page, 'sel25-00008', 'Αγγελίδη');
  await page.getByTestId('action-pass').click();
  await expect.poll(() => page.getByTestId('count-arrived').getAttribute('data-value')).toBe('1');
  await page.getByTestId('action-pass').click();
  await expect.poll(() => page.getByTestId('count-inside').getAttribute('data-value')).toBe('0');

  await page.getByTestId('action-block').click();
  await reason(page, 'a bill is open');
  await page.getByTestId('attendee-blocked').waitFor();
  await scanned(kiosk, 'SEL25-00008-936468', 'revoked');
  await page.getByTestId('action-unblock').click();
  await reason(page, 'it is paid');
  await scanned(kiosk, 'SEL25-00008-936468', 'ok');

  await page.getByTestId('action-correct').click();
  await page.getByTestId('correct-organisation').fill('Ayuntamiento de Ñuñoa');
  await noFault(page, 'correct');
  await page.getByTestId('correct-save').click();
  await expect.poll(() => page.getByTestId('attendee').innerText()).toContain('Ñuñoa');

  await page.getByTestId('action-merge').click();
  await page.getByTestId('merge-search').fill('sel25-00001');
  await page.getByTestId('merge-choice').first().click();
  await noFault(page, 'merge');
  await page.getByTestId('merge-confirm').click();
  await expect.poll(() => page.getByTestId('merged-from').innerText()).toContain('SEL25-00001');
  await scanned(kiosk, 'SEL25-00001-736313', 'already_checked_in');

  await page.getByTestId('action-reissue').click();
  await page.getByTestId('reissue-confirm').click();
  await page.getByTestId('ticket-qr').waitFor();
  const code = await page.getByTestId('reissue-code').innerText();
  await noFault(page, 'new ticket');
  await picture(page, 'ticket');
  await page.getByTestId('reissue-close').click();
  await scanned(kiosk, code, 'already_checked_in');

  const types = (): Promise<(string | null)[]> => page.getByTestId('history-event').evaluateAll((all) => all.map((each) => each.getAttribute('data-type')));
  await expect.poll(async () => new Set(await types())).toEqual(
    new Set([
      'scan.refused', 'ticket.issued', 'ticket.revoked', 'attendee.merged', 'attendee.corrected', 'checkIn.recorded', 'attendee.unblocked', 'attendee.blocked',
      'checkOut.recorded', 'attendee.registered',
    ]),
  );
  await noFault(page, 'card');
  await picture(page, 'card');
  await page.keyboard.press('Escape');
  await page.getByTestId('attendee').waitFor({ state: 'detached' });

  await page.keyboard.press('Control+f');
  await page.keyboard.type('nunoa');
  await expect.poll(() => page.getByTestId('deep-match').innerText().catch(() => '')).toContain('Ñuñoa');
  await noFault(page, 'search');
  await picture(page, 'search');
  for (const language of ['de', 'ko', 'ar']) {
    await page.getByTestId('language').click();
    await page.getByTestId(`language-${language}`).click();
    await page.getByTestId('deep-match').click();
    await page.getByTestId('history').waitFor();
    await stillness(page);
    await picture(page, `card-${language}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('attendee').waitFor({ state: 'detached' });
    for (const tab of ['overview', 'station']) {
      await page.getByTestId(`tab-${tab}`).click();
      await noFault(page, `${tab} ${language}`);
      await picture(page, `${tab}-${language}`);
    }
    await page.getByTestId('tab-roster').click();
    await page.getByTestId('roster-search').fill('nunoa');
  }
});
