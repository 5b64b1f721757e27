import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { openRequests } from '@shared/domain/helpDesk';
import type { StoreContext } from '../context';

/** Who waits for a human, the longest first. */
export function openHelp({ projection }: StoreContext): QueryResult<'help.open'> {
  return { requests: openRequests(projection.help).map(({ requestId, at, subject, station }) => ({ requestId, at, subject, station })) };
}

export function helpStatus({ projection }: StoreContext, { requestId }: QueryParams<'help.status'>): QueryResult<'help.status'> {
  return { answered: projection.help.answered.has(requestId) };
}
