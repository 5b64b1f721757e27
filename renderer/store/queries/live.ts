import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { openExceptionsOf } from '@shared/domain/openExceptions';
import { slotMilliseconds } from '@shared/domain/tally';
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
export function openExceptions({ projection }: StoreContext, { limit }: QueryParams<'exceptions.open'>): QueryResult<'exceptions.open'> {
  const { rows, exceptions, duplicates } = projection;
  const all = openExceptionsOf({ exceptions, kept: (id) => rows.kept(id), doubles: () => Array.from(duplicates.rows(), (row) => rows.at(row)) });
  return { total: all.length, exceptions: all.slice(0, limit) };
}
