import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from './accessibility';
import { answerDialogs, type Application, freshData, openApplication, ready, speak } from './application';
import { lookAtHq } from './hqLook';
import { eventsOf } from './journalEvents';
import { checkIn, eventsOfVenue, refusal, type Venue, writeJournal } from './severalVenues';

const now = Date.now();
/** The workshop that is at work is so by the clock of Seoul. */
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

const venues: Venue[] = [
  { id: 'seoul-2025', city: 'Seoul', timeZone: 'Asia/Seoul', firstDay: today, people: 120, arrived: 70 },
  { id: 'athens-2025', city: 'Athens', timeZone: 'Europe/Athens', firstDay: '2025-09-10', people: 80, arrived: 71 },
  { id: 'milan-2025', city: 'Milan', timeZone: 'Europe/Rome', firstDay: '2025-06-03', people: 95, arrived: 60 },
  { id: 'brescia-2025', city: 'Brescia', timeZone: 'Europe/Rome', firstDay: '2025-06-06', people: 30, arrived: 28 },
  { id: 'geneva-2025', city: 'Geneva', timeZone: 'Europe/Zurich', firstDay: '2025-05-20', people: 64, arrived: 41 },
  { id: 'kuala-lumpur-2025', city: 'Kuala Lumpur', timeZone: 'Asia/Kuala_Lumpur', firstDay: '2025-08-02', people: 150, arrived: 122 },
  { id: 'new-york-2025', city: 'New York', timeZone: 'America/New_York', firstDay: '2025-04-11', people: 110, arrived: 86 },
  { id: 'busan-2024', city: 'Busan', timeZone: 'Asia/Seoul', firstDay: '2024-10-18', people: 40, arrived: 33 },
];
const people = venues.reduce((sum, venue) => sum + venue.people, 0);
const arrived = venues.reduce((sum, venue) => sum + venue.arrived, 0);

let application: Application;
let page: Page;

beforeAll(async () => {
  const data = freshData();
  const ago = (minutes: number): number => now - minutes * 60_000;
  const iso = (ms: number): string => new Date(ms).toISOString();
  writeJournal(data, venues.map((venue) => {
    const events = eventsOfVenue(venue, now);
    if (venue.id === 'seoul-2025') {
      // The side door had let in three who had been at the entrance, and refused one code twice.
      for (const [index, id] of ['SEO25-00001', 'SEO25-00004', 'SEO25-00002'].entries()) events.push({ device: 'SEO25K2X', at: ago(1) + index, draft: checkIn(id, `day:${today}`, iso(ago(1)), 'Side door') });
      for (const minutes of [3, 2]) events.push({ device: 'SEO25K1X', at: ago(minutes), draft: refusal('ATH25-99999-ZZ', `day:${today}`, iso(ago(minutes)), 'Entrance') });
    }
    if (venue.id === 'athens-2025') {
      // Four events of the side door have not arrived: people who had been at the entrance, too.
      const side = events.filter(({ draft }) => draft.type === 'checkIn.recorded' && draft.data.by.station === 'Side door');
      for (const [index, event] of side.entries()) if (index >= 5 && index < 9) event.lost = true;
    }
    return { workshop: venue.id, events };
  }));
  application = await openApplication({ data, args: ['--hq'] });
  page = await application.window('hq');
  await page.setViewportSize({ width: 1440, height: 900 });
  await ready(page);
}, 90_000);
afterAll(() => application?.close());

const field = (testId: string) => page.getByTestId(testId);

async function tab(name: string): Promise<void> {
  await field(`tab-${name}`).click();
}

const look = (language: string, name: string): Promise<void> => lookAtHq(page, language, name);

describe.each(['en', 'de', 'ko', 'ar'])('every page in %s', (language) => {
  test('is whole by day and by night', async () => {
    await speak(page, language);
    for (const name of ['overview', 'compare', 'exceptions', 'devices', 'out']) {
      await tab(name);
      if (name === 'overview') await field('pin').first().waitFor();
      await look(language, name);
    }
    await tab('overview');
    await field('workshop-seoul-2025').getByTestId('open-workshop').click();
    await field('workshop').waitFor();
    await look(language, 'workshop');
    await field('back').click();
  });
});

