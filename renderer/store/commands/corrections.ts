import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import { type Attendee, codesOf } from '@shared/domain/attendee';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { personHere } from './card';

type Recorded = CommandResult<'checkIn.void'>;

/** Takes a check-in back, with a reason. The check-in stays in the record, marked as void. */
export function voidCheckIn(context: StoreContext, params: CommandParams<'checkIn.void'>, { role }: Caller): Promise<Recorded> {
  return record(context, params.registrationId, (attendee, at) => {
    if (!attendee.passages.some((passage) => passage.kind === 'in' && passage.id === params.eventId)) {
      throw new KioskError('unknown_event', `${params.registrationId} has no check-in ${params.eventId}.`);
    }
    if (attendee.voided.includes(params.eventId)) return null;
    return { type: 'checkIn.voided', at, data: { ...params, by: { role } } };
  });
}

export function cancelAttendee(context: StoreContext, params: CommandParams<'attendee.cancel'>, { role }: Caller): Promise<Recorded> {
  return record(context, params.registrationId, (attendee, at) => {
    if (attendee.cancelled) return null;
    return { type: 'attendee.cancelled', at, data: { ...params, by: { role } } };
  });
}

export function revokeTicket(context: StoreContext, params: CommandParams<'ticket.revoke'>, { role }: Caller): Promise<Recorded> {
  return record(context, params.registrationId, (attendee, at) => {
    if (attendee.revoked.includes(params.ticketCode)) return null;
    if (!codesOf(attendee).includes(params.ticketCode)) {
      throw new KioskError('invalid_request', `${params.registrationId} has no ticket ${params.ticketCode}.`);
    }
    return { type: 'ticket.revoked', at, data: { ...params, by: { role } } };
  });
}

/** Sets or changes the workshop. The same workshop again changes nothing, and is not an event. */
export function configureWorkshop(context: StoreContext, workshop: CommandParams<'workshop.configure'>): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: ['*'],
    decide: () => {
      const same = JSON.stringify(context.projection.workshop) === JSON.stringify(workshop);
      const events: DraftEvent[] = same ? [] : [{ type: 'workshop.configured', at, data: workshop }];
      return { workshop: workshop.id, events, answer: ([event]) => ({ eventId: event?.id ?? '', at }) };
    },
  });
}

/** @param decide gives the event, or null if things are so already: a call sent again after a crash adds nothing. */
function record(
  context: StoreContext,
  registrationId: string,
  decide: (attendee: Attendee, at: string) => DraftEvent | null,
): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: [`attendee:${registrationId}`],
    decide: () => {
      const { workshop } = context.projection;
      if (!workshop) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
      const event = decide(personHere(context, registrationId), at);
      return {
        workshop: workshop.id,
        events: event ? [event] : [],
        answer: ([written]) => ({ eventId: written?.id ?? '', at }),
      };
    },
  });
}
