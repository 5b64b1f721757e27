import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { openRequests } from '@shared/domain/helpDesk';
import type { StoreContext } from '../context';
import { factsOf } from '../holders';

/** Who waits for a human, the longest first. */
export async function openHelp(context: StoreContext): Promise<QueryResult<'help.open'>> {
  const { help } = context.projection;
  const open = openRequests(help);
  const wishes = open.flatMap(({ requestId }) => help.wishes.get(requestId) ?? []);
  // Only where somebody wishes a name are people's records needed: a call is heard before they have been read.
  if (wishes.length > 0) await context.whole();
  return { requests: await Promise.all(open.map(async ({ requestId, at, subject, station }) => ({ requestId, at, subject, station, wish: await wishOf(context, requestId) }))) };
}

async function wishOf(context: StoreContext, requestId: string): Promise<QueryResult<'help.open'>['requests'][number]['wish']> {
  const wish = context.projection.help.wishes.get(requestId);
  const attendee = wish && context.projection.rows.kept(wish.registrationId);
  if (!attendee || attendee.erased || wish.name === '') return null;
  const facts = (await factsOf(context, [attendee])).get(attendee.id);
  return { registrationId: attendee.id, name: facts?.name ?? '', wished: wish.name };
}

export function helpStatus({ projection }: StoreContext, { requestId }: QueryParams<'help.status'>): QueryResult<'help.status'> {
  return { answered: projection.help.answered.has(requestId) };
}
