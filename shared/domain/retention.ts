import { type EventOf, orderOf } from '@shared/contract/events';
import type { SyncReach } from '@shared/contract/syncState';
import { addDays, localDateAt } from './calendar';

/** How long personal data are kept, as the last organizer to say so wants it. */
export interface Retention {
  days: number | null;
  postponedTo: string | null;
  order: string;
}

/** The later of two decisions: the same for every order of arrival. */
export function foldRetention(before: Retention | null, event: EventOf<'retention.set'>): Retention {
  const order = orderOf(event);
  if (before && order <= before.order) return before;
  const { days, postponedTo } = event.data;
  return { days, postponedTo, order };
}

/** Events that only say what becomes of personal data, and hold none: they do not make all others stay longer. */
const onlyAboutTerm: ReadonlySet<string> = new Set(['retention.set', 'attendee.erased']);

/** Whether the days begin anew once an event of this type has reached headquarters. */
export function restartsTerm(type: string): boolean {
  return !onlyAboutTerm.has(type);
}

/** What the term follows from, besides what has reached headquarters. Dates are `YYYY-MM-DD` at the venue. */
export interface RetentionFacts {
  days: number | null;
  postponedTo: string | null;
  /** Of the workshop; null while it has no days. */
  lastDay: string | null;
  today: string;
  timeZone: string;
  /** How many people there is something left of. */
  people: number;
}

/**
 * Which sentence is true of the term. `kept`: nobody has set days; `waiting`: something has not reached headquarters, so
 * the days have not begun; `undated`: the workshop has no days yet; the others have a date: `reached` counts from the day
 * on which everything had reached headquarters, `early` from the workshop's last day, as that came later, and `alone`
 * from the last day, too, as no headquarters is set up.
 */
export type RetentionStanding = 'kept' | 'waiting' | 'undated' | 'reached' | 'early' | 'alone';

export interface RetentionTerm {
  standing: RetentionStanding;
  /** Events that have not reached headquarters. */
  waiting: number;
  /** The day on which the last of them had; null while one has not, and without headquarters. */
  reachedOn: string | null;
  /** Null while there is nothing to count from. */
  dueOn: string | null;
  /** Negative once it is over. */
  daysLeft: number | null;
  /** What the desk reminds of by itself: that the term is near or over, or that it cannot begin. */
  reminder: 'due' | 'waiting' | null;
}

/** How many days before the term the desk begins to remind. */
export const reminderDays = 7;

/**
 * When personal data are to go: so many days after everything here has reached headquarters, and not before the same
 * days after the workshop's last one, for a workshop that is still to come has reached it, too; or on the day it was put
 * off to, whichever is later. As long as something has not reached headquarters, nothing is due.
 *
 * @param reach null where no headquarters is set up: then the last day alone counts.
 */
export function retentionTerm({ days, postponedTo, lastDay, today, timeZone, people }: RetentionFacts, reach: SyncReach | null): RetentionTerm {
  const { waiting, since } = reach ?? { waiting: 0, since: null };
  const isWaiting = waiting > 0 || (reach !== null && since === null);
  const reachedOn = isWaiting || since === null ? null : localDateAt(since, timeZone);
  const open = { waiting, reachedOn, dueOn: null, daysLeft: null };
  if (days === null) return { standing: 'kept', ...open, reminder: null };
  if (isWaiting) return { standing: 'waiting', ...open, reminder: people > 0 && lastDay !== null && today > lastDay ? 'waiting' : null };
  if (lastDay === null) return { standing: 'undated', ...open, reminder: null };
  const countsFrom = reachedOn !== null && reachedOn > lastDay ? reachedOn : lastDay;
  const dueOn = later(addDays(countsFrom, days), postponedTo);
  const daysLeft = daysBetween(today, dueOn);
  const standing = reachedOn === null ? 'alone' : reachedOn >= lastDay ? 'reached' : 'early';
  return { standing, waiting, reachedOn, dueOn, daysLeft, reminder: people > 0 && daysLeft <= reminderDays ? 'due' : null };
}

/** The day before which nothing is due anywhere, as headquarters can tell it: what venues still hold is known there alone. */
export function earliestTerm(retention: Retention | null, lastDay: string | null): string | null {
  if (lastDay === null || !retention || retention.days === null) return null;
  return later(addDays(lastDay, retention.days), retention.postponedTo);
}

function later(date: string, other: string | null): string {
  return other !== null && other > date ? other : date;
}

const dayMilliseconds = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}
