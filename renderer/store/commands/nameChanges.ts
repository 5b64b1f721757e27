import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import type { HolderFacts } from '@shared/domain/certificates/holder';
import { nameChange } from '@shared/domain/names/nameChange';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { factsOf, holderOf } from '../holders';
import { personHere } from './card';
import { by as doneBy, workshopOf } from './decision';

type Result = CommandResult<'certificate.spellName'>;

/** Somebody at a kiosk spells their name: recorded if that changes little, and otherwise asked of the desk, with a call for help. */
export async function spellName(context: StoreContext, params: CommandParams<'certificate.spellName'>, caller: Caller): Promise<Result> {
  const { holder, requestId, station } = params;
  const name = params.name.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if ('nonce' in holder) context.ports.renew(caller.port, holder.nonce);
  const { id } = holderOf(context, holder, caller);
  const by = doneBy({ caller, station });
  for (;;) {
    const { detailsVersion } = context.projection;
    const facts = (await factsOf(context, [personHere(context, id)])).get(id) as HolderFacts;
    const result = await context.committer.submit<Result | null>({
      keys: [`attendee:${id}`, `help:${requestId}`],
      decide: () => {
        const workshop = workshopOf(context).id;
        const attendee = personHere(context, id);
        if (attendee.erased) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${id}.`);
        // Somebody was corrected while the details were being read.
        if (context.projection.detailsVersion !== detailsVersion) return { workshop, events: [], answer: () => null };
        const at = new Date(context.now()).toISOString();
        const change = nameChange(facts.name, attendee.fields.name, name);
        const events = eventsOf(change, { at, id, name, requestId, by, known: context.projection.help.requests.has(requestId) });
        return { workshop, events, answer: () => ({ outcome: change === 'same' ? 'same' : change === 'small' ? 'recorded' : 'asked' }) };
      },
    });
    if (result) return result;
  }
}

interface Change {
  at: string;
  id: string;
  name: string;
  requestId: string;
  by: ReturnType<typeof doneBy>;
  /** The call is on the disk already. */
  known: boolean;
}

function eventsOf(change: ReturnType<typeof nameChange>, { at, id, name, requestId, by, known }: Change): DraftEvent[] {
  if (change === 'same') return [];
  if (change === 'small') return [{ type: 'attendee.corrected', at, data: { registrationId: id, source: 'kiosk', by }, person: { nameOnCertificate: name } }];
  if (known) return [];
  return [
    { type: 'help.requested', at, data: { requestId, subject: 'certificate', by } },
    { type: 'certificate.nameWished', at, data: { registrationId: id, requestId, by }, person: { nameOnCertificate: name } },
  ];
}
