import type { DraftEvent } from '@shared/contract/events';
import type { Role } from '@shared/contract/values';
import type { Attendee } from './attendee';
import { parseSignedTicket } from './ticket';

const idPrefix = 'late-';

/**
 * The registration id of whoever comes with a signed ticket that nobody here has: made of the ticket's number, so
 * that two offline devices register the same person once. Undefined for codes that are no signed ticket.
 */
export function lateIdOf(code: string): string | undefined {
  const ticket = parseSignedTicket(code);
  return ticket && `${idPrefix}${Array.from(ticket.number, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * The registration of a valid signed ticket whose holder the roster lacks. Nothing is known of them yet; their
 * consent will be asked for.
 */
export function lateRegistration(
  registrationId: string,
  ticketCode: string,
  at: string,
  by: { role: Role; station?: string },
): Extract<DraftEvent, { type: 'attendee.registered' }> {
  const consents = { data: null, photo: null };
  return {
    type: 'attendee.registered',
    at,
    data: { registrationId, ticketCode, sessions: [], consents, onlineParts: [null, null, null], source: 'ticket', by },
    person: {
      fullName: '', nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {},
    },
  };
}

/**
 * Who holds a code when several do: somebody who was registered by their ticket on a device without the roster, and
 * is in a roster that came later, is the person of the roster.
 */
export function withoutLateDoubles(holders: readonly Attendee[]): readonly Attendee[] {
  if (holders.length < 2) return holders;
  const others = holders.filter(({ id }) => !id.startsWith(idPrefix));
  return others.length === 1 ? others : holders;
}
