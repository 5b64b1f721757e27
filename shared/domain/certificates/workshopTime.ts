import type { AgendaSession, Workshop } from '@shared/contract/values';
import { localDateAt } from '../calendar';

/**
 * The workshop's first and last day by its own time zone, whatever zone the agenda's file was written in: those of its
 * agenda, or as they were planned while there is none.
 */
export function workshopSpan(
  { timeZone, firstDay, lastDay }: Pick<Workshop, 'timeZone' | 'firstDay' | 'lastDay'>,
  sessions: readonly AgendaSession[],
): { firstDay: string | null; lastDay: string | null } {
  if (sessions.length === 0) return { firstDay: firstDay ?? null, lastDay: lastDay ?? firstDay ?? null };
  const begins = sessions.map(({ startsAt }) => startsAt).sort();
  const [first, last] = [begins[0] as string, begins.at(-1) as string];
  return { firstDay: localDateAt(first, timeZone), lastDay: localDateAt(last, timeZone) };
}
