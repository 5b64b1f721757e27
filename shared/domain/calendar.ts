import type { AgendaSession, Target } from '@shared/contract/values';

interface Zone {
  format: Intl.DateTimeFormat;
  /** The quarter of an hour that was asked for last, and its date. */
  quarter: number;
  date: string;
}

const zones = new Map<string, Zone>();

/** Since 2012 a date has begun, in every zone, with a quarter of an hour of UTC (Newfoundland was the last to set its clocks back at 0:01). */
const quarterMilliseconds = 15 * 60_000;
const firstQuarter = Date.UTC(2012, 0, 1) / quarterMilliseconds;

/** The calendar date (`YYYY-MM-DD`) at a UTC instant in an IANA time zone. */
export function localDateAt(instant: string, timeZone: string): string {
  let zone = zones.get(timeZone);
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    zones.set(timeZone, (zone = { format, quarter: -Infinity, date: '' }));
  }
  const at = new Date(instant);
  const quarter = Math.floor(at.getTime() / quarterMilliseconds);
  if (zone.quarter !== quarter || quarter < firstQuarter) Object.assign(zone, { quarter, date: zone.format.format(at) });
  return zone.date;
}

/** The workshop's days as its agenda has them, in order. */
export function workshopDays(sessions: readonly AgendaSession[]): string[] {
  return [...new Set(sessions.map((session) => session.start.slice(0, 10)))].sort();
}

/**
 * The day a station on `auto` checks in for: today if the agenda has it or there is no agenda; otherwise the next
 * day it has, or its last one.
 */
export function automaticTarget(sessions: readonly AgendaSession[], today: string): Target {
  const days = workshopDays(sessions);
  const day = days.length === 0 || days.includes(today) ? today : (days.find((each) => each > today) ?? days.at(-1));
  return `day:${day}`;
}

/** What a target names: a day, a session of the agenda, or a session that the agenda does not have. */
export type ResolvedTarget =
  | { kind: 'day'; date: string }
  | { kind: 'session'; session: AgendaSession }
  | { kind: 'unknown' };

export function resolveTarget(target: Target, sessions: readonly AgendaSession[]): ResolvedTarget {
  if (target.startsWith('day:')) return { kind: 'day', date: target.slice('day:'.length) };
  const id = target.slice('session:'.length);
  const session = sessions.find((each) => each.id === id);
  return session ? { kind: 'session', session } : { kind: 'unknown' };
}

/** A date some days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
