import type { HqDevice, HqException, HqGroup, HqWorkshop } from '@shared/contract/hqQueries';
import type { Place } from '@shared/contract/values';
import type { TargetCount } from '@shared/contract/views';
import { localDateAt, workshopDays } from '../calendar';
import { millisecondsOf } from '../hybridClock';
import { keptIdOf, personOf } from '../merge';
import { openExceptionsOf } from '../openExceptions';
import { slotMilliseconds } from '../tally';
import { countOfRanges, gapsOf } from '../ranges';
import { doublesOf, type WorkshopRecord } from './workshopRecord';

/** What headquarters reckons from a workshop's record. */

/** All of a workshop's figures but those that depend on the time of day. */
export type SteadyFigures = Omit<HqWorkshop, 'live' | 'recent'>;

/** @param placeOf where a workshop is that does not say so itself, by its id and city. */
export function steadyFigures(record: WorkshopRecord, placeOf: (id: string, city: string) => Place | null): SteadyFigures {
  const { id, state, arrived, certificates, printed, walkIns, chains } = record;
  const workshop = state.workshop?.value;
  const { first, last } = daysOf(record);
  let lastHlc = '';
  let missing = 0;
  for (const chain of chains.values()) {
    if (!chain.isHq && chain.lastHlc > lastHlc) lastHlc = chain.lastHlc;
    missing += countOfRanges(gapsOf(chain.ranges));
  }
  const city = workshop?.city ?? '';
  return {
    id,
    name: workshop?.name ?? '',
    city,
    timeZone: workshop?.timeZone ?? 'UTC',
    year: first === null ? null : Number(first.slice(0, 4)),
    firstDay: first,
    lastDay: last,
    place: workshop?.place ?? placeOf(id, city),
    expected: state.tally.registered - state.tally.cancelled,
    cancelled: state.tally.cancelled,
    arrived,
    walkIns: walkIns.size,
    certificates,
    printed,
    exceptions: exceptionsOf(record).length,
    devices: [...chains.values()].filter(({ isHq }) => !isHq).length,
    missing,
    lastAt: lastHlc === '' ? null : new Date(millisecondsOf(lastHlc)).toISOString(),
  };
}

/** Whether today is one of the workshop's days, at the venue. */
export function isLive({ firstDay, lastDay, timeZone }: Pick<SteadyFigures, 'firstDay' | 'lastDay' | 'timeZone'>, now: string): boolean {
  if (firstDay === null || lastDay === null) return false;
  const today = localDateAt(now, timeZone);
  return firstDay <= today && today <= lastDay;
}

const recentMilliseconds = 15 * 60_000;

/** How many people arrived in the last quarter of an hour, to five minutes. Whoever came for the day and for a session is one. */
export function recentArrivals({ state: { tally } }: WorkshopRecord, now: number): number {
  const from = Math.floor((now - recentMilliseconds) / slotMilliseconds) + 1;
  const to = Math.floor(now / slotMilliseconds);
  const targets = [...tally.curve.keys()];
  const days = targets.filter((target) => target.startsWith('day:'));
  let count = 0;
  for (const target of days.length > 0 ? days : targets) {
    for (let slot = from; slot <= to; slot++) count += tally.curve.get(target)?.get(slot) ?? 0;
  }
  return count;
}

/** First and last day: of the agenda, as planned, or of the arrivals. */
function daysOf({ state }: WorkshopRecord): { first: string | null; last: string | null } {
  const workshop = state.workshop?.value;
  let days = workshopDays(state.agenda.sessions);
  if (days.length === 0 && workshop?.firstDay) days = [workshop.firstDay, workshop.lastDay ?? workshop.firstDay];
  if (days.length === 0) days = [...state.tally.arrived.keys()].flatMap((target) => (target.startsWith('day:') ? [target.slice('day:'.length)] : [])).sort();
  return { first: days[0] ?? null, last: days.at(-1) ?? null };
}

