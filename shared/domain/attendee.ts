import { type DraftEvent, type EventData, type EventOf, type EventType, type JournalEvent, orderOf } from '@shared/contract/events';
import type { Language, Person, Target } from '@shared/contract/values';
import { type AwardRecord, foldAward } from './certificates/awards';
import { blankedCertificates, type CertificateRecord, foldCertificate } from './certificates/record';
import { setAll, setSome, type Stamped } from './register';

/** One check-in or check-out as it was recorded; `hlc` and `id` give its place in the fold. */
export interface Passage {
  id: string;
  hlc: string;
  kind: 'in' | 'out';
  target: Target;
  at: string;
  station?: string;
  /** The reason of the organizer who let somebody in against a refusal. */
  override?: string;
}

/** What scans, lists and counters need to know of an attendee; the rest is kept with their details. */
export interface CoreFields {
  name: string;
  organisation: string;
  language: Language | null;
  ticket: string | null;
  sessions: string[];
  consent: boolean | null;
}

/**
 * An attendee as all events about them say. Every part is a set or a last-writer-wins field, so that the result
 * does not depend on the order in which events arrive, and an event applied twice changes nothing.
 */
export interface Attendee extends Stamped<CoreFields> {
  id: string;
  /** False while only other events about this id have arrived. */
  registered: boolean;
  /** The latest order in which an import that brought them was undone, if one was. */
  withdrawn?: string;
  cancelled: { at: string; reason: string; order: string } | null;
  /** Nothing personal is kept of them, whatever else arrives. */
  erased?: { at: string; order: string };
  /** Codes of tickets of our own, good beside the roster's until revoked. */
  issued: string[];
  revoked: string[];
  passages: Passage[];
  voided: string[];
  /** What was decided last of keeping them off; absent while nobody ever did. */
  block?: { blocked: boolean; at: string; reason: string; order: string };
  /** This record is of the same person as the one it points to (`merge.ts`); null where that was taken back. */
  merged?: { into: string | null; at: string; reason: string; order: string };
  /** The ids of the records that point to this one. */
  absorbed?: string[];
  /** By number; absent while there are none. */
  certificates?: CertificateRecord[];
  /** What was said last of an award of theirs; absent while nothing was. Says nothing personal. */
  award?: AwardRecord;
}

const typesAboutAttendees = [
  'attendee.registered',
  'attendee.corrected',
  'attendee.cancelled',
  'attendee.withdrawn',
  'attendee.blocked',
  'attendee.unblocked',
  'attendee.merged',
  'attendee.erased',
  'ticket.issued',
  'ticket.revoked',
  'checkIn.recorded',
  'checkOut.recorded',
  'checkIn.voided',
  'certificate.issued',
  'certificate.printed',
  'certificate.revoked',
  'certificate.wanted',
  'award.granted',
  'award.withdrawn',
] as const satisfies EventType[];
export type AboutAttendee = EventOf<(typeof typesAboutAttendees)[number]>;
const aboutAttendees: ReadonlySet<EventType> = new Set(typesAboutAttendees);

/** Whether an event changes an attendee's state, and so must be given to `foldAttendee`. */
export function isAboutAttendee(event: JournalEvent): event is AboutAttendee {
  return aboutAttendees.has(event.type);
}

const nobody: CoreFields = { name: '', organisation: '', language: null, ticket: null, sessions: [], consent: null };

/** Somebody of whom no registration has arrived. */
export function unregistered(id: string): Attendee {
  return { id, registered: false, base: '', stamps: {}, fields: nobody, cancelled: null, issued: [], revoked: [], passages: [], voided: [] };
}

/**
 * Whether somebody is in the roster: registered after the last time that an import was taken back from them. A check-in
 * outlasts that, wherever and whenever it was made.
 */
function isInRoster({ base, withdrawn, passages }: Attendee): boolean {
  return base !== '' && (withdrawn === undefined || base > withdrawn || passages.length > 0);
}

/** Somebody who was in the roster, until the import that brought them was undone. */
export function isWithdrawn({ registered, base }: Attendee): boolean {
  return !registered && base !== '';
}

/** The attendee after one more event about them. Pure; the given state is never changed. */
export function foldAttendee(before: Attendee | undefined, event: AboutAttendee): Attendee {
  const after = foldParts(before, event);
  const registered = isInRoster(after);
  return registered === after.registered ? after : { ...after, registered };
}

function foldParts(before: Attendee | undefined, event: AboutAttendee): Attendee {
  const after = withEvent(before, event);
  return after.erased === undefined || after === before ? after : blanked(after);
}

/** Takes out what says who somebody was. Done after each event, so that one which arrives later brings nothing back. */
function blanked(attendee: Attendee): Attendee {
  const { name: _name, organisation: _organisation, language: _language, ...stamps } = attendee.stamps;
  return {
    ...attendee,
    stamps,
    fields: { ...attendee.fields, name: '', organisation: '', language: null },
    cancelled: attendee.cancelled && { ...attendee.cancelled, reason: '' },
    ...(attendee.block && { block: { ...attendee.block, reason: '' } }),
    ...(attendee.merged && { merged: { ...attendee.merged, reason: '' } }),
    passages: attendee.passages.map((passage) => (passage.override === undefined ? passage : { ...passage, override: '' })),
    ...(attendee.certificates && { certificates: blankedCertificates(attendee.certificates) }),
  };
}

