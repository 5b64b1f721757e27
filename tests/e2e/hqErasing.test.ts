import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { freshData, headless, ready, speak } from './application';
import { lookAtHq } from './hqLook';
import { eventsOf } from './journalEvents';
import { closeOne, openOne } from './oneApplication';
import { eventsOfVenue, type Venue, writeJournal } from './severalVenues';

test('once its time is over, a workshop’s people are erased for good; who has their ids in another one stays', async () => {
  const data = freshData();
  const venue: Venue = { id: 'milan-2025', city: 'Milan', timeZone: 'Europe/Rome', firstDay: '2025-06-03', people: 30, arrived: 20 };
  const events = eventsOfVenue(venue, Date.now());
  // Another workshop that has given its people the same ids.
  const twins = structuredClone(events);
  for (const { draft } of twins) {
    if (draft.type === 'workshop.configured') Object.assign(draft.data, { id: 'turin-2025', city: 'Turin' });
    if (draft.type === 'attendee.registered') draft.person = { ...draft.person!, fullName: `Twin ${draft.data.registrationId}`, email: `${draft.data.registrationId}@twin.example` };
  }
  events.find(({ draft }) => draft.type === 'checkIn.recorded' && draft.data.by.station === 'Side door')!.lost = true;
  writeJournal(data, [{ workshop: 'milan-2025', events }, { workshop: 'turin-2025', events: twins }]);
  const { window } = await openOne({ data, args: ['--hq'] });
  const page = await window('hq');
  const field = (testId: string): Locator => page.getByTestId(testId);
  await page.setViewportSize({ width: 1440, height: 900 });
  await ready(page);
  await field('workshop-milan-2025').getByTestId('open-workshop').click();
  await field('retention-days').fill('30');
  await field('retention-save').click();
  await expect.poll(() => field('retention-over').innerText()).toMatch(/Since 3 July 2025 the days are over: something personal of 30 people is still here/);
  for (const language of ['de', 'ko', 'ar', 'it', 'fr', 'zh', 'en']) {
    await speak(page, language);
    await field('retention-erase').scrollIntoViewIfNeeded();
    await lookAtHq(page, language, 'retention');
    await field('retention-erase').click();
    await field('retention-erase-form').waitFor();
    await lookAtHq(page, language, 'erase', true);
    await page.keyboard.press('Escape');
    await field('retention-erase-form').waitFor({ state: 'detached' });
  }
  await field('retention-erase').click();
  expect(await field('retention-unsynced').innerText()).toContain('1 event has not arrived here yet');
  await field('retention-typed').fill('29');
  expect(await field('retention-confirm').isDisabled()).toBe(true);
  await field('retention-typed').fill('30');
  await field('retention-confirm').click();
  await field('retention-erase-form').waitFor({ state: 'detached' });
  await field('retention-over').waitFor({ state: 'detached' });
  const erased = eventsOf(data).filter(({ type }) => type === 'attendee.erased');
  expect(erased).toHaveLength(30);
  expect(new Set(erased.map((event) => `${event.workshop} ${(event.data as { by: { role: string } }).by.role}`))).toEqual(new Set(['milan-2025 hq']));
  const bytes = fs.readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => path.join(data, name)).filter((file) => fs.lstatSync(file).isFile()).map((file) => fs.readFileSync(file, 'latin1')).join('');
  expect(bytes).not.toContain('@example.org');
  expect(new Set(bytes.match(/MIL25-\d{5}@twin\.example/g))).toHaveProperty('size', 30);
  await field('back').click();
  await field('workshop-turin-2025').getByTestId('open-workshop').click();
  await field('retention-days').fill('30');
  await field('retention-save').click();
  await expect.poll(() => field('retention-over').innerText()).toContain('30 people');
  await closeOne();
  expect((await headless(['doctor', '--data', data])).code).toBe(0);
});
