import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import type { JournalEvent } from '@shared/contract/events';
import { expect, onTestFailed, test } from 'vitest';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { agenda, freshData, headless, ready } from './application';
import { type AttendanceLine, arrivedInAttendance, countedNumbers, foldedNumbers, shownNumbers } from './dayNumbers';
import { answerCalls, backToOrganizer, block, cancel, delay, handToHelper, merge, override, pass, pins, unblock, undoDelay, unlock, voidLatest } from './deskHands';
import { eventsOf } from './journalEvents';
import { answersByNonce, readJournal } from './journalReader';
import { writeRoster } from './largeRoster';
import { application, closeOne, openOne } from './oneApplication';
import { installRawClient, rawCall, type RawReply } from './rawPort';
import { seededRandom, shuffled } from './seededRandom';

/**
 * A whole day in a minute: 600 people arrive at three stations while an organizer and a helper work at the desk. After
 * every step the screen of the desk says what the journal on the disk says.
 *
 * A laptop has one desk, and whoever sits there has one role at a time: with another role the desk's port of the old
 * one is closed. So organizer and helper take turns, each of them while the scans of their step are under way.
 */

const inRoster = 700;
const arrivals = 600;
const arrivalsAStep = 50;
/** Scans that a station sends at once, and the frames it waits between two such bursts: people come one after the other. */
const atOnce = 4;
const pause = 5;
const stations = ['Entrance 1', 'Entrance 2', 'Entrance 3'] as const;
/** The third station stands at the door of a room and follows the agenda. Its session has fewer seats than people who want in. */
const door = 'room:Room A';
const seats = 30;

interface Scan {
  code: string;
  nonce: string;
  target: string;
  direction: 'in' | 'out';
  station: string;
}

/** A zone in which it is the hour after one in the afternoon: the sample's workshops run, and no day ends in the test. */
const ahead = 13 - new Date().getUTCHours();
const zone = ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
const dateIn = (days: number): string => new Date(Date.now() + (ahead + days * 24) * 3_600_000).toISOString().slice(0, 10);
const today = dateIn(0);
const day = `day:${today}`;

/** A data folder with a large roster, the sample's agenda moved to today, and the PINs of organizer and helper. */
async function dataOfToday(): Promise<{ data: string; people: ReturnType<typeof writeRoster> }> {
  const [data, files] = [freshData(), freshData()];
  const people = writeRoster(path.join(files, 'roster.csv'), inRoster);
  const sample = fs.readFileSync(agenda, 'utf8').replaceAll('2025-09-24', today).replaceAll('2025-09-25', dateIn(1)).replaceAll('Asia/Seoul', zone);
  expect(sample).toContain('Room A,80');
  fs.writeFileSync(path.join(files, 'agenda.csv'), sample.replace('Room A,80', `Room A,${seats}`));
  // The agenda first: the workshop takes its zone from what comes first.
  for (const args of [['import-agenda', path.join(files, 'agenda.csv')], ['import-roster', path.join(files, 'roster.csv')]]) {
    expect(await headless([...args, '--data', data])).toMatchObject({ code: 0, stderr: '' });
  }
  await OrganizerPin.open(data).reset(pins.organizer);
  await OrganizerPin.open(data, Date.now, 'helper').reset(pins.helper);
  return { data, people };
}

/** Saves the stations at the desk, opens all of their windows, and puts a port of the test's own into each. */
async function openStations(desk: Page): Promise<Page[]> {
  await desk.getByTestId('tab-station').click();
  for (const station of stations) {
    await desk.getByTestId('kiosk-station').fill(station);
    await desk.getByTestId('kiosk-target').selectOption(station === 'Entrance 3' ? door : 'auto');
    await desk.getByTestId('station-save').click();
    await expect.poll(() => desk.getByTestId('station-saved').innerText()).toContain(station);
  }
  await desk.getByTestId('stations-open-all').click();
  const windows = await Promise.all(stations.map((station) => application!.window('kiosk', station.replace(' ', '+'))));
  for (const kiosk of windows) {
    await ready(kiosk);
    await installRawClient(kiosk);
  }
  await desk.keyboard.press('Alt+1');
  await desk.getByTestId('exceptions').waitFor();
  return windows;
}

