import { sha256 } from '@noble/hashes/sha2.js';
import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import type { PersonCorrection } from '@shared/contract/values';
import { type Attendee, codesOf } from '@shared/domain/attendee';
import { othersOfSame, voidsOf } from '@shared/domain/answerExceptions';
import { localDateAt } from '@shared/domain/calendar';
import { keptIdOf } from '@shared/domain/merge';
import { formatToken, ticketForm } from '@shared/domain/ticket';
import { isPastDate } from '@shared/domain/walkIn';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { detailsOf } from '../queries/roster';
import { workshopOf } from './decision';

/** What an organizer does for one person, from their card. */

type Recorded = CommandResult<'attendee.block'>;

/** @throws KioskError for somebody who is not here, or whose record was merged into another. */
export function personHere(context: StoreContext, registrationId: string): Attendee {
  const { rows } = context.projection;
  const attendee = rows.get(registrationId);
  if (!attendee) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
  const keptId = keptIdOf(rows.shelf, registrationId);
  if (keptId !== registrationId) throw new KioskError('invalid_request', `${registrationId} was merged into ${keptId}. Open that one.`);
  return attendee;
}

/** Corrects what is different from what is known; the same again adds nothing. */
export async function correctAttendee(context: StoreContext, { registrationId, person }: CommandParams<'attendee.correct'>, { role }: Caller): Promise<Recorded> {
  const known = (await detailsOf(context, [registrationId])).get(registrationId)?.fields;
  return record(context, [registrationId], (at) => {
    personHere(context, registrationId);
    const today = localDateAt(at, workshopOf(context).timeZone);
    const { birthDate } = person;
    if (birthDate && !isPastDate(birthDate, today)) throw new KioskError('invalid_request', `${birthDate} is no date of birth. Correct it.`);
    const changes = Object.fromEntries(
      Object.entries(person).filter(([key, value]) => value !== undefined && value !== known?.[key as keyof PersonCorrection]),
    ) as PersonCorrection;
    if (Object.keys(changes).length === 0) return [];
    return [{ type: 'attendee.corrected', at, data: { registrationId, source: 'desk', by: { role } }, person: changes as object }];
  });
}

export function blockAttendee(context: StoreContext, { registrationId, blocked, reason }: CommandParams<'attendee.block'>, { role }: Caller): Promise<Recorded> {
  return record(context, [registrationId], (at) => {
    const attendee = personHere(context, registrationId);
    if ((attendee.block?.blocked ?? false) === blocked) return [];
    return [{ type: blocked ? 'attendee.blocked' : 'attendee.unblocked', at, data: { registrationId, reason, by: { role } } }];
  });
}

/** Merges one record into another, or takes them apart. */
export function mergeAttendees(context: StoreContext, { registrationId, into, reason }: CommandParams<'attendee.merge'>, { role }: Caller): Promise<Recorded> {
  return record(context, [registrationId, ...(into === null ? [] : [into])], (at) => {
    const { shelf } = context.projection.rows;
    const merged = shelf.get(registrationId);
    if (!merged) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
    if ((merged.merged?.into ?? null) === into) return [];
    if (into !== null) {
      if (!personHere(context, into).registered) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${into}.`);
      personHere(context, registrationId);
      if (into === registrationId) throw new KioskError('invalid_request', 'These two are the same record. Choose another one.');
    }
    return [{ type: 'attendee.merged', at, data: { registrationId, into, reason, by: { role } } }];
  });
}

const tokenBytes = 10;

/**
 * A new short ticket in place of the old ones. Its code is made from the nonce, so that a call that is sent again
 * makes no second one.
 */
export function reissueTicket(context: StoreContext, params: CommandParams<'ticket.reissue'>, { role }: Caller): Promise<CommandResult<'ticket.reissue'>> {
  const { registrationId, nonce, revokeRoster, reason } = params;
  const ticketCode = formatToken(sha256(new TextEncoder().encode(`ticket ${nonce}`)).slice(0, tokenBytes));
  let revoked: string[] = [];
  return record(context, [registrationId], (at) => {
    const attendee = personHere(context, registrationId);
    if (attendee.issued.includes(ticketCode)) return [];
    if (context.projection.rows.holdersOf(ticketCode).length > 0) throw new KioskError('invalid_request', 'This nonce was used for somebody else. Use a new one.');
    const isOld = (code: string): boolean => (ticketForm(code) !== null || revokeRoster) && !attendee.revoked.includes(code);
    revoked = codesOf(attendee).filter(isOld);
    return [
      ...revoked.map((code): DraftEvent => ({ type: 'ticket.revoked', at, data: { registrationId, ticketCode: code, reason, by: { role } } })),
      { type: 'ticket.issued', at, data: { registrationId, ticketCode, kind: 'token', by: { role } } },
    ];
  }).then(() => ({ ticketCode, revoked }));
}

/** Takes events off the exceptions list, with what is done about them; those that are off it already are left out. */
export function answerExceptions(context: StoreContext, { eventIds, note, action }: CommandParams<'exception.answer'>, { role }: Caller): Promise<Recorded> {
  return record(context, action === 'voided' || action === 'merged' ? ['*'] : [], (at) => {
    const { exceptions, rows, duplicates } = context.projection;
    const open = [...new Set(eventIds)].filter((id) => !exceptions.answered.has(id));
    if (open.length === 0) return [];
    const doubles = Array.from(action === 'voided' || action === 'merged' ? duplicates.rows() : [], (row) => rows.at(row));
    const voids = action === 'voided' ? voidsOf(open, doubles, { at, note, role }) : [];
    const others = action === 'merged' ? othersOfSame(open, doubles).filter((id) => !exceptions.answered.has(id)) : [];
    return [...voids, { type: 'sync.exceptionAnswered', at, data: { eventIds: [...open, ...others], note, ...(action ? { action } : {}), by: { role } } }];
  });
}

/**
 * @param ids whom it is about; `*` for what shares ground with everything.
 * @param decide gives the events; none if things are so already.
 */
function record(context: StoreContext, ids: readonly string[], decide: (at: string) => DraftEvent[]): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: ids.length === 0 ? ['exceptions'] : ids.map((id) => (id === '*' ? id : `attendee:${id}`)),
    decide: () => {
      const workshop = workshopOf(context).id;
      return { workshop, events: decide(at), answer: (written) => ({ eventId: written.at(-1)?.id ?? '', at }) };
    },
  });
}
