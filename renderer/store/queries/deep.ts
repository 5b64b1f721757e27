import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { keptIdOf } from '@shared/domain/merge';
import type { StoreContext } from '../context';
import { wordsToFind } from '../search/detailMatch';

/** People found in their details so far. */
export async function searchDetails(context: StoreContext, { search }: QueryParams<'roster.deep'>): Promise<QueryResult<'roster.deep'>> {
  if (wordsToFind(search).length === 0) return { done: true, more: false, matches: [] };
  await context.tables.settled().catch(() => undefined); // what the disk does not have is not found, until it has
  const { rows, detailsVersion } = context.projection;
  const { found, done, more } = context.deep.ask(search.trim(), detailsVersion, performance.now());
  return {
    done,
    more,
    matches: found.flatMap(({ id, field, text }) => {
      const person = rows.get(keptIdOf(rows.shelf, id));
      return person?.registered ? [{ registrationId: person.id, fullName: person.fields.name, field, text }] : [];
    }),
  };
}
