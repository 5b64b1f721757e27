import { randomBytes } from 'node:crypto';
import { KioskError } from '@shared/contract/errors';
import type { AttendeeView } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Language, TicketKind, Workshop } from '@shared/contract/values';
import { formatToken, ticketForm } from '@shared/domain/ticket';
import { publicKeyOf, signTicket, ticketNumber } from '@shared/signing/signedTickets';
import { everybody } from '../everybody';
import { ticketKeyOf } from './ticketKey';

/** Somebody with the ticket that is to be handed to them. */
export interface TicketHolder {
  registrationId: string;
  fullName: string;
  email: string;
  language: Language | null;
  ticketCode: string;
}

export interface IssuedTickets {
  workshop: Workshop;
  holders: TicketHolder[];
  /** How many were made now, and how many people had theirs already. */
  issued: number;
  already: number;
}

/** Signing takes the main process's time, and scans wait for it to write: so many tickets, then it is their turn. */
const mintedAtOnce = 20;

/**
 * Sees to it that everybody who is not cancelled has a ticket of a kind, and records those that are made. Whoever has
 * one keeps it: a second run makes nothing new.
 *
 * @throws KioskError `not_configured` without a workshop, and what the store says when it cannot record.
 */
export async function issueTickets(client: StoreClient, dataFolder: string, kind: TicketKind): Promise<IssuedTickets> {
  const { workshop } = await client.query('workshop.overview', {}, Number.POSITIVE_INFINITY);
  if (!workshop) throw new KioskError('not_configured', 'There is no workshop yet. Import a roster first.');
  const mint = kind === 'token' ? newToken : signer(workshop.id, ticketKeyOf(dataFolder, workshop.id));
  const people: AttendeeView[] = [];
  const taken = new Set<string>();
  for await (const one of everybody(client)) {
    people.push(one);
    for (const code of codesOf(one)) taken.add(code);
  }
  const fresh: { registrationId: string; ticketCode: string; kind: TicketKind }[] = [];
  const holders: TicketHolder[] = [];
  for (const one of people) {
    if (one.cancelled || one.erased) continue;
    const { registrationId, person } = one;
    let ticketCode = ticketOf(one, kind);
    if (ticketCode === null) {
      ticketCode = mint(registrationId, taken);
      taken.add(ticketCode);
      fresh.push({ registrationId, ticketCode, kind });
      if (fresh.length % mintedAtOnce === 0) await new Promise(setImmediate);
    }
    holders.push({ registrationId, fullName: person?.fullName ?? '', email: person?.email ?? '', language: person?.language ?? null, ticketCode });
  }
  const publicKey = kind === 'signed' ? publicKeyOf(ticketKeyOf(dataFolder, workshop.id)) : null;
  if (fresh.length > 0) await client.command('tickets.issue', { tickets: fresh, publicKey }, Number.POSITIVE_INFINITY);
  return { workshop, holders, issued: fresh.length, already: holders.length - fresh.length };
}

/** The good ticket of a kind that somebody has; the roster's own code may be one, too. */
function ticketOf({ ticketCode, issuedTickets, revokedTickets }: AttendeeView, kind: TicketKind): string | null {
  const issued = issuedTickets.filter((ticket) => ticket.kind === kind).map((ticket) => ticket.ticketCode).sort()[0];
  if (issued !== undefined) return issued;
  const isOurs = ticketCode !== null && ticketForm(ticketCode) === kind && !revokedTickets.includes(ticketCode);
  return isOurs ? ticketCode : null;
}

function codesOf({ ticketCode, issuedTickets, revokedTickets }: AttendeeView): string[] {
  const codes = [...issuedTickets.map((ticket) => ticket.ticketCode), ...revokedTickets];
  return ticketCode === null ? codes : [ticketCode, ...codes];
}

function newToken(_registrationId: string, taken: ReadonlySet<string>): string {
  for (;;) {
    const code = formatToken(randomBytes(10));
    if (!taken.has(code)) return code;
  }
}

function signer(workshopId: string, secret: Uint8Array): typeof newToken {
  return (registrationId, taken) => {
    for (let attempt = 0; ; attempt++) {
      const code = signTicket(workshopId, ticketNumber(workshopId, registrationId, attempt), secret);
      if (!taken.has(code)) return code;
    }
  };
}
