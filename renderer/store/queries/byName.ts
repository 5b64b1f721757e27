import type { QueryParams, QueryResult } from '@shared/contract/queries';
import type { Attendee } from '@shared/domain/attendee';
import { isIdentifier, queryTokens } from '@shared/domain/names/foldForSearch';
import { maskName } from '@shared/domain/names/maskName';
import { isLongEnough } from '@shared/domain/names/searchLength';
import { proofsOf } from '@shared/domain/proof';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { detailsOf } from './roster';

type Result = QueryResult<'attendee.search'>;

const shownAtMost = 5;

/** People by name, as a kiosk may show them to whoever stands there. */
export async function searchAttendees(context: StoreContext, params: QueryParams<'attendee.search'>, { port }: Caller): Promise<Result> {
  if (!isLongEnough(params.search)) return { enough: false, more: false, matches: [] };
  const words = queryTokens(params.search);
  const found = words.some(isIdentifier) ? [] : await peopleNamed(context, words);
  const shown = found.slice(0, shownAtMost);
  const details = await detailsOf(context, shown.map(({ id }) => id));
  return {
    enough: true,
    more: found.length > shownAtMost,
    matches: shown.map(({ id, fields }) => {
      const more = details.get(id)?.fields;
      return {
        handle: context.ports.handleFor(port, id),
        ...maskName(fields.name, more?.country),
        organisation: fields.organisation,
        proofs: more ? proofsOf(more) : [],
      };
    }),
  };
}

/** The best matches who are to come: one more than is shown, if there are so many. */
async function peopleNamed(context: StoreContext, words: string[]): Promise<Attendee[]> {
  for (let limit = 32; ; limit *= 8) {
    const { rows, total } = await context.projection.search.find(words, limit);
    const people = rows.map((row) => context.projection.rows.at(row)).filter(({ registered, cancelled }) => registered && !cancelled);
    if (people.length > shownAtMost || rows.length >= total) return people.slice(0, shownAtMost + 1);
  }
}
