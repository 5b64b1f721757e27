import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import type { QueryResult } from '@shared/contract/queries';
import { localDateAt, workshopDays } from '@shared/domain/calendar';
import { absorbedIds } from '@shared/domain/merge';
import { plannedDays } from '@shared/domain/readiness';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { workshopOf } from './decision';

const eventsAtOnce = 2_000;

/**
 * Erases somebody, with every record that was merged into theirs: the event first, then what it stands for. The main process blanks the journal and starts a store
 * that has never known them, so a call that is sent again after that finds it done.
 */
export async function eraseAttendee(context: StoreContext, params: CommandParams<'attendee.erase'>, { role }: Caller): Promise<CommandResult<'attendee.erase'>> {
  const { registrationId } = params;
  const at = new Date(context.now()).toISOString();
  const recorded = await context.committer.submit({
    keys: [`attendee:${registrationId}`],
    decide: () => {
      const workshop = workshopOf(context).id;
      const attendee = context.projection.rows.get(registrationId);
      if (!attendee) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
      const { shelf } = context.projection.rows;
      const records = [registrationId, ...absorbedIds(shelf, registrationId)].filter((id) => !shelf.get(id)?.erased);
      const events = records.map((id): DraftEvent => ({ type: 'attendee.erased', at, data: { ...params, registrationId: id, by: { role } } }));
      return { workshop, events, answer: ([written]) => ({ eventId: written?.id ?? '', at }) };
    },
  });
  await context.journal.blank();
  return recorded;
}

/** Erases everybody, some thousand at a time; scans are answered in between. */
export async function eraseEverybody(context: StoreContext, _params: CommandParams<'retention.erase'>, { role }: Caller): Promise<CommandResult<'retention.erase'>> {
  let erased = 0;
  for (;;) {
    const at = new Date(context.now()).toISOString();
    const some = await context.committer.submit({
      keys: ['*'],
      decide: () => {
        const events = remaining(context, eventsAtOnce).map((registrationId): DraftEvent => ({
          type: 'attendee.erased', at, data: { registrationId, reason: 'retention', by: { role } },
        }));
        return { workshop: workshopOf(context).id, events, answer: (written) => written.length };
      },
    });
    if (some === 0) break;
    erased += some;
  }
  await context.journal.blank();
  return { erased };
}

export function setRetention(context: StoreContext, params: CommandParams<'retention.set'>, { role }: Caller): Promise<CommandResult<'retention.set'>> {
  const at = new Date(context.now()).toISOString();
  if (params.postponedTo !== null && params.reason === null) {
    throw new KioskError('invalid_request', 'To keep personal data longer a reason is needed. Say why, and try again.');
  }
  return context.committer.submit({
    keys: ['retention'],
    decide: () => {
      const workshop = workshopOf(context).id;
      const known = context.projection.state.retention;
      const same = known !== null && known.days === params.days && known.postponedTo === params.postponedTo;
      const events: DraftEvent[] = same ? [] : [{ type: 'retention.set', at, data: { ...params, by: { role } } }];
      return { workshop, events, answer: ([written]) => ({ eventId: written?.id ?? '', at }) };
    },
  });
}

export function retentionState(context: StoreContext): QueryResult<'retention.state'> {
  const { projection } = context;
  const timeZone = projection.workshop?.timeZone ?? 'UTC';
  const { retention } = projection.state;
  return {
    days: retention?.days ?? null,
    postponedTo: retention?.postponedTo ?? null,
    lastDay: plannedDays(projection.workshop, workshopDays(projection.sessions)).at(-1) ?? null,
    today: localDateAt(new Date(context.now()).toISOString(), timeZone),
    timeZone,
    people: projection.rows.count - projection.erased.size - projection.merged.size,
  };
}

function remaining({ projection }: StoreContext, limit: number): string[] {
  const ids: string[] = [];
  for (let row = 0; row < projection.rows.count && ids.length < limit; row++) {
    const { id, erased } = projection.rows.at(row);
    if (!erased) ids.push(id);
  }
  return ids;
}
