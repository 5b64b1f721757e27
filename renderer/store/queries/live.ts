import type { OpenException, QueryParams, QueryResult } from '@shared/contract/queries';
import { deviceOf } from '@shared/domain/attendee';
import type { RefusedScan } from '@shared/domain/exceptions';
import { slotMilliseconds } from '@shared/domain/tally';
import { visitsOf } from '@shared/domain/visits';
import type { StoreContext } from '../context';

/** What the day's view watches: arrivals, stations, exceptions. */

const mostSlots = 2_000;

/** The curve of a target's arrivals, without a gap from the first slot to the last. */
export function dayArrivals({ projection }: StoreContext, { target, minutes }: QueryParams<'day.arrivals'>): QueryResult<'day.arrivals'> {
  const width = (minutes * 60_000) / slotMilliseconds;
  const wide = new Map<number, number>();
  for (const [slot, count] of projection.tally.curve.get(target) ?? []) {
    const index = Math.floor(slot / width);
    wide.set(index, (wide.get(index) ?? 0) + count);
  }
  const indexes = [...wide.keys()].sort((a, b) => a - b);
  const [first, last] = [indexes[0], indexes.at(-1)];
  if (first === undefined || last === undefined) return { slots: [] };
  let total = 0;
  const slotOf = (index: number): { at: string; arrived: number; total: number } => {
    const arrived = wide.get(index) ?? 0;
    total += arrived;
    return { at: new Date(index * width * slotMilliseconds).toISOString(), arrived, total };
  };
  // A clock that was wrong by weeks makes no endless curve: then only slots in which somebody came.
  const shown = last - first < mostSlots ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : indexes;
  return { slots: shown.map(slotOf) };
}

export function listStations({ projection }: StoreContext): QueryResult<'stations.list'> {
  const stations = [...projection.stations.values()].map(({ device, station, at, scans }) => ({ device, station, at, scans }));
  return { stations: stations.sort((a, b) => (a.at > b.at ? -1 : 1)) };
}

/** Refused scans and duplicates that nobody has answered and that have not ended by themselves. */
export function openExceptions(context: StoreContext, { limit }: QueryParams<'exceptions.open'>): QueryResult<'exceptions.open'> {
  const all = [...refusals(context), ...duplicates(context)].sort((a, b) => (a.at > b.at ? -1 : 1));
  return { total: all.length, exceptions: all.slice(0, limit) };
}

function refusals(context: StoreContext): OpenException[] {
  const { rows, exceptions } = context.projection;
  const groups = new Map<string, OpenException>();
  for (const refused of exceptions.refused.values()) {
    const person = refused.registrationId === null ? undefined : rows.kept(refused.registrationId);
    if (person && hasPassed(refused, visitsOf(person))) continue;
    const key = `${refused.answer} ${refused.target} ${person?.id ?? refused.code}`;
    const known = groups.get(key);
    if (!known) {
      const { eventId, at, answer, target, code, station } = refused;
      groups.set(key, {
        kind: 'refused', eventIds: [eventId], at, answer, target, code, registrationId: person?.id ?? null,
        fullName: person?.fields.name ?? null, station, device: deviceOf(eventId), first: null,
      });
      continue;
    }
    known.eventIds.unshift(refused.eventId);
    if (refused.at > known.at) Object.assign(known, { at: refused.at, station: refused.station, device: deviceOf(refused.eventId) });
  }
  // One answer takes at most so many.
  for (const group of groups.values()) group.eventIds.length = Math.min(group.eventIds.length, 1_000);
  return [...groups.values()];
}

/** Whoever was let in afterwards needs nobody any more. */
function hasPassed({ at, target }: RefusedScan, visits: ReturnType<typeof visitsOf>): boolean {
  return visits.some((visit) => visit.target === target && !visit.voided && visit.at >= at);
}

function duplicates({ projection }: StoreContext): OpenException[] {
  const { rows, exceptions, duplicates: some } = projection;
  if (some.size === 0) return [];
  const found: OpenException[] = [];
  for (const row of some.rows()) {
    const person = rows.at(row);
    const visits = visitsOf(person);
    for (const visit of visits) {
      if (!visit.duplicate || exceptions.answered.has(visit.eventId)) continue;
      const first = visits.findLast((each) => each.target === visit.target && !each.voided && !each.duplicate && each.at <= visit.at);
      found.push({
        kind: 'duplicate', eventIds: [visit.eventId], at: visit.at, answer: null, target: visit.target, code: null, registrationId: person.id,
        fullName: person.fields.name, station: visit.station, device: visit.device,
        first: first ? { at: first.at, device: first.device, station: first.station } : null,
      });
    }
  }
  return found;
}
