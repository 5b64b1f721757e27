import path from 'node:path';
import type { Page } from 'playwright';
import type { JournalEvent } from '@shared/contract/events';
import { foldAll } from '@shared/domain/state';
import { visitsOf } from '@shared/domain/visits';
import { afterEach, expect, onTestFailed, test } from 'vitest';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { type Application, freshData, headless, openApplication } from './application';
import { type AttendanceLine, arrivedInAttendance, expectNumbersOf, foldedNumbers } from './dayNumbers';
import { arrivals, day, DayPlan, expectAllAnswers, importToday, today } from './dayPlan';
import { DayStations } from './dayStations';
import { answerCalls, block, cancel, correct, delay, handToHelper, merge, override, pass, pins, unblock, undoDelay, unlock, voidLatest } from './deskHands';
import { enrol, hubOn } from './hubHands';
import { eventsOf } from './journalEvents';
import { readJournal } from './journalReader';
import { seededRandom } from './seededRandom';

/**
 * The same day with an organizer and a helper really at the same time: each at a laptop of their own with its stations.
 * The organizer's is the hub, the helper's is let in there and exchanges by itself, also in the midst of a step. After
 * every step, and once both have the same events, each desk shows what its own journal says.
 */

const arrivalsAStep = 75;
/** People who are checked in at both laptops at the same moment in each step. */
const twiceAStep = 2;
/** Who they are, among those whom the plan does not send to a kiosk. */
const firstTwice = 20;
/** An exchange gathers what is written for a second; machines are busy. */
const patience = { timeout: 20_000, interval: 100 };

interface Laptop {
  role: 'desk' | 'helper';
  application: Application;
  data: string;
  desk: Page;
  /** Its stations. */
  lanes: readonly number[];
}

const open: Application[] = [];
const closeAll = (): Promise<unknown> => Promise.all(open.splice(0).map((each) => each.close()));
afterEach(closeAll);

async function start(data: string): Promise<{ application: Application; data: string; desk: Page }> {
  await OrganizerPin.open(data).reset(pins.organizer);
  await OrganizerPin.open(data, Date.now, 'helper').reset(pins.helper);
  const application = await openApplication({ data });
  open.push(application);
  const desk = await application.window('desk');
  await unlock(desk);
  return { application, data, desk };
}

const deviceOf = (laptop: Laptop): string => {
  const own = eventsOf(laptop.data).find((event) => !('signature' in event));
  return (own as JournalEvent).device;
};
const isAtDesk = (event: JournalEvent): boolean => !('by' in event.data) || event.data.by.role !== 'kiosk';

