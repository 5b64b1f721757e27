import type { DraftEvent } from '@shared/contract/events';
import { KioskError } from '@shared/contract/errors';
import type { Role } from '@shared/contract/values';
import type { Attendee } from './attendee';
import { visitsOf } from './visits';

/**
 * Other second check-ins of the people whom some events are about: where two records are merged, the check-ins of both are
 * of one person, and whoever merges them has said so of all.
 */
export function othersOfSame(eventIds: readonly string[], doubles: Iterable<Attendee>): string[] {
  const asked = new Set(eventIds);
  const others: string[] = [];
  for (const person of doubles) {
    const ids = visitsOf(person).flatMap(({ eventId, duplicate }) => (duplicate ? [eventId] : []));
    if (ids.some((id) => asked.has(id))) others.push(...ids.filter((id) => !asked.has(id)));
  }
  return others;
}

/** As long as a reason has to be. */
const shortestReason = 3;

/**
 * What voids those of some events that are second check-ins; the rest of them has nothing to void. Each is voided under
 * a nonce of its own event, so that a call that is sent again is the same.
 *
 * @param doubles the people with a check-in that another device had made before.
 * @throws KioskError `invalid_request` without a reason.
 */
export function voidsOf(eventIds: readonly string[], doubles: Iterable<Attendee>, { at, note, role }: { at: string; note: string; role: Role }): DraftEvent[] {
  if (note.trim().length < shortestReason) throw new KioskError('invalid_request', 'To void a check-in a reason is needed. Say why, and try again.');
  const asked = new Set(eventIds);
  const events: DraftEvent[] = [];
  for (const person of doubles) {
    for (const { eventId, duplicate } of visitsOf(person)) {
      if (!duplicate || !asked.has(eventId)) continue;
      events.push({ type: 'checkIn.voided', at, data: { registrationId: person.id, eventId, reason: note.trim(), nonce: `void ${eventId}`, by: { role } } });
    }
  }
  return events;
}
