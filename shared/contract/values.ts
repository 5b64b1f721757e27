import * as v from 'valibot';
import { programmeAwards } from './awards';
import { certificateKey, certificateRules } from './certificateRules';

/** Small value types that events, commands and queries share, each with its one schema. */

export const localDate = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/), v.isoDate());
export const utcInstant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/));
export const registrationId = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
export const ticketCode = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
export const ticketKind = v.picklist(['token', 'signed']);
export type TicketKind = v.InferOutput<typeof ticketKind>;
/** Why somebody was erased: a code and no text, since a text could name them again. */
export const erasureReason = v.picklist(['requested', 'consent_withdrawn', 'mistake', 'retention']);
export const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500));

/** A scan's idempotency key: the same nonce is the same scan, however often it is sent. */
export const nonce = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** What a check-in counts for: a whole workshop day or one session of the agenda. */
export const target = v.pipe(v.string(), v.regex(/^(day:\d{4}-\d{2}-\d{2}|session:[^\s].{0,126})$/));
export type Target = v.InferOutput<typeof target>;

/** What a station bound to a room checks in for: the session that its agenda has there, whichever it is by now. */
export const roomTarget = v.pipe(v.string(), v.regex(/^room:[^\s].{0,126}$/));
/** What a station can be set to; `auto` is today, by the workshop's time zone. */
export const stationTarget = v.union([v.literal('auto'), roomTarget, target]);
export type StationTarget = v.InferOutput<typeof stationTarget>;

export const station = v.pipe(v.string(), v.maxLength(100));

export const direction = v.picklist(['in', 'out']);
export type Direction = v.InferOutput<typeof direction>;

/** Who may call: bound to a port by the main process, never claimed by a window. `desk` is an organizer, `helper` a volunteer at the same desk. */
export const role = v.picklist(['kiosk', 'desk', 'helper', 'hq']);
export type Role = v.InferOutput<typeof role>;

export const languages = ['en', 'it', 'de', 'ar', 'fr', 'ko', 'zh'] as const;
export const language = v.picklist(languages);
export type Language = v.InferOutput<typeof language>;

/**
 * One item of the agenda. `start` and `end` are wall-clock times of the venue (`YYYY-MM-DDTHH:mm`),
 * `startsAt` and `endsAt` the same instants in UTC.
 */
export const agendaSession = v.object({
  id: v.pipe(v.string(), v.regex(/^[^\s;].{0,126}$/)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  kind: v.string(),
  start: v.string(),
  end: v.string(),
  timeZone: v.string(),
  startsAt: utcInstant,
  endsAt: utcInstant,
  room: v.string(),
  capacity: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  speakers: v.string(),
  language: v.string(),
  countsForCertificate: v.boolean(),
  registrationRequired: v.boolean(),
});
export type AgendaSession = v.InferOutput<typeof agendaSession>;

/** Who may register at the kiosk. Ages are in whole years on the workshop's first day. */
export const walkInRules = v.object({
  open: v.boolean(),
  /** How many people the workshop takes in all; null for no limit. */
  capacity: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  minimumAge: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120))),
  /** Below this age somebody who attends gets the co-signed certificate: said in the form, no reason to refuse. */
  certificateBelowAge: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120)),
});
export type WalkInRules = v.InferOutput<typeof walkInRules>;

/** A point on the globe, in degrees: north and east are positive. */
export const place = v.object({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});
export type Place = v.InferOutput<typeof place>;

