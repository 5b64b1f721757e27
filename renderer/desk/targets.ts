import type { AgendaSession, Target } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { dayOf } from '@i18n/times';

/** What a target is called: its day, or its session's title. A session the agenda has lost keeps its id. */
export function targetName(target: Target, sessions: readonly AgendaSession[]): string {
  if (target.startsWith('day:')) return dayOf(target.slice('day:'.length), shownLanguage(), 'short');
  const id = target.slice('session:'.length);
  return sessions.find((session) => session.id === id)?.title ?? id;
}

export function sessionTarget(session: AgendaSession): Target {
  return `session:${session.id}`;
}

/** The wall-clock times of a session, as its room's clock shows them. */
export function sessionTimes({ start, end }: AgendaSession): string {
  return `${start.slice(11, 16)} – ${end.slice(11, 16)}`;
}

/** Sessions by the day they begin on, days and sessions in order of time. */
export function sessionsByDay(sessions: readonly AgendaSession[]): { day: string; sessions: AgendaSession[] }[] {
  const days = new Map<string, AgendaSession[]>();
  for (const session of [...sessions].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.room.localeCompare(b.room)))) {
    const day = session.start.slice(0, 10);
    const list = days.get(day);
    if (list) list.push(session);
    else days.set(day, [session]);
  }
  return [...days].map(([day, list]) => ({ day, sessions: list }));
}
