import type { AgendaSession, Target } from '@shared/contract/values';
import { resolveTarget } from './calendar';
import { isNearWorkshop } from './timing';

export type SessionState = 'past' | 'now' | 'next' | 'later';

export interface PlannedSession {
  session: AgendaSession;
  state: SessionState;
  /** The attendee registered for it. */
  mine: boolean;
}

/** The workshop day that a target is part of; undefined for a session that the agenda has not. */
export function dayOfTarget(target: Target, sessions: readonly AgendaSession[]): string | undefined {
  const resolved = resolveTarget(target, sessions);
  if (resolved.kind === 'day') return resolved.date;
  return resolved.kind === 'session' ? resolved.session.start.slice(0, 10) : undefined;
}

/**
 * An attendee's day, in order of time: all sessions that are open to everybody, and of those that need registration
 * the ones they registered for. `next` are those that begin first after `now` (UTC). A clock that is months off
 * (decisions/0003) says nothing: then the day is still to come.
 */
export function planDay(
  mySessions: readonly string[],
  sessions: readonly AgendaSession[],
  date: string,
  now: string,
  today: string,
): PlannedSession[] {
  const open = sessions
    .filter(({ start, id, registrationRequired }) => start.startsWith(date) && (!registrationRequired || mySessions.includes(id)))
    .sort((a, b) => compare(a.startsAt, b.startsAt) || compare(a.endsAt, b.endsAt) || compare(a.id, b.id));
  const instant = isNearWorkshop(today, sessions) ? Date.parse(now) : Number.NEGATIVE_INFINITY;
  const next = open.find(({ startsAt }) => Date.parse(startsAt) > instant)?.startsAt;
  return open.map((session) => ({ session, state: stateOf(session, instant, next), mine: mySessions.includes(session.id) }));
}

function stateOf({ startsAt, endsAt }: AgendaSession, instant: number, next: string | undefined): SessionState {
  if (Date.parse(startsAt) > instant) return startsAt === next ? 'next' : 'later';
  return instant < Date.parse(endsAt) ? 'now' : 'past';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