test(`${arrivals} arrivals over three stations, with delays, voids, overrides, a helper and an organizer: the desk’s numbers are the journal’s at every step`, async () => {
  const seed = Number(process.env.PLAY_SEED ?? 20_250_924);
  onTestFailed(() => console.error(`To run this again: PLAY_SEED=${seed}`));
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

  const { data, people } = await dataOfToday();
  const opened = await openOne({ data });
  const desk = await opened.window('desk');
  await unlock(desk);
  const kiosks = await openStations(desk);

  const everybody = shuffled([...people], below);
  const coming = everybody.slice(0, arrivals);
  /** Who never comes to a kiosk by the plan; what happens to them happens at the desk. */
  const others = everybody.slice(arrivals).map(({ id, ticket }) => ({ id, ticket }));
  const someone = (index: number): { id: string; ticket: string } => others[index] as { id: string; ticket: string };
  const came = (step: number, index: number): string => (coming[step * arrivalsAStep + index] as { id: string }).id;

  const sent: Scan[] = [];
  const answers = new Map<string, string>();
  const out = new Set<string>();

  /** What the three stations scan in one step, in order: newcomers, and people who come again, leave, return, or have no ticket of ours. */
  function planOf(step: number): Scan[][] {
    const newcomers = coming.slice(step * arrivalsAStep, (step + 1) * arrivalsAStep);
    const here = coming.slice(0, step * arrivalsAStep);
    const scan = (lane: number, code: string, target: string = day, direction: Scan['direction'] = 'in'): Scan => {
      const made = { code, nonce: `scan ${sent.length}`, target, direction, station: stations[lane] as string };
      sent.push(made);
      return made;
    };
    const lanes: Scan[][] = [[], [], []];
    for (const lane of [0, 1]) {
      const [own, target] = [lanes[lane] as Scan[], lane === 0 ? 'auto' : day];
      for (const { ticket } of newcomers.filter((_, index) => index % 2 === lane)) own.push(scan(lane, ticket, target));
      if (here.length > 0) {
        // People leave and return at one door, so that the order in which they do is the plan's.
        const mine = here.filter((_, index) => index % 2 === lane);
        const returning = [...out].filter((ticket) => mine.some((each) => each.ticket === ticket)).slice(0, 3);
        for (const ticket of returning) own.push(scan(lane, ticket, target));
        returning.forEach((ticket) => out.delete(ticket));
        for (let i = 0; i < 4; i++) {
          const { ticket } = pick(mine);
          own.push(scan(lane, ticket, target, 'out'));
          out.add(ticket);
        }
        for (let i = 0; i < 4; i++) own.push(scan(lane, pick(mine).ticket, target));
        own.push(pick(sent.filter(({ station, nonce }) => station === stations[lane] && answers.has(nonce)))); // the same scan once more
      }
      own.push(scan(lane, `NOBODY-${below(9)}`, target));
      lanes[lane] = shuffled(own, below);
    }
    const wanting = [...here, ...newcomers];
    for (let i = 0; i < 12; i++) lanes[2]!.push(scan(2, pick(wanting).ticket, door, i % 6 === 5 ? 'out' : 'in'));
    for (let i = 0; i < 4; i++) lanes[2]!.push(scan(2, pick(wanting).ticket, 'session:S05'));
    return lanes;
  }

  /** Sends a station's scans, burst by burst; the last of them once the desk has done what it does in this step. */
  async function scanAll(kiosk: Page, scans: readonly Scan[], where: string, begun: () => void, deskIsDone: Promise<void>): Promise<void> {
    for (let at = 0; at < scans.length; at += atOnce) {
      if (at + atOnce >= scans.length) await deskIsDone;
      const burst = scans.slice(at, at + atOnce);
      const replies = await Promise.all(burst.map((scan) => rawCall(kiosk, 'command', 'scan.submit', scan)));
      for (const [index, { nonce }] of burst.entries()) {
        const reply = replies[index];
        expect(reply?.kind, `${where}: ${JSON.stringify(reply)} for ${JSON.stringify(burst[index])}`).toBe('value');
        const { answer } = (reply as RawReply).value as unknown as { answer: string };
        expect(answers.get(nonce) ?? answer, `${where}: the same scan again`).toBe(answer);
        answers.set(nonce, answer);
      }
      begun();
      await kiosk.evaluate(async (frames) => {
        for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
      }, pause);
    }
  }

  async function expectSame(page: Page, where: string): Promise<void> {
    let events: JournalEvent[] = [];
    await expect
      .poll(async () => {
        events = eventsOf(data);
        const [shown, folded] = [await shownNumbers(page), foldedNumbers(events, today)];
        return JSON.stringify(shown) === JSON.stringify(folded) ? 'the same' : { shown, folded };
      }, { message: `${where}: the desk against the fold of the journal`, timeout: 20_000 })
      .toBe('the same');
    expect(foldedNumbers(events, today), `${where}: the fold against a plain count`).toMatchObject(countedNumbers(events, today));
  }

  const call = (lane: number, requestId: string): Promise<unknown> =>
    rawCall(kiosks[lane] as Page, 'command', 'help.request', { requestId, subject: 'general', station: stations[lane] });

  /** Who sits at the desk in each step, and what they do there while people come. */
  const steps: { by: 'desk' | 'helper'; does: () => Promise<void> }[] = [
    { by: 'desk', does: () => override(desk, someone(0).id) },
    { by: 'desk', does: () => delay(desk, 'S07', 15) },
    { by: 'desk', does: () => block(desk, someone(1).id) },
    { by: 'desk', does: async () => {
      await voidLatest(desk, came(0, 0));
      await scanOf(0, someone(1).ticket, 'revoked');
    } },
    { by: 'helper', does: async () => {
      await handToHelper(desk);
      await pass(desk, someone(2).id);
      await pass(desk, someone(3).id);
    } },
    { by: 'helper', does: async () => {
      await Promise.all([call(0, 'call 1'), call(2, 'call 2')]);
      await answerCalls(desk, 2);
      await pass(desk, someone(2).id);
      await override(desk, someone(4).id);
    } },
    { by: 'desk', does: async () => {
      await backToOrganizer(desk);
      await unblock(desk, someone(1).id);
      await scanOf(1, someone(1).ticket, 'ok');
    } },
    { by: 'desk', does: () => merge(desk, came(2, 0), came(3, 1)) },
    { by: 'desk', does: async () => {
      await cancel(desk, someone(5).id);
      await delay(desk, 'S04', 120);
      await scanOf(2, someone(5).ticket, 'cancelled', day);
    } },
    { by: 'desk', does: async () => {
      await undoDelay(desk);
      const answered = (): number => eventsOf(data).filter(({ type }) => type === 'sync.exceptionAnswered').length;
      await desk.getByTestId('exception-answer').first().click();
      await expect.poll(answered).toBe(1);
    } },
    { by: 'helper', does: async () => {
      await handToHelper(desk);
      await call(1, 'call 3');
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

  /** One scan beside the plan, whose answer is known. */
  async function scanOf(lane: number, code: string, answer: string, target: string = day): Promise<void> {
    const scan: Scan = { code, nonce: `scan ${sent.length}`, target, direction: 'in', station: stations[lane] as string };
    sent.push(scan);
    expect((await rawCall(kiosks[lane] as Page, 'command', 'scan.submit', scan)).value, code).toMatchObject({ answer });
    answers.set(scan.nonce, answer);
  }

  await expectSame(desk, `before anybody has come, seed ${seed}`);
  for (const [step, { by, does }] of steps.entries()) {
    const where = `step ${step + 1} of ${steps.length}, seed ${seed}`;
    const before = eventsOf(data).length;
    const lanes = planOf(step);
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const acting = begun.then(does);
    await Promise.all([acting, ...kiosks.map((kiosk, lane) => scanAll(kiosk, lanes[lane] as Scan[], where, begin, acting))]);
    await expectSame(desk, where);

    const written = eventsOf(data).slice(before);
    const isAtDesk = (event: JournalEvent): boolean => !('by' in event.data) || event.data.by.role !== 'kiosk';
    const atDesk = written.filter(isAtDesk);
    expect(atDesk.length, `${where}: nothing was done at the desk`).toBeGreaterThan(0);
    const roles = atDesk.flatMap(({ data: said }) => ('by' in said ? [said.by.role] : []));
    expect(roles.filter((role) => role !== by), `${where}: done in another role than that of the ${by}`).toEqual([]);
    // People came before, and people came after: the desk did it in the midst of them.
    expect([written[0], written.at(-1)].map((event) => event && isAtDesk(event)), `${where}: scans around what the desk did`).toEqual([false, false]);
  }

  // Nothing that could happen was left out, and everything that was answered is in the journal, once.
  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  expect(new Set(answers.values())).toEqual(
    new Set(['ok', 'already_checked_in', 'not_checked_in', 'unknown_ticket', 'not_registered_for_session', 'session_full', 'too_early', 'revoked', 'cancelled']),
  );
  const byNonce = answersByNonce(events);
  for (const { nonce } of sent) {
    const [event, ...more] = byNonce.get(nonce) ?? [];
    expect([event?.type === 'scan.refused' ? event.data.answer : event && 'ok', more.length], nonce).toEqual([answers.get(nonce), 0]);
  }
  const last = foldedNumbers(events, today);
  expect(last.arrived).toBeGreaterThanOrEqual(arrivals);
  expect(last.rooms).toContainEqual(expect.stringMatching(/^Room A: \d+ of \d+$/));

  await closeOne();
  const reopened = await openOne({ data });
  const again = await reopened.window('desk');
  await unlock(again);
  await expectSame(again, `after a restart, seed ${seed}`);
  expect(foldedNumbers(eventsOf(data), today)).toEqual(last);
  await closeOne();

  const printed = await headless(['attendance', '--format', 'json', '--data', data]);
  const lines = printed.json<AttendanceLine>();
  expect(arrivedInAttendance(lines, today)).toBe(last.arrived);
  expect(lines.filter(({ cancelled }) => cancelled === null)).toHaveLength(last.expected);
  const inside = lines.filter(({ checkIns }) => checkIns.some((visit) => visit.target === day && !visit.voided && !visit.duplicate && visit.checkedOutAt === null));
  expect(inside).toHaveLength(last.inside);
});