describe('headquarters', () => {
  test('shows the numbers of every venue: those of today first, with what is missing and what waits', async () => {
    await speak(page, 'en');
    const missing = 4;
    await expect.poll(() => field('sum-arrived').innerText()).toMatch(new RegExp(`\\b${arrived - missing}\\b[\\s\\S]*of ${people} expected`));
    expect(await field('subtitle').innerText()).toBe('8 workshops · 1 today');
    expect(await field('sum-exceptions').innerText()).toContain('4');
    expect(await field('sum-missing').innerText()).toContain('4');
    const rows = await page.locator('[data-testid="workshops"] tbody tr').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.testid));
    expect(rows).toEqual(['workshop-seoul-2025', 'workshop-athens-2025', 'workshop-kuala-lumpur-2025', 'workshop-brescia-2025', 'workshop-milan-2025', 'workshop-geneva-2025', 'workshop-new-york-2025', 'workshop-busan-2024']);
    expect(await field('workshop-seoul-2025').innerText()).toMatch(/Seoul[\s\S]*Today[\s\S]*70 of 120[\s\S]*\+\d+[\s\S]*4 exceptions/);
    expect(await field('workshop-athens-2025').innerText()).toMatch(/67 of 80[\s\S]*4 events missing/);
  });

  test('has a map without any network, and filters by what is clicked there', async () => {
    await field('pin').first().waitFor();
    const labels = await field('pin').evaluateAll((all) => all.map((pin) => pin.getAttribute('aria-label')));
    expect(labels.some((label) => label?.startsWith('Seoul: 1 workshop, 70 of 120 arrived'))).toBe(true);
    // Cities that lie too close together share a pin.
    expect(labels.some((label) => label?.includes('Milan') && label.includes('Brescia'))).toBe(true);
    expect(await field('map').innerText()).toContain('Not on the map: Busan');
    await page.getByRole('button', { name: /^Seoul:/ }).click();
    await expect.poll(() => page.locator('[data-testid="workshops"] tbody tr').count()).toBe(1);
    await field('filter-clear').click();
    await field('filter-year').selectOption('2024');
    await expect.poll(() => page.locator('[data-testid="workshops"] tbody tr').count()).toBe(1);
    await field('filter-search').fill('nothing like it');
    await field('empty').waitFor();
    await field('filter-clear').click();
    await field('workshop-seoul-2025').waitFor();
  });

  test('compares cities and years', async () => {
    await tab('compare');
    expect(await field('group-Kuala Lumpur').innerText()).toMatch(/122 of 150[\s\S]*81%/);
    await field('compare-by').getByText('Years').click();
    expect(await field('group-2024').innerText()).toMatch(/33 of 40/);
  });

  test('answers an exception: the later check-in is voided in the chain of its workshop, and the numbers stay right', async () => {
    await tab('exceptions');
    await expect.poll(() => field('exception').count()).toBe(4);
    expect(await field('exceptions').innerText()).toMatch(/Checked in on two devices[\s\S]*First at[\s\S]*Entrance[\s\S]*Again at[\s\S]*Side door/);
    await page.locator('[data-kind="duplicate"]').first().getByTestId('exception-voided').click();
    await expect.poll(() => field('exception').count()).toBe(3);
    await page.locator('[data-kind="duplicate"]').first().getByTestId('exception-kept').click();
    await expect.poll(() => field('exception').count()).toBe(2);
    await page.locator('[data-kind="refused"]').first().getByTestId('exception-noted').click();
    await expect.poll(() => field('exception').count()).toBe(1);
    const written = eventsOf(application.data).slice(-4);
    expect(written.map(({ workshop, type }) => [workshop, type])).toEqual([
      ['seoul-2025', 'checkIn.voided'], ['seoul-2025', 'sync.exceptionAnswered'], ['seoul-2025', 'sync.exceptionAnswered'], ['seoul-2025', 'sync.exceptionAnswered'],
    ]);
    expect(written.map(({ data }) => ('action' in data ? data.action : null))).toEqual([null, 'voided', 'kept', 'noted']);
    expect(await field('tab-exceptions').innerText()).toMatch(/1/);
    await tab('overview');
    expect(await field('workshop-seoul-2025').innerText()).toMatch(/70 of 120/);
  });

  test('merges two records of one person', async () => {
    await tab('exceptions');
    await field('exception-merged').click();
    await field('merge-search').fill('Bianchi 12');
    await field('merge-choice').first().click();
    await field('merge-confirm').click();
    await field('empty').waitFor();
    expect(eventsOf(application.data).slice(-2)).toMatchObject([{ type: 'attendee.merged', data: { registrationId: 'SEO25-00012' } }, { type: 'sync.exceptionAnswered', data: { action: 'merged' } }]);
  });

  test('says which events of which device are missing', async () => {
    await tab('devices');
    await field('devices').waitFor();
    expect(await field('devices').locator('tbody tr').first().innerText()).toMatch(/Athens[\s\S]*Side door[\s\S]*Missing: 6 to 9/);
    expect(await page.getByRole('status').filter({ hasText: 'hand-over' }).innerText()).toContain('1 device has gaps');
  });

  test('shows a workshop in full and sets how long its personal data are kept', async () => {
    await tab('overview');
    await field('workshop-athens-2025').getByTestId('open-workshop').click();
    await field('workshop').waitFor();
    expect(await field('card-days').innerText()).toContain('67 of 80');
    expect(await field('card-sessions').innerText()).toContain('Lab: data for resilience');
    await field('retention-days').fill('30');
    await field('retention-save').click();
    await expect.poll(() => field('retention-due').innerText()).toMatch(/Saved[\s\S]*10 October 2025 at the earliest/);
    expect(eventsOf(application.data).at(-1)).toMatchObject({ workshop: 'athens-2025', type: 'retention.set', data: { days: 30, by: { role: 'hq' } } });
    await field('workshop-export').click();
    await field('out').waitFor();
    expect(await field('out-of').inputValue()).toBe('athens-2025');
  });

  test('takes tables and statements out, with the details that only the journal has', async () => {
    await tab('out');
    await field('out-of').selectOption('');
    const out = path.join(application.data, 'out');
    fs.mkdirSync(out);
    const save = async (card: string, name: string): Promise<string> => {
      const file = path.join(out, name);
      await answerDialogs(application, file);
      await field(`out-${card}-save`).click();
      await expect.poll(() => field(`out-${card}`).getByTestId('out-done').innerText().catch(() => ''), { timeout: 20_000 }).toContain(file);
      return file;
    };
    await field('out-format').selectOption('csv');
    const csv = fs.readFileSync(await save('tables', 'people.csv'), 'utf8').trimEnd().split('\r\n');
    expect(csv[0]).toMatch(/^\ufeffworkshop,city,registration_id,/);
    // One of them was merged into another.
    expect(csv).toHaveLength(1 + people - 1);
    expect(csv.find((line) => line.includes('ATH25-00001'))).toContain('ath25-00001@example.org');
    expect(csv.find((line) => line.includes('ATH25-00011'))).not.toContain('example.org');

    await field('out-rows').selectOption('workshops');
    await field('out-format').selectOption('xlsx');
    const rowsOf = async (file: string): Promise<unknown[][]> => (await readSheet(file))[0]!.data as unknown[][];
    const rows = await rowsOf(await save('tables', 'workshops.xlsx'));
    expect(rows).toHaveLength(1 + venues.length);
    expect(rows.find(([id]) => id === 'kuala-lumpur-2025')).toEqual(expect.arrayContaining(['Kuala Lumpur', 150, 122]));

    await field('out-rows').selectOption('visits');
    const visits = await rowsOf(await save('tables', 'visits.xlsx'));
    expect(visits).toHaveLength(1 + arrived - 4 + 3);

    const statements = JSON.parse(fs.readFileSync(await save('statements', 'statements.json'), 'utf8')) as { actor: object; object: { id: string } }[];
    expect(statements.length).toBeGreaterThan(400);
    expect(JSON.stringify(statements)).not.toContain('example.org');
    await field('out-with-email').check();
    expect(fs.readFileSync(await save('statements', 'named.json'), 'utf8')).toContain('mailto:ath25-00001@example.org');
  });
});