function withEvent(before: Attendee | undefined, event: AboutAttendee): Attendee {
  const state = before ?? unregistered(event.data.registrationId);
  const order = orderOf(event);
  switch (event.type) {
    case 'attendee.registered': {
      return { ...state, ...setAll(state, order, coreOf(event.data, event.person)) };
    }
    case 'attendee.corrected': {
      const { data, person } = event;
      const changes: Partial<CoreFields> = {};
      if (person?.fullName !== undefined) changes.name = person.fullName;
      if (person?.organisation !== undefined) changes.organisation = person.organisation;
      if (person?.language !== undefined) changes.language = person.language;
      if (data.ticketCode !== undefined) changes.ticket = data.ticketCode;
      if (data.sessions !== undefined) changes.sessions = data.sessions;
      if (data.consents?.data !== undefined) changes.consent = data.consents.data;
      return { ...state, ...setSome(state, order, changes) };
    }
    case 'attendee.cancelled': {
      if (state.cancelled && state.cancelled.order <= order) return state;
      return { ...state, cancelled: { at: event.at, reason: event.data.reason, order } };
    }
    case 'attendee.withdrawn':
      return order > (state.withdrawn ?? '') ? { ...state, withdrawn: order } : state;
    case 'attendee.blocked':
    case 'attendee.unblocked': {
      if (state.block && order <= state.block.order) return state;
      return { ...state, block: { blocked: event.type === 'attendee.blocked', at: event.at, reason: event.data.reason, order } };
    }
    case 'attendee.merged': {
      if (state.merged && order <= state.merged.order) return state;
      return { ...state, merged: { into: event.data.into, at: event.at, reason: event.data.reason, order } };
    }
    case 'attendee.erased': {
      if (state.erased && state.erased.order <= order) return state;
      return { ...state, erased: { at: event.at, order } };
    }
    case 'ticket.issued':
      return { ...state, issued: insert(state.issued, event.data.ticketCode) };
    case 'ticket.revoked':
      return { ...state, revoked: insert(state.revoked, event.data.ticketCode) };
    case 'checkIn.voided':
      return { ...state, voided: insert(state.voided, event.data.eventId) };
    case 'checkIn.recorded':
    case 'checkOut.recorded': {
      if (state.passages.some((passage) => passage.id === event.id)) return state;
      const passages = [...state.passages, passageOf(event)].sort(byOrder);
      return { ...state, passages };
    }
    case 'certificate.issued':
    case 'certificate.printed':
    case 'certificate.revoked':
    case 'certificate.wanted':
      return { ...state, certificates: foldCertificate(state.certificates ?? [], event) };
    case 'award.granted':
    case 'award.withdrawn': {
      const award = foldAward(state.award, event);
      return award === state.award ? state : { ...state, award };
    }
  }
}

function coreOf(data: EventData<'attendee.registered'>, person: Person | null): CoreFields {
  return {
    name: person?.fullName ?? '',
    organisation: person?.organisation ?? '',
    language: person?.language ?? null,
    ticket: data.ticketCode,
    sessions: data.sessions,
    consent: data.consents.data,
  };
}

/** Somebody as they will be once their registration is written: so that it and their first scan can be judged at once. */
export function newcomer({ data, person }: Extract<DraftEvent, { type: 'attendee.registered' }>, before?: Attendee): Attendee {
  return { ...(before ?? unregistered(data.registrationId)), registered: true, fields: coreOf(data, person) };
}

/** Every ticket code that is or was an attendee's, each once. */
export function codesOf({ fields: { ticket }, issued, revoked }: Attendee): string[] {
  if (ticket === null) return issued.length === 0 ? revoked : [...new Set([...issued, ...revoked])];
  return [...new Set([ticket, ...issued, ...revoked])];
}

/** The code that a scan of an attendee's ticket would give: one that is still good if there is one; empty without any. */
export function codeToShow(attendee: Attendee): string {
  const { ticket } = attendee.fields;
  const codes = ticket === null ? attendee.issued : [ticket, ...attendee.issued];
  return codes.find((code) => !attendee.revoked.includes(code)) ?? codes[0] ?? '';
}

/** Whether somebody has a ticket that has not been revoked. */
export function hasGoodTicket({ fields: { ticket }, issued, revoked }: Attendee): boolean {
  return (ticket !== null && !revoked.includes(ticket)) || issued.some((code) => !revoked.includes(code));
}

function passageOf(event: EventOf<'checkIn.recorded' | 'checkOut.recorded'>): Passage {
  const { data } = event;
  return {
    id: event.id,
    hlc: event.hlc,
    kind: event.type === 'checkIn.recorded' ? 'in' : 'out',
    target: data.target,
    at: event.at,
    ...(data.by.station ? { station: data.by.station } : {}),
    ...('override' in data && data.override ? { override: data.override.reason } : {}),
  };
}

export function insert(values: string[], value: string): string[] {
  return values.includes(value) ? values : [...values, value].sort();
}

/** The fold's order; the end of an event id is its device and sequence, both of fixed width. */
export function byOrder(a: Passage, b: Passage): number {
  const left = `${a.hlc}${a.id.slice(a.id.indexOf('/'))}`;
  const right = `${b.hlc}${b.id.slice(b.id.indexOf('/'))}`;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The device that recorded an event, out of its id. */
export function deviceOf(eventId: string): string {
  return eventId.split('/')[1] ?? '';
}
