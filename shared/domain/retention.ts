import { type EventOf, orderOf } from '@shared/contract/events';
import type { AgendaSession } from '@shared/contract/values';
import { workshopDays } from './calendar';

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

export interface RetentionTerm {
  lastDay: string | null;
  /** `YYYY-MM-DD`; null while there is no last day to count from, or data are kept. */
  dueOn: string | null;
  /** Negative once it is over. */
  daysLeft: number | null;
}

/**
 * When personal data are to go: so many days after the workshop's last day, or on the day it was put off to, whichever
 * is later.
 *
 * @param today `YYYY-MM-DD` at the venue.
 */
export function retentionTerm(retention: Retention | null, sessions: readonly AgendaSession[], today: string): RetentionTerm {
  const lastDay = workshopDays(sessions).at(-1) ?? null;
  if (lastDay === null || !retention || retention.days === null) return { lastDay, dueOn: null, daysLeft: null };
  const regular = dateAfter(lastDay, retention.days);
  const dueOn = retention.postponedTo !== null && retention.postponedTo > regular ? retention.postponedTo : regular;
  return { lastDay, dueOn, daysLeft: daysBetween(today, dueOn) };
}

/** How many days before the term the desk begins to remind. */
export const reminderDays = 7;

const dayMilliseconds = 86_400_000;

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}