/** A workshop of the programme: one city's event. */
export const workshop = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  programme: v.string(),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  city: v.string(),
  timeZone: v.string(),
  /** What the registration ids and codes of this workshop begin with, such as `SEL25`; empty when unknown. */
  ticketPrefix: v.string(),
  /** The prefixes of the programme's other workshops: how a ticket of another city is told from an unknown one. */
  foreignPrefixes: v.array(v.string()),
  /** Ed25519 public keys (64 hex digits) that may have signed tickets of this workshop. */
  ticketKeys: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** Minutes before a session's start from which its door accepts scans. */
  doorsOpenMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  /** Without it, anybody may register (`defaultWalkInRules`). */
  walkIns: v.optional(walkInRules),
  /** The house and street where it takes place. */
  venue: v.optional(v.pipe(v.string(), v.maxLength(300))),
  /** Where that is on the globe, as its programme's pack says. */
  place: v.optional(place),
  /** Its first and last day at the venue, as they were planned; the agenda's days count where there are some. */
  firstDay: v.optional(localDate),
  lastDay: v.optional(localDate),
  /** Who gets which certificate; without it, `defaultCertificateRules`. */
  certificates: v.optional(certificateRules),
  /** What may be granted here, by the programme's pack; an organizer may name others. */
  awards: v.optional(programmeAwards),
  /** Of the programme's pack: keys that may have signed certificates, beside those that are trusted by an event. */
  certificateKeys: v.optional(v.array(certificateKey)),
});
export type Workshop = v.InferOutput<typeof workshop>;

export const consents = v.object({ data: v.nullable(v.boolean()), photo: v.nullable(v.boolean()) });
export type Consents = v.InferOutput<typeof consents>;

/** The columns of a roster that say who somebody is. Everything here is personal and can be erased. */
export const personFields = {
  fullName: v.string(),
  nameOnCertificate: v.string(),
  email: v.string(),
  birthDate: v.nullable(localDate),
  country: v.string(),
  organisation: v.string(),
  language: v.nullable(language),
  dietary: v.string(),
  /** Columns of the roster that the application does not know, kept as they came. */
  other: v.record(v.string(), v.string()),
};
export const person = v.object(personFields);
export type Person = v.InferOutput<typeof person>;

/** What somebody who is not in the roster fills in at the kiosk. */
export const walkInForm = v.object({
  fullName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  nameOnCertificate: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  birthDate: localDate,
  email: v.pipe(v.string(), v.trim(), v.email(), v.maxLength(254)),
  country: v.pipe(v.string(), v.trim(), v.maxLength(100)),
  organisation: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  language,
  consents: v.object({ data: v.literal(true), photo: v.boolean() }),
});
export type WalkInForm = v.InferOutput<typeof walkInForm>;

/**
 * What was done about something on the exceptions list: both of two check-ins count, the later one was voided, two
 * records were found to be one person, or it was only taken note of.
 */
export const exceptionAction = v.picklist(['kept', 'voided', 'merged', 'noted']);
export type ExceptionAction = v.InferOutput<typeof exceptionAction>;

export const helpSubjects = ['general', 'scan', 'name', 'walk_in', 'certificate'] as const;
/** What somebody at a kiosk was doing when they asked for a human. */
export const helpSubject = v.picklist(helpSubjects);
export type HelpSubject = v.InferOutput<typeof helpSubject>;

/** What the desk corrects of a person: those fields that are given. */
export const personCorrection = v.partial(
  v.object({
    fullName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    nameOnCertificate: v.pipe(v.string(), v.trim(), v.maxLength(200)),
    email: v.pipe(v.string(), v.trim(), v.maxLength(254), v.union([v.literal(''), v.pipe(v.string(), v.email())])),
    birthDate: v.nullable(localDate),
    organisation: v.pipe(v.string(), v.trim(), v.maxLength(200)),
    country: v.pipe(v.string(), v.trim(), v.maxLength(100)),
    language: v.nullable(language),
  }),
);
export type PersonCorrection = v.InferOutput<typeof personCorrection>;

/** The columns of a roster that say what somebody may do here. */
export const enrolmentFields = {
  ticketCode: v.nullable(ticketCode),
  sessions: v.array(v.string()),
  consents,
  /** Online parts 1 to 3: completed, not completed, not known. */
  onlineParts: v.array(v.nullable(v.boolean())),
};
export const enrolment = v.object(enrolmentFields);
export type Enrolment = v.InferOutput<typeof enrolment>;

/** An attendee as a roster row, a walk-in form or headquarters gives them. */
export interface AttendeeRecord extends Enrolment {
  registrationId: string;
  person: Person;
}
