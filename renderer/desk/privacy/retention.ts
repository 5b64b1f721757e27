import type { QueryResult } from '@shared/contract/queries';
import type { RetentionTerm } from '@shared/domain/retention';
import { createContext, useContext } from 'react';

/** How long personal data are kept here, and when they are to go. */
export type RetentionView = QueryResult<'retention.state'> & { term: RetentionTerm };

export const RetentionContext = createContext<RetentionView | null>(null);

/** Null until it is known, and for a helper. */
export function useRetention(): RetentionView | null {
  return useContext(RetentionContext);
}