/** Every day with its arrivals: those of the agenda, and others that somebody came on. */
export function dayCounts({ state: { agenda, tally } }: WorkshopRecord): TargetCount[] {
  const days = new Set(workshopDays(agenda.sessions).map((day) => `day:${day}`));
  for (const target of tally.arrived.keys()) if (target.startsWith('day:')) days.add(target);
  const expected = tally.registered - tally.cancelled;
  return [...days].sort().map((target) => ({ target, expected, arrived: tally.arrived.get(target) ?? 0, inside: tally.inside.get(target) ?? 0 }));
}

export type SessionCount = TargetCount & { title: string; start: string; end: string; room: string; capacity: number | null };

export function sessionCounts({ state: { agenda, tally } }: WorkshopRecord): SessionCount[] {
  return agenda.sessions.map(({ id, title, start, end, room, capacity, registrationRequired }) => {
    const target = `session:${id}`;
    return {
      target,
      expected: registrationRequired ? (tally.enrolled.get(id) ?? 0) : tally.registered - tally.cancelled,
      arrived: tally.arrived.get(target) ?? 0,
      inside: tally.inside.get(target) ?? 0,
      title, start, end, room, capacity,
    };
  });
}

export function exceptionsOf(record: WorkshopRecord): HqException[] {
  const { state, id } = record;
  const { attendees, exceptions, workshop, agenda } = state;
  const kept = (registrationId: string) => {
    const found = attendees.get(keptIdOf(attendees, registrationId));
    return found && personOf(attendees, found);
  };
  const titles = new Map(agenda.sessions.map((session) => [`session:${session.id}`, session.title]));
  const place = { workshop: id, city: workshop?.value.city ?? '', timeZone: workshop?.value.timeZone ?? 'UTC' };
  return openExceptionsOf({ exceptions, kept, doubles: () => doublesOf(record) }).map((each) => ({ ...each, ...place, sessionTitle: titles.get(each.target) ?? null }));
}

const mostGaps = 50;

/** The devices of a workshop, by their ids. */
export function devicesOf({ id, state, chains }: WorkshopRecord): HqDevice[] {
  return [...chains.values()]
    .map(({ device, ranges, lastHlc, stations, isHq }) => {
      const gaps = gapsOf(ranges);
      return {
        workshop: id,
        city: state.workshop?.value.city ?? '',
        device,
        isHq,
        stations: [...stations].sort(),
        events: countOfRanges(ranges),
        lastSeq: ranges.at(-1)?.[1] ?? 0,
        lastAt: new Date(millisecondsOf(lastHlc)).toISOString(),
        gaps: gaps.slice(0, mostGaps),
        missing: countOfRanges(gaps),
      };
    })
    .sort((a, b) => (a.device < b.device ? -1 : 1));
}

/** Cities or years with the sums of their workshops. A workshop without a city, or a year, is in none. */
export function groupsOf(workshops: Iterable<HqWorkshop>, by: 'city' | 'year'): HqGroup[] {
  const groups = new Map<string, HqGroup>();
  for (const workshop of workshops) {
    const key = by === 'city' ? workshop.city : String(workshop.year ?? '');
    if (key === '') continue;
    const known = groups.get(key) ?? { key, place: null, workshops: 0, live: 0, ...noFigures };
    groups.set(key, { ...known, ...added(known, workshop), place: by === 'city' ? (known.place ?? workshop.place) : null });
  }
  const all = [...groups.values()];
  return by === 'city' ? all.sort((a, b) => a.key.localeCompare(b.key, 'en')) : all.sort((a, b) => Number(b.key) - Number(a.key));
}

export const noFigures = { expected: 0, arrived: 0, walkIns: 0, certificates: 0, printed: 0, exceptions: 0 };

type Sum = typeof noFigures & { workshops: number; live: number };

/** A sum with one more workshop in it. */
export function added(sum: Sum, workshop: HqWorkshop): Sum {
  return {
    workshops: sum.workshops + 1,
    live: sum.live + (workshop.live ? 1 : 0),
    expected: sum.expected + workshop.expected,
    arrived: sum.arrived + workshop.arrived,
    walkIns: sum.walkIns + workshop.walkIns,
    certificates: sum.certificates + workshop.certificates,
    printed: sum.printed + workshop.printed,
    exceptions: sum.exceptions + workshop.exceptions,
  };
}
