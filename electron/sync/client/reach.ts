import type { SyncReach } from '@shared/contract/syncState';
import type { EventSource } from '../eventSource';
import { pendingOf } from './exchange';
import type { Places } from './place';
import type { RefusedList } from './refusedList';

/** How far a remote is from having everything. What it refused has not reached it, until somebody has answered that. */
export async function reachOf({ source, places, refused }: { source: EventSource; places: Places; refused: RefusedList }, lastSuccessAt: string | null): Promise<SyncReach> {
  const pushRefused = refused.all().filter(({ direction }) => direction === 'push').length;
  const waiting = (await pendingOf({ source, places })) + pushRefused;
  if (waiting > 0) return { waiting, since: null };
  const moments = (await source.workshops()).map((workshop) => places.load(workshop).reachedAt ?? lastSuccessAt);
  return { waiting, since: moments.includes(null) ? null : latest(moments) };
}

/** All remotes together: what one of them lacks is waited for. Null without any. */
export function joinedReach(reaches: readonly SyncReach[]): SyncReach | null {
  if (reaches.length === 0) return null;
  const moments = reaches.map(({ since }) => since);
  return { waiting: Math.max(...reaches.map(({ waiting }) => waiting)), since: moments.includes(null) ? null : latest(moments) };
}

/** ISO 8601 in UTC sorts as time does. */
function latest(moments: readonly (string | null)[]): string | null {
  return moments.reduce((last, moment) => (last === null || (moment !== null && moment > last) ? moment : last), null);
}
