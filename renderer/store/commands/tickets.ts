import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import { codesOf } from '@shared/domain/attendee';
import { parseSignedTicket, ticketForm } from '@shared/domain/ticket';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { workshopTag } from '../signatures';
import { workshopOf } from './decision';

type Params = CommandParams<'tickets.issue'>;
type Ticket = Params['tickets'][number];

const ticketsAtOnce = 2_000;

/**
 * Records tickets for people of the roster, some thousand in a write; scans are answered in between. Those that are
 * recorded already, or were revoked since, are left out. All are looked at before the first is written.
 *
 * @throws KioskError for a ticket of nobody here, one that somebody else has, and one that is not of our form.
 */
export async function issueTickets(context: StoreContext, { tickets, publicKey }: Params, { role }: Caller): Promise<CommandResult<'tickets.issue'>> {
  check(context, tickets);
  if (publicKey !== null) await trust(context, publicKey);
  let issued = 0;
  for (let start = 0; start < tickets.length; start += ticketsAtOnce) {
    const some = tickets.slice(start, start + ticketsAtOnce);
    issued += await context.committer.submit({
      keys: ['*'],
      decide: () => {
        check(context, some);
        const at = new Date(context.now()).toISOString();
        const fresh = new Map(some.filter((ticket) => !isRecorded(context, ticket)).map((ticket) => [ticket.ticketCode, ticket]));
        const events = Array.from(fresh.values(), (ticket): DraftEvent => ({ type: 'ticket.issued', at, data: { ...ticket, by: { role } } }));
        return { workshop: workshopOf(context).id, events, answer: () => events.length };
      },
    });
  }
  return { issued, already: tickets.length - issued };
}

function isRecorded(context: StoreContext, { registrationId, ticketCode }: Ticket): boolean {
  const attendee = context.projection.rows.get(registrationId);
  return attendee !== undefined && codesOf(attendee).includes(ticketCode);
}

function check(context: StoreContext, tickets: readonly Ticket[]): void {
  const { rows } = context.projection;
  const tag = workshopTag(workshopOf(context).id);
  const owners = new Map<string, string>();
  for (const { registrationId, ticketCode, kind } of tickets) {
    if (!rows.get(registrationId)?.registered) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
    const signed = parseSignedTicket(ticketCode);
    if (ticketForm(ticketCode) !== kind || signed?.tag.some((byte, index) => byte !== tag[index])) {
      throw new KioskError('invalid_request', `The ticket for ${registrationId} is no ${kind} ticket of this workshop.`);
    }
    const owner = owners.get(ticketCode) ?? rows.holdersOf(ticketCode).find(({ id }) => id !== registrationId)?.id ?? registrationId;
    if (owner !== registrationId) throw new KioskError('invalid_request', `The ticket for ${registrationId} is that of ${owner}. Make a new one.`);
    owners.set(ticketCode, owner);
  }
}

/** Adds a key to those that may have signed tickets of the workshop. */
function trust(context: StoreContext, publicKey: string): Promise<void> {
  return context.committer.submit({
    keys: ['*'],
    decide: () => {
      const workshop = workshopOf(context);
      const at = new Date(context.now()).toISOString();
      const data = { ...workshop, ticketKeys: [...workshop.ticketKeys, publicKey] };
      const events: DraftEvent[] = workshop.ticketKeys.includes(publicKey) ? [] : [{ type: 'workshop.configured', at, data }];
      return { workshop: workshop.id, events, answer: () => undefined };
    },
  });
}
