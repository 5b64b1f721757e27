import path from 'node:path';
import type { JournalEvent } from '@shared/contract/events';
import { expect, onTestFailed, test } from 'vitest';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { freshData, headless } from './application';
import { type AttendanceLine, arrivedInAttendance, expectNumbersOf, foldedNumbers } from './dayNumbers';
import { arrivals, day, DayPlan, expectAllAnswers, importToday, type Scan, stations, today } from './dayPlan';
import { DayStations } from './dayStations';
import { answerCalls, backToOrganizer, block, cancel, delay, handToHelper, merge, override, pass, pins, unblock, undoDelay, unlock, voidLatest } from './deskHands';
import { eventsOf } from './journalEvents';
import { readJournal } from './journalReader';
import { closeOne, openOne } from './oneApplication';
import { seededRandom } from './seededRandom';

/**
 * A whole day in a minute: 600 people arrive at three stations while an organizer and a helper work at the desk. After
 * every step the screen of the desk says what the journal on the disk says.
 *
 * A laptop has one desk, and whoever sits there has one role at a time: with another role the desk's port of the old
 * one is closed. So organizer and helper take turns, each of them while the scans of their step are under way. At two
 * laptops they work at the same time: playedDayTogether.test.ts.
 */

const arrivalsAStep = 50;


test(`${arrivals} arrivals over three stations, with delays, voids, overrides, a helper and an organizer: the desk’s numbers are the journal’s at every step`, async () => {
  const seed = Number(process.env.PLAY_SEED ?? 20_250_924);
  onTestFailed(() => console.error(`To run this again: PLAY_SEED=${seed}`));

  const data = freshData();
  const plan = new DayPlan(await importToday(data), seededRandom(seed), arrivalsAStep);
  await OrganizerPin.open(data).reset(pins.organizer);
  await OrganizerPin.open(data, Date.now, 'helper').reset(pins.helper);
  const application = await openOne({ data });
  const desk = await application.window('desk');
  await unlock(desk);
  const kiosks = new DayStations(plan);
  await kiosks.open(application, desk, stations.map((_, lane) => lane));
  const someone = (index: number) => plan.someone(index);
  const came = (step: number, index: number): string => plan.came(step, index);

  /** Who sits at the desk in each step, and what they do there while people come. */
  const steps: { by: 'desk' | 'helper'; does: () => Promise<void> }[] = [
    { by: 'desk', does: () => override(desk, someone(0).id) },
    { by: 'desk', does: () => delay(desk, 'S07', 15) },
    { by: 'desk', does: () => block(desk, someone(1).id) },
    { by: 'desk', does: async () => {
      await voidLatest(desk, came(0, 0));
      await kiosks.scanOf(0, someone(1).ticket, 'revoked');
    } },
    { by: 'helper', does: async () => {
      await handToHelper(desk);
      await pass(desk, someone(2).id);
      await pass(desk, someone(3).id);
    } },
    { by: 'helper', does: async () => {
      await Promise.all([kiosks.call(0, 'call 1'), kiosks.call(2, 'call 2')]);
      await answerCalls(desk, 2);
      await pass(desk, someone(2).id);
      await override(desk, someone(4).id);
    } },
    { by: 'desk', does: async () => {
      await backToOrganizer(desk);
      await unblock(desk, someone(1).id);
      await kiosks.scanOf(1, someone(1).ticket, 'ok');
    } },
    { by: 'desk', does: () => merge(desk, came(2, 0), came(3, 1)) },
    { by: 'desk', does: async () => {
      await cancel(desk, someone(5).id);
      await delay(desk, 'S04', 120);
      await kiosks.scanOf(2, someone(5).ticket, 'cancelled');
    } },
    { by: 'desk', does: async () => {
      await undoDelay(desk);
      const answered = (): number => eventsOf(data).filter(({ type }) => type === 'sync.exceptionAnswered').length;
      await desk.getByTestId('exception-answer').first().click();
      await expect.poll(answered).toBe(1);
    } },
    { by: 'helper', does: async () => {
      await handToHelper(desk);
      await kiosks.call(1, 'call 3');
      await answerCalls(desk, 1);
      await pass(desk, someone(6).id);
      await voidLatest(desk, someone(6).id);
    } },
    { by: 'desk', does: async () => {
      await backToOrganizer(desk);
      await voidLatest(desk, came(5, 2));
      await override(desk, someone(7).id);
    } },
  ];
  expect(steps).toHaveLength(arrivals / arrivalsAStep);

  await expectNumbersOf(desk, data, today, `before anybody has come, seed ${seed}`);
  for (const [step, { by, does }] of steps.entries()) {
    const where = `step ${step + 1} of ${steps.length}, seed ${seed}`;
    const before = eventsOf(data).length;
    const lanes = plan.lanesOf(step);
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const acting = begun.then(does);
    await Promise.all([acting, ...lanes.map((scans: Scan[], lane) => kiosks.scanAll(lane, scans, where, begin, acting))]);
    await expectNumbersOf(desk, data, today, where);

    const written = eventsOf(data).slice(before);
    const isAtDesk = (event: JournalEvent): boolean => !('by' in event.data) || event.data.by.role !== 'kiosk';
    const atDesk = written.filter(isAtDesk);
    expect(atDesk.length, `${where}: nothing was done at the desk`).toBeGreaterThan(0);
    const roles = atDesk.flatMap(({ data: said }) => ('by' in said ? [said.by.role] : []));
    expect(roles.filter((role) => role !== by), `${where}: done in another role than that of the ${by}`).toEqual([]);
    // People came before, and people came after: the desk did it in the midst of them.
    expect([written[0], written.at(-1)].map((event) => event && isAtDesk(event)), `${where}: scans around what the desk did`).toEqual([false, false]);
  }

  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  expectAllAnswers(plan, events);
  const last = foldedNumbers(events, today);
  expect(last.arrived).toBeGreaterThanOrEqual(arrivals);
  expect(last.rooms).toContainEqual(expect.stringMatching(/^Room A: \d+ of \d+$/));

  await closeOne();
  const reopened = await openOne({ data });
  const again = await reopened.window('desk');
  await unlock(again);
  await expectNumbersOf(again, data, today, `after a restart, seed ${seed}`);
  expect(foldedNumbers(eventsOf(data), today)).toEqual(last);
  await closeOne();

  const printed = await headless(['attendance', '--format', 'json', '--data', data]);
  const lines = printed.json<AttendanceLine>();
  expect(arrivedInAttendance(lines, today)).toBe(last.arrived);
  expect(lines.filter(({ cancelled }) => cancelled === null)).toHaveLength(last.expected);
  const inside = lines.filter(({ checkIns }) => checkIns.some((visit) => visit.target === day && !visit.voided && !visit.duplicate && visit.checkedOutAt === null));
  expect(inside).toHaveLength(last.inside);
});
