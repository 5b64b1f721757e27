import type { Page } from 'playwright';
import type { JournalEvent } from '@shared/contract/events';
import { keptIdOf, personOf } from '@shared/domain/merge';
import { foldAll } from '@shared/domain/state';
import { visitsOf } from '@shared/domain/visits';
import { expect } from 'vitest';
import { eventsOf } from './journalEvents';

/** The numbers of one day as the desk's overview shows them. */
export interface DayNumbers {
  expected: number;
  arrived: number;
  inside: number;
  refused: number;
  /** Each room with who has come of those expected, over all its sessions of the day: `Room A: 12 of 80`. */
  rooms: string[];
  /** How many the arrivals' curve holds in all, as the sentence below it says. */
  curve: number;
  exceptions: number;
}

/** What the desk's screen says, in English, all of it at one moment. */
export function shownNumbers(desk: Page): Promise<DayNumbers> {
  return desk.evaluate(() => {
    const part = (testId: string): Element | null => document.querySelector(`[data-testid="${testId}"]`);
    const numbersOf = (text: string | null | undefined): number[] => (text?.replaceAll(',', '').match(/\d+/g) ?? []).map(Number);
    const card = (name: string): number => Number(part(`count-${name}`)?.getAttribute('data-value') ?? Number.NaN);
    const rooms = [...document.querySelectorAll('[data-testid="room"]')].map((room) => {
      const words = room.querySelector('[role="progressbar"]')?.nextElementSibling?.textContent;
      const [arrived, expected] = numbersOf(words);
      return `${room.querySelector('bdi')?.textContent}: ${arrived} of ${expected}`;
    });
    const summary = part('arrivals-summary');
    return {
      expected: card('expected'),
      arrived: card('arrived'),
      inside: card('inside'),
      refused: card('refused'),
      rooms,
      curve: summary ? (numbersOf(summary.textContent)[0] ?? Number.NaN) : part('arrivals') ? 0 : Number.NaN,
      exceptions: Number(part('exceptions')?.getAttribute('data-total') ?? Number.NaN),
    };
  });
}

/** What the fold of the journal's events says for the same places of the screen. */
export function foldedNumbers(events: readonly JournalEvent[], date: string): DayNumbers {
  const state = foldAll(events);
  const { tally, agenda } = state;
  const day = `day:${date}`;
  const expected = tally.registered - tally.cancelled;
  const rooms = new Map<string, { arrived: number; expected: number }>();
  for (const { id, start, room, registrationRequired } of agenda.sessions) {
    if (!start.startsWith(date)) continue;
    const sum = rooms.get(room) ?? { arrived: 0, expected: 0 };
    sum.arrived += tally.arrived.get(`session:${id}`) ?? 0;
    sum.expected += registrationRequired ? (tally.enrolled.get(id) ?? 0) : expected;
    rooms.set(room, sum);
  }
  return {
    expected,
    arrived: tally.arrived.get(day) ?? 0,
    inside: tally.inside.get(day) ?? 0,
    refused: events.filter(({ type }) => type === 'scan.refused').length,
    rooms: [...rooms].sort(([a], [b]) => a.localeCompare(b)).map(([room, sum]) => `${room}: ${sum.arrived} of ${sum.expected}`),
    curve: [...(tally.curve.get(day)?.values() ?? [])].reduce((sum, count) => sum + count, 0),
    exceptions: openExceptions(state),
  };
}

/** Refusals that wait for somebody, those of one kind and person together, and check-ins that are there twice. */
function openExceptions({ exceptions, people }: ReturnType<typeof foldAll>): number {
  const open = new Set<string>();
  for (const { at, answer, target, code, registrationId } of exceptions.refused.values()) {
    const kept = registrationId === null ? undefined : people.get(keptIdOf(people, registrationId));
    const visits = kept ? visitsOf(personOf(people, kept)) : [];
    const cameInAfterwards = visits.some((visit) => visit.target === target && !visit.voided && visit.at >= at);
    if (!cameInAfterwards) open.add(`${answer} ${target} ${kept?.id ?? code}`);
  }
  for (const record of people.values()) {
    if (keptIdOf(people, record.id) !== record.id) continue;
    for (const { duplicate, eventId } of visitsOf(personOf(people, record))) if (duplicate && !exceptions.answered.has(eventId)) open.add(eventId);
  }
  return open.size;
}

/** Some of the numbers counted by hand, with nothing of the application: the fold is then not compared with itself. */
export function countedNumbers(events: readonly JournalEvent[], date: string): Pick<DayNumbers, 'expected' | 'arrived' | 'refused'> {
  const registered = new Set<string>();
  const cancelled = new Set<string>();
  const mergedInto = new Map<string, string>();
  const voided = new Set<string>();
  const checkIns: { id: string; who: string }[] = [];
  let refused = 0;
  for (const event of events) {
    if (event.type === 'attendee.registered') registered.add(event.data.registrationId);
    else if (event.type === 'attendee.cancelled') cancelled.add(event.data.registrationId);
    else if (event.type === 'attendee.merged' && event.data.into !== null) mergedInto.set(event.data.registrationId, event.data.into);
    else if (event.type === 'checkIn.voided') voided.add(event.data.eventId);
    else if (event.type === 'scan.refused') refused += 1;
    else if (event.type === 'checkIn.recorded' && event.data.target === `day:${date}`) checkIns.push({ id: event.id, who: event.data.registrationId });
  }
  const arrived = new Set(checkIns.filter(({ id }) => !voided.has(id)).map(({ who }) => mergedInto.get(who) ?? who));
  return { expected: [...registered].filter((id) => !cancelled.has(id) && !mergedInto.has(id)).length, arrived: arrived.size, refused };
}

/** Waits until a desk shows the fold of its own laptop's journal, and proves that fold by the plain count. */
export async function expectNumbersOf(desk: Page, data: string, date: string, where: string): Promise<void> {
  let events: JournalEvent[] = [];
  await expect
    .poll(async () => {
      events = eventsOf(data);
      const [shown, folded] = [await shownNumbers(desk), foldedNumbers(events, date)];
      return JSON.stringify(shown) === JSON.stringify(folded) ? 'the same' : { shown, folded };
    }, { message: `${where}: the desk against the fold of the journal`, timeout: 20_000 })
    .toBe('the same');
  expect(foldedNumbers(events, date), `${where}: the fold against a plain count`).toMatchObject(countedNumbers(events, date));
}

/** How many came that day, out of what `attendance --format json` prints. */
export function arrivedInAttendance(people: readonly AttendanceLine[], date: string): number {
  return people.filter(({ checkIns }) => checkIns.some(({ target, voided }) => target === `day:${date}` && !voided)).length;
}

export interface AttendanceLine {
  registrationId: string;
  cancelled: unknown;
  checkIns: { target: string; voided: boolean; duplicate: boolean; checkedOutAt: string | null }[];
}
