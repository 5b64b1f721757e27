import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { cutTexts, faultsOf, stillness } from './accessibility';
import { type Application, freshData, openApplication } from './application';
import { deskOf } from './desk';
import { eventsOf } from './journalEvents';
import { checkIn, eventsOfVenue, writeJournal } from './severalVenues';

/** Where pictures go, if somebody wants to look at them. */
const lookAt = process.env.LOOK_AT;

const now = Date.now();
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
const day = `day:${today}`;

let application: Application;
let desk: Page;

beforeAll(async () => {
  const data = freshData();
  const events = eventsOfVenue({ id: 'seoul-2025', city: 'Seoul', timeZone: 'Asia/Seoul', firstDay: today, people: 30, arrived: 12 }, now);
  for (const [index, id] of ['SEO25-00001', 'SEO25-00002', 'SEO25-00004'].entries()) {
    events.push({ device: 'SEO25K2X', at: now - 60_000 + index, draft: checkIn(id, day, new Date(now - 60_000).toISOString(), 'Side door') });
  }
  writeJournal(data, [{ workshop: 'seoul-2025', events }]);
  application = await openApplication({ data });
  desk = await deskOf(application);
  await desk.setViewportSize({ width: 1366, height: 768 });
}, 90_000);
afterAll(() => application?.close());

const answered = (): unknown[] => eventsOf(application.data).flatMap((event) => (event.type === 'sync.exceptionAnswered' ? [event.data.action] : []));

test('somebody whom two devices have let in: both are kept, the later is voided, or two records are merged', async () => {
  const open = desk.locator('[data-testid="exception"][data-answer="duplicate"]');
  await expect.poll(() => open.count()).toBe(3);
  for (const language of ['de', 'ar', 'en']) {
    await desk.getByTestId('language').click();
    await desk.getByTestId(`language-${language}`).click();
    await expect.poll(() => desk.evaluate(() => document.documentElement.lang.slice(0, 2))).toBe(language);
    await stillness(desk);
    if (lookAt) await desk.screenshot({ path: path.join(lookAt, `desk-${language}-doubles.png`) });
    expect.soft(await faultsOf(desk), language).toEqual([]);
    expect.soft(await cutTexts(desk), language).toEqual([]);
  }
  await open.first().getByTestId('exception-voided').click();
  await expect.poll(() => open.count()).toBe(2);
  expect(eventsOf(application.data).slice(-2).map(({ type }) => type)).toEqual(['checkIn.voided', 'sync.exceptionAnswered']);
  await open.first().getByTestId('exception-kept').click();
  await expect.poll(() => open.count()).toBe(1);
  await open.first().getByTestId('exception-merged').click();
  await desk.getByTestId('merge-search').fill('SEO25-00020');
  await desk.getByTestId('merge-choice').first().click();
  await desk.getByTestId('merge-confirm').click();
  await expect.poll(() => open.count()).toBe(0);
  expect(answered()).toEqual(['voided', 'kept', 'merged']);
  await expect.poll(() => desk.getByTestId('merge-form').count()).toBe(0);
});
