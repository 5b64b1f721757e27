import type { AgendaSession, StationTarget, Target } from '@shared/contract/values';
import { automaticTarget, localDateAt } from './calendar';

const roomPrefix = 'room:';

/**
 * What a station checks in for at an instant (UTC): its fixed target, today's day, or the session that its room's
 * agenda has. Null when the room has nothing more that day.
 */
export function targetOfStation(station: StationTarget, sessions: readonly AgendaSession[], at: string, timeZone: string): Target | null {
  if (station === 'auto') return automaticTarget(sessions, localDateAt(at, timeZone));
  const room = roomOf(station);
  if (room === null) return station;
  const session = sessionInRoom(room, sessions, at, timeZone);
  return session ? `session:${session.id}` : null;
}

/** The room that a station is bound to, or null for every other kind of target. */
export function roomOf(station: StationTarget): string | null {
  return station.startsWith(roomPrefix) ? station.slice(roomPrefix.length).trim() : null;
}

/**
 * The session that runs in a room at an instant, or else the next one there on the same day of the venue, whether its
 * door is open yet or not. Of two that run at once it is the one that began later: the talk, not the exhibition
 * around it. A session's last instant is already the next one's.
 */
export function sessionInRoom(room: string, sessions: readonly AgendaSession[], at: string, timeZone: string): AgendaSession | undefined {
  const instant = Date.parse(at);
  const date = localDateAt(at, timeZone);
  const here = inRoom(room, sessions);
  const running = here.filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= instant && instant < Date.parse(endsAt));
  if (running.length > 0) return running.reduce((a, b) => (b.startsAt > a.startsAt ? b : a));
  const coming = here.filter(({ startsAt, start }) => Date.parse(startsAt) >= instant && start.startsWith(date));
  return coming.length > 0 ? coming.reduce((a, b) => (b.startsAt < a.startsAt ? b : a)) : undefined;
}

/** The sessions of a room, whose name is matched whole but for case and the spaces around it. */
function inRoom(room: string, sessions: readonly AgendaSession[]): AgendaSession[] {
  const name = roomName(room);
  return sessions.filter((session) => roomName(session.room) === name);
}

/** A room’s name as two spellings of it are alike. */
export function roomName(room: string): string {
  return room.normalize('NFC').trim().toLowerCase();
}
