import type { AgendaSession } from '@shared/contract/values';
import { addDays, localDateAt, type ResolvedTarget, workshopDays } from './calendar';

/** When a scan was made, and whether somebody vouches for the time. */
export interface ScanTime {
  at: string;
  /** `stated`: the caller said when the code was read. `clock`: this computer's clock, now. */
  source: 'stated' | 'clock';
}

/**
 * Whether a scan comes too early or too late for its target.
 *
 * A stated time is taken at its word. The computer's own clock is believed only within a day of the workshop: a
 * laptop whose clock says another month is wrong, or rehearsing, and must not turn everybody away
 * (decisions/0003). Then a scan counts for the target that the organizer chose.
 */
export function judgeTime(
  time: ScanTime,
  target: ResolvedTarget,
  sessions: readonly AgendaSession[],
  timeZone: string,
  doorsOpenMinutes: number,
): 'in_time' | 'too_early' | 'too_late' {
  const date = localDateAt(time.at, timeZone);
  if (time.source === 'clock' && !isNearWorkshop(date, sessions)) return 'in_time';
  if (target.kind === 'day') {
    if (date === target.date) return 'in_time';
    return date < target.date ? 'too_early' : 'too_late';
  }
  if (target.kind === 'unknown') return 'in_time';
  const opens = Date.parse(doorsOpen(target.session, doorsOpenMinutes));
  const at = Date.parse(time.at);
  if (at < opens) return 'too_early';
  return at > Date.parse(target.session.endsAt) ? 'too_late' : 'in_time';
}

/** When a session's door begins to accept scans, UTC. */
export function doorsOpen(session: AgendaSession, doorsOpenMinutes: number): string {
  return new Date(Date.parse(session.startsAt) - doorsOpenMinutes * 60_000).toISOString();
}

/** Whether a date is a day of the workshop, or next to one. */
export function isNearWorkshop(date: string, sessions: readonly AgendaSession[]): boolean {
  let near = nearDates.get(sessions);
  if (near === undefined) {
    const days = workshopDays(sessions);
    const [first, last] = [days[0], days.at(-1)];
    near = first !== undefined && last !== undefined ? { from: addDays(first, -1), to: addDays(last, 1) } : null;
    nearDates.set(sessions, near);
  }
  return near !== null && date >= near.from && date <= near.to;
}

/** Worked out once for each agenda: every scan asks. */
const nearDates = new WeakMap<readonly AgendaSession[], { from: string; to: string } | null>();
