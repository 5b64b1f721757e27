import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import { voidsOf } from '@shared/domain/answerExceptions';
import { doublesOf } from '@shared/domain/hq/workshopRecord';
import { keptIdOf } from '@shared/domain/merge';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { recordHere } from './queries';

/** What headquarters writes: into the workshop that it is about, so that it reaches every device of that one. */

export async function answerHqException(context: StoreContext, params: CommandParams<'hq.answerException'>, { role }: Caller): Promise<CommandResult<'hq.answerException'>> {
  const { workshop, eventIds, action, note, merge } = params;
  const record = await recordHere(context, workshop);
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: [`hq:${workshop}`],
    decide: () => {
      const { exceptions, attendees } = record.state;
      const open = [...new Set(eventIds)].filter((id) => !exceptions.answered.has(id));
      const settled = [...open];
      const events: DraftEvent[] = [];
      if (action === 'voided') events.push(...voidsOf(open, doublesOf(record), { at, note, role }));
      if (action === 'merged') {
        if (!merge) throw new KioskError('invalid_request', 'Choose the other record of this person first.');
        const [from, into] = [merge.registrationId, merge.into].map((id) => attendees.get(id));
        if (!from || !into?.registered || from.id === into.id) throw new KioskError('unknown_attendee', 'One of the two records is not here. Choose another one.');
        if (keptIdOf(attendees, into.id) !== into.id) throw new KioskError('invalid_request', `${into.id} was merged into another record. Choose that one.`);
        // They are of the same person from now on, and no question any more.
        settled.push(...from.passages.flatMap(({ id, kind }) => (kind === 'in' && !settled.includes(id) && !exceptions.answered.has(id) ? [id] : [])));
        if (from.merged?.into !== into.id) events.push({ type: 'attendee.merged', at, data: { registrationId: from.id, into: into.id, reason: note, by: { role } } });
      }
      if (settled.length > 0) events.push({ type: 'sync.exceptionAnswered', at, data: { eventIds: settled, note, action, by: { role } } });
      return { workshop, events, answer: (written) => ({ eventId: written.at(-1)?.id ?? '', at }) };
    },
  });
}

/** So many at once: what else waits to be written has its turn in between. */
const erasedAtOnce = 2_000;

/** Erases everybody of a workshop. A call that is sent again after the store was started anew finds it done. */
export async function eraseEverybodyOf(context: StoreContext, { workshop }: CommandParams<'hq.eraseEverybody'>, { role }: Caller): Promise<CommandResult<'hq.eraseEverybody'>> {
  let erased = 0;
  for (;;) {
    const record = await recordHere(context, workshop);
    const at = new Date(context.now()).toISOString();
    const some = await context.committer.submit({
      keys: [`hq:${workshop}`],
      decide: () => {
        const events = context.hq.remainingOf(record, erasedAtOnce).map((registrationId): DraftEvent => ({
          type: 'attendee.erased', at, data: { registrationId, reason: 'retention', by: { role } },
        }));
        return { workshop, events, answer: (written) => written.length };
      },
    });
    if (some === 0) break;
    erased += some;
  }
  await context.journal.blank();
  return { erased };
}

export async function setHqRetention(context: StoreContext, params: CommandParams<'hq.setRetention'>, { role }: Caller): Promise<CommandResult<'hq.setRetention'>> {
  const { workshop, days, postponedTo, reason } = params;
  const record = await recordHere(context, workshop);
  const at = new Date(context.now()).toISOString();
  if (postponedTo !== null && reason === null) throw new KioskError('invalid_request', 'To keep personal data longer a reason is needed. Say why, and try again.');
  return context.committer.submit({
    keys: [`hq:${workshop}`],
    decide: () => {
      const known = record.state.retention;
      const same = known !== null && known.days === days && known.postponedTo === postponedTo;
      const events: DraftEvent[] = same ? [] : [{ type: 'retention.set', at, data: { days, postponedTo, reason, by: { role } } }];
      return { workshop, events, answer: ([written]) => ({ eventId: written?.id ?? '', at }) };
    },
  });
}
