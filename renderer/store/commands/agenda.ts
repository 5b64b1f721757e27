import type { SessionChange, SessionInput } from '@shared/contract/agenda';
import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent, EventData, JournalEvent } from '@shared/contract/events';
import type { AgendaSession } from '@shared/contract/values';
import { conflictsOf, newConflicts } from '@shared/domain/agenda/conflicts';
import { pushDelay, withMoves } from '@shared/domain/agenda/delay';
import { changeBetween, changesBack, withFields } from '@shared/domain/agenda/sessionEdits';
import { instantOf } from '@shared/domain/import/zonedTime';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { insideOf } from '../queries/agenda';
import { by, workshopOf } from './decision';

type Recorded = CommandResult<'session.change'>;
type Cause = EventData<'session.changed'>['cause'];

/** Adds a session. Its id follows from the nonce, so that two devices never give the same one, and a retry adds nothing. */
export function addSession(context: StoreContext, { session, nonce }: CommandParams<'session.add'>, caller: Caller): Promise<CommandResult<'session.add'>> {
  const sessionId = `N-${nonce.replace(/[^0-9A-Za-z]/g, '').slice(0, 10).toUpperCase()}`;
  return record(
    context,
    caller,
    'added',
    () => {
      const { sessions, edits } = context.projection.state.agenda;
      if (edits.has(sessionId) || sessions.some(({ id }) => id === sessionId)) return [];
      return [changeBetween(null, sessionFrom(sessionId, session, workshopOf(context).timeZone))];
    },
    (recorded) => ({ ...recorded, sessionId }),
  );
}

export function changeSession(context: StoreContext, { sessionId, session }: CommandParams<'session.change'>, caller: Caller): Promise<Recorded> {
  return record(context, caller, 'edited', () => {
    const before = sessionOf(context, sessionId);
    return [changeBetween(before, edited(before, session))];
  });
}

export function removeSession(context: StoreContext, { sessionId }: CommandParams<'session.remove'>, caller: Caller): Promise<Recorded> {
  return record(context, caller, 'removed', () => {
    const { agenda } = context.projection.state;
    if (agenda.edits.get(sessionId)?.removed?.value) return [];
    return [changeBetween(sessionOf(context, sessionId), null)];
  });
}

/** Moves a session and what follows it, or says what would move. */
export async function delayAgenda(context: StoreContext, params: CommandParams<'agenda.delay'>, caller: Caller): Promise<CommandResult<'agenda.delay'>> {
  const plan = (): Pick<CommandResult<'agenda.delay'>, 'moves' | 'conflicts'> => {
    const { sessions } = context.projection;
    sessionOf(context, params.sessionId);
    const moves = pushDelay(sessions, params);
    const inside = insideOf(context);
    return { moves, conflicts: newConflicts(conflictsOf(sessions, inside), conflictsOf(withMoves(sessions, moves), inside)) };
  };
  if (params.dryRun) return { eventId: '', at: nowOf(context), ...plan() };
  let planned = { moves: [], conflicts: [] } as ReturnType<typeof plan>;
  return record(
    context,
    caller,
    'delayed',
    () => {
      const { startsAt, start } = sessionOf(context, params.sessionId);
      if (startsAt !== params.startsAt) {
        if (isDone(context, params)) return [];
        throw new KioskError('invalid_request', `The session has been moved meanwhile and starts at ${start.replace('T', ' ')}. Look at the agenda again before delaying it.`);
      }
      planned = plan();
      return planned.moves.map(({ before, after }) => changeBetween(before, after));
    },
    (recorded) => ({ ...recorded, ...planned }),
    params.minutes,
  );
}

/** The same delay has been recorded already: the answer to it was lost. */
function isDone(context: StoreContext, { sessionId, startsAt, minutes }: CommandParams<'agenda.delay'>): boolean {
  const { last } = context.projection.state.agenda;
  return last?.cause === 'delayed' && last.minutes === minutes && last.changes.some(({ id, was }) => id === sessionId && was.when?.startsAt === startsAt);
}

/** Takes the latest change back. */
export function undoAgendaChange(context: StoreContext, { eventId }: CommandParams<'agenda.undo'>, caller: Caller): Promise<Recorded> {
  return record(context, caller, 'undone', () => {
    const { agenda } = context.projection.state;
    const { last } = agenda;
    if (last?.eventId === eventId) return changesBack(agenda, last);
    if (last?.cause === 'undone') return [];
    throw new KioskError('unknown_event', 'The agenda has been changed again since, so this change cannot be taken back in one step. Correct the sessions one by one.');
  });
}

function nowOf(context: StoreContext): string {
  return new Date(context.now()).toISOString();
}

function sessionOf(context: StoreContext, sessionId: string): AgendaSession {
  const session = context.projection.sessions.find(({ id }) => id === sessionId);
  if (!session) throw new KioskError('unknown_target', `The agenda has no session "${sessionId}" any more. Look at the agenda again.`);
  return session;
}

function sessionFrom(id: string, input: SessionInput, timeZone: string): AgendaSession {
  const start = instantOf(input.start, timeZone);
  const end = instantOf(input.end, timeZone);
  const when = { start: start.wall, end: end.wall, timeZone, startsAt: start.instant, endsAt: end.instant };
  const { title, kind, room, capacity, speakers, language, countsForCertificate, registrationRequired } = input;
  return withFields({ id } as AgendaSession, { title, kind, when, room, capacity, speakers, language, countsForCertificate, registrationRequired });
}

/** Times that stay are left as they are: an hour that comes twice must not jump to its first when a title is corrected. */
function edited(before: AgendaSession, input: CommandParams<'session.change'>['session']): AgendaSession {
  const { start = before.start, end = before.end, ...rest } = input;
  const timeOf = (wall: string, old: string, oldInstant: string) =>
    wall === old ? { wall, instant: oldInstant } : instantOf(wall, before.timeZone);
  const [starts, ends] = [timeOf(start, before.start, before.startsAt), timeOf(end, before.end, before.endsAt)];
  const when = { start: starts.wall, end: ends.wall, timeZone: before.timeZone, startsAt: starts.instant, endsAt: ends.instant };
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return withFields(before, { ...given, when });
}

/** @param decide gives the changes, none if things are so already; run when everything before it is written. */
function record<A = Recorded>(
  context: StoreContext,
  caller: Caller,
  cause: Cause,
  decide: () => (SessionChange | null)[],
  answer: (recorded: Recorded) => A = (recorded) => recorded as A,
  minutes: number | null = null,
): Promise<A> {
  const at = nowOf(context);
  return context.committer.submit({
    keys: ['agenda'],
    decide: () => {
      const workshop = workshopOf(context).id;
      const changes = decide().filter((change): change is SessionChange => change !== null);
      const events: DraftEvent[] =
        changes.length === 0 ? [] : [{ type: 'session.changed', at, data: { cause, minutes, changes, by: by({ caller, station: undefined }) } }];
      return { workshop, events, answer: ([written]: JournalEvent[]) => answer({ eventId: written?.id ?? '', at }) };
    },
  });
}