test(`${arrivals} arrivals at two laptops, an organizer and a helper at work at the same moments: both desks’ numbers are their journals’ at every step, and the same in the end`, async () => {
  const seed = Number(process.env.PLAY_SEED ?? 20_250_924);
  onTestFailed(() => console.error(`To run this again: PLAY_SEED=${seed}`));

  const [data, helpersData] = [freshData(), freshData()];
  const plan = new DayPlan(await importToday(data), seededRandom(seed), arrivalsAStep);
  const kiosks = new DayStations(plan);
  const [first, second] = await Promise.all([start(data), start(helpersData)]);
  const organizer: Laptop = { ...first, role: 'desk', lanes: [0, 2] };
  const helper: Laptop = { ...second, role: 'helper', lanes: [1] };
  const laptops = [organizer, helper];

  await organizer.desk.getByTestId('tab-sync').click();
  const line = await hubOn(organizer.desk, 'Seoul, organizer', false);
  await helper.desk.getByTestId('start-connect').click();
  await enrol(helper.desk, line, 'Seoul, helper');
  await helper.desk.getByTestId('tab-station').waitFor(patience);
  for (const { application, desk, lanes } of laptops) await kiosks.open(application, desk, lanes);
  await handToHelper(helper.desk);

  const someone = (index: number) => plan.someone(index);
  const came = (step: number, index: number): string => plan.came(step, index);
  const answeredExceptions = (): number => eventsOf(data).filter(({ type }) => type === 'sync.exceptionAnswered').length;

  /** What is done at both desks at the same time, step by step. */
  const steps: Record<'organizer' | 'helper', (desk: Page) => Promise<void>>[] = [
    {
      organizer: (desk) => override(desk, someone(0).id),
      helper: async (desk) => {
        await pass(desk, someone(2).id);
        await pass(desk, someone(3).id);
      },
    },
    {
      organizer: (desk) => delay(desk, 'S07', 15),
      helper: async (desk) => {
        await pass(desk, someone(2).id);
        await override(desk, someone(4).id);
      },
    },
    {
      organizer: async (desk) => {
        await block(desk, someone(1).id);
        await correct(desk, someone(8).id, 'City of Seoul');
      },
      // The same person as the organizer corrects.
      helper: async (desk) => {
        await pass(desk, someone(8).id);
        await voidLatest(desk, came(0, 1));
      },
    },
    {
      organizer: async (desk) => {
        await voidLatest(desk, came(0, 0));
        await override(desk, someone(9).id);
      },
      // Whom the organizer has blocked at the other laptop, this one knows.
      helper: async (desk) => {
        await kiosks.scanOf(1, someone(1).ticket, 'revoked');
        await kiosks.call(1, 'call 1');
        await answerCalls(desk, 1);
      },
    },
    {
      // One came at this laptop, the other at the helper's.
      organizer: (desk) => merge(desk, came(1, 0), came(2, 1)),
      helper: async (desk) => {
        await override(desk, someone(7).id);
        await pass(desk, someone(6).id);
      },
    },
    {
      organizer: async (desk) => {
        await cancel(desk, someone(5).id);
        await delay(desk, 'S04', 120);
      },
      helper: (desk) => voidLatest(desk, someone(6).id),
    },
    {
      organizer: async (desk) => {
        await undoDelay(desk);
        await unblock(desk, someone(1).id);
      },
      helper: async (desk) => {
        await kiosks.scanOf(1, someone(5).ticket, 'cancelled');
        await pass(desk, someone(10).id);
      },
    },
    {
      organizer: async (desk) => {
        for (const [index, button] of ['exception-answer', 'exception-voided'].entries()) {
          await desk.getByTestId(button).first().click();
          await expect.poll(answeredExceptions, patience).toBe(index + 1);
        }
      },
      helper: async (desk) => {
        await kiosks.scanOf(1, someone(1).ticket, 'ok');
        await pass(desk, someone(10).id);
      },
    },
  ];
  expect(steps).toHaveLength(arrivals / arrivalsAStep);

  /** Waits until both have exchanged all they have; then each desk shows what its own journal says, and both the same. */
  const expectSameEverywhere = async (where: string): Promise<void> => {
    const idsIn = (folder: string): string[] => eventsOf(folder).map(({ id }) => id).sort();
    await expect.poll(() => JSON.stringify(idsIn(helpersData)) === JSON.stringify(idsIn(data)), { ...patience, message: `${where}: both have exchanged everything` }).toBe(true);
    for (const laptop of laptops) await expectNumbersOf(laptop.desk, laptop.data, today, `${where}, at the ${laptop.role}’s`);
    expect(foldedNumbers(eventsOf(helpersData), today), where).toEqual(foldedNumbers(eventsOf(data), today));
  };
  await kiosks.scanOf(1, 'NOBODY-0', 'unknown_ticket');
  await expectSameEverywhere(`before anybody has come, seed ${seed}`);

  const devices = new Map(laptops.map((laptop) => [laptop.role, deviceOf(laptop)]));
  for (const [step, does] of steps.entries()) {
    const where = `step ${step + 1} of ${steps.length}, seed ${seed}`;
    const before = eventsOf(data).length;
    const lanes = plan.lanesOf(step);
    for (let index = 0; index < twiceAStep; index++) {
      const { ticket } = someone(firstTwice + step * twiceAStep + index);
      for (const lane of [0, 1]) lanes[lane]!.unshift(plan.scan(lane, ticket));
    }
    // With the last scan the helper's laptop sends and fetches what has been written until then.
    const lastScan = lanes[1]!.splice(-1);
    const begun = laptops.map(() => {
      let begin = (): void => undefined;
      return { promise: new Promise<void>((resolve) => (begin = resolve)), begin: () => begin() };
    });
    const bothBegun = Promise.all(begun.map(({ promise }) => promise));
    const bothAct = bothBegun.then(() => Promise.all([does.organizer(organizer.desk), does.helper(helper.desk)]));
    await Promise.all([bothAct, ...laptops.flatMap((laptop, index) => laptop.lanes.map((lane) => kiosks.scanAll(lane, lanes[lane] ?? [], where, begun[index]!.begin, bothAct)))]);
    await kiosks.scanAll(1, lastScan, where, () => undefined, bothAct);
    await expectSameEverywhere(where);

    const written = eventsOf(data).slice(before);
    const atDesks = written.filter(isAtDesk);
    for (const { role } of laptops) {
      const own = written.filter(({ device }) => device === devices.get(role)).sort((a, b) => a.seq - b.seq);
      const roles = own.filter(isAtDesk).flatMap(({ data: said }) => ('by' in said ? [said.by.role] : []));
      expect(roles.length, `${where}: nothing was done at the ${role}’s`).toBeGreaterThan(0);
      expect(roles.filter((each) => each !== role), `${where}: done in another role than the ${role}’s`).toEqual([]);
      // People came before and after what was done at this desk, and at the other one: all of it in the midst of each other.
      const scans = own.filter((event) => !isAtDesk(event));
      for (const { at } of atDesks) expect([(scans[0]?.at ?? '') <= at, at <= (scans.at(-1)?.at ?? '')], `${where}: scans at the ${role}’s around ${at}`).toEqual([true, true]);
    }
  }

  // Everything is in both journals, once, and both are whole.
  const read = laptops.map((laptop) => readJournal(path.join(laptop.data, 'journal')));
  for (const { events, problems } of read) {
    expect(problems).toEqual([]);
    expectAllAnswers(plan, events);
  }
  const { events } = read[0]!;
  const last = foldedNumbers(events, today);
  expect(last.arrived).toBeGreaterThanOrEqual(arrivals);

  // Who was let in at both laptops before they knew of each other is there twice: the later visit is a duplicate, or is void as the organizer said.
  const { people } = foldAll(events);
  const twice = Array.from({ length: steps.length * twiceAStep }, (_, index) => someone(firstTwice + index));
  const letIn = (code: string): number => plan.sent.filter((scan) => scan.code === code && plan.answers.get(scan.nonce) === 'ok').length;
  expect(twice.filter(({ ticket }) => letIn(ticket) === 2).length).toBeGreaterThanOrEqual(twice.length / 2);
  for (const { id, ticket } of twice) {
    const visits = visitsOf(people.get(id)!).filter(({ target }) => target === day);
    expect([visits.length, visits.filter(({ duplicate, voided }) => duplicate || voided).length], id).toEqual([letIn(ticket), letIn(ticket) - 1]);
  }
  const answered = events.flatMap((event) => (event.type === 'sync.exceptionAnswered' && event.data.action === 'voided' ? event.data.eventIds : []));
  const ofAnswered = [...people.values()].flatMap((person) => visitsOf(person)).filter(({ eventId }) => answered.includes(eventId));
  expect(ofAnswered).toEqual([expect.objectContaining({ voided: true, duplicate: false })]);

  await closeAll();
  const printed = await Promise.all(laptops.map((laptop) => headless(['attendance', '--format', 'json', '--data', laptop.data])));
  expect(printed[1]!.stdout).toBe(printed[0]!.stdout);
  const lines = printed[0]!.json<AttendanceLine>();
  expect(arrivedInAttendance(lines, today)).toBe(last.arrived);
  expect(lines.filter(({ cancelled }) => cancelled === null)).toHaveLength(last.expected);
});
