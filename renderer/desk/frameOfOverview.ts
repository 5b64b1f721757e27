import type { QueryResult } from '@shared/contract/queries';

export type Overview = QueryResult<'workshop.overview'>;

/** What of the overview stays the same while people come and go: all but the counts of arrivals and refusals. */
export type OverviewFrame = Omit<Overview, 'refusedScans' | 'days' | 'sessions'> & { days: { target: string }[]; sessions: { target: string }[] };

/** For whoever shows no counts, so that nothing is drawn anew with each arrival. */
export function frameOfOverview({ workshop, today, currentTarget, registered, cancelled, withoutTicket, days, sessions }: Overview): OverviewFrame {
  const targetsOf = (counts: Overview['days']): { target: string }[] => counts.map(({ target }) => ({ target }));
  return { workshop, today, currentTarget, registered, cancelled, withoutTicket, days: targetsOf(days), sessions: targetsOf(sessions) };
}