test('opens again as headquarters, in the language that was chosen, and locks itself behind a PIN', async () => {
  const { data } = application;
  await speak(page, 'ar');
  await application.close();
  application = await openApplication({ data });
  page = await application.window('hq');
  await ready(page);
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await speak(page, 'en');
  await field('lock').click();
  await field('new-pin').fill('2468');
  await field('new-pin-save').click();
  await expect.poll(() => field('new-pin').count()).toBe(0);
  await application.close();

  application = await openApplication({ data });
  page = await application.window('hq');
  await field('hq-locked').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await field('enter-pin').fill('1357');
  await field('enter-open').click();
  await page.getByRole('alert').waitFor();
  await field('enter-pin').fill('2468');
  await field('enter-open').click();
  await ready(page);
  await field('lock').click();
  await field('hq-locked').waitFor();
});

test('tells of a damaged line of the journal, in its own language too', async () => {
  await application.close();
  const data = freshData();
  const venue: Venue = { id: 'seoul-2025', city: 'Seoul', timeZone: 'Asia/Seoul', firstDay: today, people: 20, arrived: 10 };
  writeJournal(data, [{ workshop: venue.id, events: eventsOfVenue(venue, now) }]);
  const file = path.join(data, 'journal', '0000000001.journal');
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  lines[5] = lines[5]!.replace('2001-01-01', '2001-01-02');
  fs.writeFileSync(file, lines.join('\n'));
  application = await openApplication({ data, args: ['--hq'] });
  page = await application.window('hq');
  await ready(page);
  const bar = page.getByRole('status').getByTestId('notice');
  expect(await bar.getAttribute('data-code')).toBe('damaged_line');
  expect(await bar.innerText()).toMatch(/Problem[\s\S]*Line 5 of 0000000001\.journal is damaged/);
  for (const language of ['de', 'ko', 'ar', 'en']) {
    await speak(page, language);
    if (language === 'de') expect(await bar.innerText()).toContain('Eine Zeile des Journals ist beschädigt.');
    await look(language, 'notice');
  }
  await field('notices').click();
  await expect.poll(() => field('notice').count()).toBe(2);
});

test('without any venue says what to do', async () => {
  await application.close();
  application = await openApplication({ args: ['--hq'] });
  page = await application.window('hq');
  await ready(page);
  await field('empty').waitFor();
  expect(await field('empty').innerText()).toContain('hub');
  expect(await faultsOf(page)).toEqual([]);
});
