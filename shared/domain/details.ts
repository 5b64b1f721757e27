import type { EventOf, JournalEvent } from '@shared/contract/events';
import { orderOf } from '@shared/contract/events';
import type { AttendeeRecord, Enrolment, Person } from '@shared/contract/values';
import { setAll, setSome, type Stamped } from './register';

/** All columns of an attendee, each consent a field of its own. */
export interface DetailFields extends Person, Omit<Enrolment, 'consents'> {
  consentData: boolean | null;
  consentPhoto: boolean | null;
}

/** How somebody came to be registered, as the registration that stands says. */
export type Origin = Pick<EventOf<'attendee.registered'>['data'], 'source' | 'by' | 'importId'>;

/** An attendee's details, folded from the events that set them. */
export interface Details extends Stamped<DetailFields> {
  id: string;
  /** Not there while nothing but corrections is known. */
  origin?: Origin;
  /** Set once they are erased: what is personal stays blank, whatever else arrives. */
  erased?: true;
}

type SetsDetails = EventOf<'attendee.registered' | 'attendee.corrected' | 'attendee.erased'>;

export function setsDetails(event: JournalEvent): event is SetsDetails {
  return event.type === 'attendee.registered' || event.type === 'attendee.corrected' || event.type === 'attendee.erased';
}

const noPerson: Person = {
  fullName: '', nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '', language: null,
  dietary: '', other: {},
};
const personal = Object.keys(noPerson) as (keyof Person)[];

const nothing: DetailFields = {
  ...noPerson, ticketCode: null, sessions: [], onlineParts: [], consentData: null, consentPhoto: null,
};

/** The details after one more event; pure, and independent of the order of arrival like `foldAttendee`. */
export function foldDetails(before: Details | undefined, event: SetsDetails): Details {
  const after = withEvent(before, event);
  return after.erased ? blanked(after) : after;
}

function blanked(details: Details): Details {
  const stamps = { ...details.stamps };
  for (const field of personal) delete stamps[field];
  return { ...details, stamps, fields: { ...details.fields, ...noPerson } };
}

function withEvent(before: Details | undefined, event: SetsDetails): Details {
  const id = event.data.registrationId;
  const order = orderOf(event);
  const state: Details = before ?? { id, base: '', stamps: {}, fields: nothing };
  if (event.type === 'attendee.erased') return { ...state, erased: true };
  const { registrationId: _, by: _by, source: _source, importId: _importId, consents, ...enrolment } = event.data;
  const consentFields = {
    ...(consents?.data === undefined ? {} : { consentData: consents.data }),
    ...(consents?.photo === undefined ? {} : { consentPhoto: consents.photo }),
  };
  const { salt: _salt, ...person } = event.person ?? { salt: '' };
  const fields = { ...enrolment, ...consentFields, ...person } as Partial<DetailFields>;
  const next = event.type === 'attendee.registered' ? setAll(state, order, { ...nothing, ...fields }) : setSome(state, order, fields);
  const origin = event.type === 'attendee.registered' && next.base === order ? originOf(event) : state.origin;
  return { id, ...next, ...(origin ? { origin } : {}), ...(state.erased ? { erased: true as const } : {}) };
}

function originOf({ data: { source, by, importId } }: EventOf<'attendee.registered'>): Origin {
  return { source, by, ...(importId === undefined ? {} : { importId }) };
}

/** The roster's view of somebody, as an import compares it. */
export function recordOf(details: Details): AttendeeRecord {
  const { fields } = details;
  return {
    registrationId: details.id,
    ticketCode: fields.ticketCode,
    sessions: fields.sessions,
    consents: { data: fields.consentData, photo: fields.consentPhoto },
    onlineParts: fields.onlineParts,
    person: {
      fullName: fields.fullName, nameOnCertificate: fields.nameOnCertificate, email: fields.email,
      birthDate: fields.birthDate, country: fields.country, organisation: fields.organisation,
      language: fields.language, dietary: fields.dietary, other: fields.other,
    },
  };
}
