import type { Delay, SessionMove } from '../../contract/agenda';
import type { AgendaSession } from '../../contract/values';
import { wallOf } from '../import/zonedTime';
import { roomName } from '../stationTarget';

/**
 * Which sessions a delay moves, and where to.
 *
 * The delayed session moves by all of it. What follows it on that day, in its room or in all rooms, moves by as much,
 * or, if free time takes the delay up, only as far as what comes before needs. Sessions keep their length, and two
 * that shared no time in a room share none afterwards, so an evening that runs past midnight can push the next
 * morning, too. A session without a room pushes nothing of its own accord.
 */
export function pushDelay(sessions: readonly AgendaSession[], { sessionId, minutes, scope, absorb }: Delay): SessionMove[] {
  const first = sessions.find(({ id }) => id === sessionId);
  if (!first) return [];
  const day = dayOf(first);
  const inOrder = sessions
    .filter((session) => session === first || session.startsAt >= first.startsAt)
    .sort((a, b) => compare(a.startsAt, b.startsAt) || compare(a.endsAt, b.endsAt) || compare(a.id, b.id));
  const isReached = (session: AgendaSession): boolean => dayOf(session) === day && (scope === 'day' || isSameRoom(session, first));
  /** By how much each session that has been looked at moves, in ms. */
  const shifts = new Map<AgendaSession, number>();
  const whole = minutes * 60_000;
  for (const session of inOrder) {
    const isFirst = session === first || (scope === 'day' && isReached(session) && session.startsAt === first.startsAt);
    let shift = isFirst || (!absorb && isReached(session)) ? whole : 0;
    const starts = Date.parse(session.startsAt);
    for (const [earlier, by] of shifts) {
      const ends = Date.parse(earlier.endsAt);
      if (ends > starts || ends <= Date.parse(earlier.startsAt)) continue;
      if (isSameRoom(earlier, session) || (isReached(earlier) && isReached(session))) shift = Math.max(shift, ends + by - starts);
    }
    if (shift > 0) shifts.set(session, shift);
  }
  return inOrder.flatMap((before) => {
    const shift = shifts.get(before);
    return shift === undefined ? [] : [{ before, after: moved(before, shift) }];
  });
}

/** A session some ms later; the clocks of its place may have changed meanwhile. */
function moved(session: AgendaSession, by: number): AgendaSession {
  const [starts, ends] = [Date.parse(session.startsAt) + by, Date.parse(session.endsAt) + by];
  return {
    ...session,
    start: wallOf(starts, session.timeZone),
    end: wallOf(ends, session.timeZone),
    startsAt: new Date(starts).toISOString(),
    endsAt: new Date(ends).toISOString(),
  };
}

/** The agenda with some sessions moved. */
export function withMoves(sessions: readonly AgendaSession[], moves: readonly SessionMove[]): AgendaSession[] {
  const after = new Map(moves.map((move) => [move.after.id, move.after]));
  return sessions.map((session) => after.get(session.id) ?? session);
}

function isSameRoom(a: AgendaSession, b: AgendaSession): boolean {
  const room = roomName(a.room);
  return room !== '' && room === roomName(b.room);
}

function dayOf({ start }: AgendaSession): string {
  return start.slice(0, 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
