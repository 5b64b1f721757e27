import type { QueryResult } from '@shared/contract/queries';
import { conflictsOf } from '@shared/domain/agenda/conflicts';
import type { StoreContext } from '../context';

/** How many people are inside a session now, by its id. */
export function insideOf({ projection }: StoreContext): (sessionId: string) => number {
  return (sessionId) => projection.tally.inside.get(`session:${sessionId}`) ?? 0;
}

export function agendaBoard(context: StoreContext): QueryResult<'agenda.board'> {
  const { sessions, source, last } = context.projection.state.agenda;
  const inside = insideOf(context);
  const [first] = last?.changes ?? [];
  return {
    sessions,
    source,
    timeZone: context.projection.workshop?.timeZone ?? 'UTC',
    conflicts: conflictsOf(sessions, inside),
    inside: Object.fromEntries(sessions.map(({ id }) => [id, inside(id)] as const).filter(([, count]) => count > 0)),
    last: last && {
      eventId: last.eventId,
      at: last.at,
      cause: last.cause,
      minutes: last.minutes,
      sessionIds: last.changes.map(({ id }) => id),
      title: sessions.find(({ id }) => id === first?.id)?.title ?? first?.was.title ?? first?.set.title ?? '',
    },
  };
}
