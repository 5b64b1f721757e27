import type { TargetCount } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';

export interface RoomState {
  room: string;
  /** The session that runs there at the moment, or else the next one. */
  session: AgendaSession | null;
  running: boolean;
  /** Over all its sessions of the day. */
  expected: number;
  arrived: number;
}

/** The rooms of a day, expected against arrived; in the order of their names. */
export function roomsOf(sessions: readonly AgendaSession[], counts: readonly TargetCount[], date: string, now: string): RoomState[] {
  const rooms = new Map<string, AgendaSession[]>();
  for (const session of sessions.filter(({ start }) => start.startsWith(date))) {
    const room = session.room.trim();
    rooms.set(room, [...(rooms.get(room) ?? []), session]);
  }
  const countOf = (session: AgendaSession): TargetCount | undefined => counts.find(({ target }) => target === `session:${session.id}`);
  const states = Array.from(rooms, ([room, here]): RoomState => {
    const inOrder = [...here].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    const running = inOrder.findLast(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
    return {
      room,
      session: running ?? inOrder.find(({ startsAt }) => startsAt > now) ?? null,
      running: running !== undefined,
      expected: here.reduce((sum, session) => sum + (countOf(session)?.expected ?? 0), 0),
      arrived: here.reduce((sum, session) => sum + (countOf(session)?.arrived ?? 0), 0),
    };
  });
  return states.sort((a, b) => a.room.localeCompare(b.room));
}
