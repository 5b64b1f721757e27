import { KioskError } from '@shared/contract/errors';
import { type JournalEvent, orderOf } from '@shared/contract/events';
import type { AttendeeEvent } from '@shared/contract/queries';
import { deviceOf } from '@shared/domain/attendee';
import type { Details } from '@shared/domain/details';
import { absorbedIds } from '@shared/domain/merge';
import type { StoreContext } from '../context';
import { detailsOf } from './roster';

const shownAtMost = 500;

/** Every event about a person, those of the records that were merged into theirs too. */
export async function attendeeEvents(context: StoreContext, { registrationId }: { registrationId: string }): Promise<{ events: AttendeeEvent[] }> {
  const { rows } = context.projection;
  if (!rows.get(registrationId)) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
  const ids = [registrationId, ...absorbedIds(rows.shelf, registrationId)];
  const details = await detailsOf(context, ids);
  const events = (await context.tables.eventsOf(ids)).map((event) => ({ order: orderOf(event), view: viewOf(event, details) }));
  for (const each of details.values()) {
    const registration = registrationOf(context, each);
    if (registration) events.push({ order: each.base, view: registration });
  }
  events.sort((a, b) => (a.order > b.order ? -1 : 1));
  return { events: events.slice(0, shownAtMost).map(({ view }) => view) };
}

const blank = { role: null, station: null, target: null, answer: null, reason: null, ticketCode: null, award: null, merge: null, fields: [], source: null, how: null };

function viewOf(event: JournalEvent, details: Map<string, Details>): AttendeeEvent {
  const data = event.data as Partial<Record<string, unknown>> & { by?: { role: AttendeeEvent['role']; station?: string } };
  const text = (key: string): string | null => (typeof data[key] === 'string' ? data[key] : null);
  return {
    ...blank,
    eventId: event.id,
    type: event.type,
    at: event.at,
    device: event.device,
    role: data.by?.role ?? null,
    station: data.by?.station ?? null,
    target: text('target'),
    answer: event.type === 'scan.refused' ? event.data.answer : null,
    reason: event.type === 'checkIn.recorded' || event.type === 'certificate.issued' ? (event.data.override?.reason ?? null) : text('reason'),
    ticketCode: text('ticketCode'),
    award: event.type === 'award.granted' ? { awardId: event.data.awardId, title: event.data.title } : event.type === 'certificate.issued' ? (event.data.award ?? null) : null,
    merge: event.type === 'attendee.merged' ? { from: event.data.registrationId, into: event.data.into } : null,
    fields: event.type === 'attendee.corrected' ? fieldsSetBy(orderOf(event), details.get(event.data.registrationId)) : [],
    source: text('source'),
  };
}

/** The details keep for each field which event set it. */
function fieldsSetBy(order: string, details: Details | undefined): string[] {
  return Object.entries(details?.stamps ?? {}).flatMap(([field, stamp]) => (stamp === order ? [field] : []));
}

/**
 * The last registration of somebody. Registrations are not among the events of the tables, since the details say all
 * they say, and when and on which device: in the order of the event that set them.
 */
function registrationOf({ projection }: StoreContext, { base, origin }: Details): AttendeeEvent | null {
  const [hlc, device, seq] = base.split('/');
  if (!hlc || !device || !seq) return null;
  const eventId = `${projection.workshop?.id ?? ''}/${device}/${seq}`;
  const at = new Date(Number(hlc.slice(0, 13))).toISOString();
  const { by, importId } = origin ?? {};
  return {
    ...blank, eventId, type: 'attendee.registered', at, device: deviceOf(eventId),
    role: by?.role ?? null, station: by?.station ?? null, how: origin?.source ?? null,
    source: projection.state.imports.imports.get(importId ?? '')?.fileName ?? null,
  };
}
