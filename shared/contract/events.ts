import * as v from 'valibot';
import { changeCause, sessionChange } from './agenda';
import {
  agendaSession, consents, direction, enrolmentFields, erasureReason, exceptionAction, helpSubject, localDate, nonce, person, personFields, reason, registrationId, role, target,
  ticketCode, ticketKind, utcInstant, workshop,
} from './values';
import { scanAnswerCode } from './answers';
import { grantedAward } from './awards';
import { certificateKey } from './certificateRules';
import { certificateNumber, issuedParts, refusalCode, revokedNumbers } from './certificates';
import { columnChoice, dateOrder, headerSignature, importId } from './rosterImports';

/** Who did it: the role of the port and the station's name, if the station has one. */
const by = v.object({ role, station: v.optional(v.string()) });

const scan = {
  nonce,
  target,
  direction,
  by,
};

/**
 * Every event type: the schema of its `data` and, where it has one, of its personal part.
 * An event is immutable; a change of shape is a new `v`, folded beside the old one for ever.
 */
export const eventTypes = {
  'workshop.configured': { data: workshop },
  'agenda.replaced': { data: v.object({ sessions: v.array(agendaSession), source: v.string() }) },
  /** Sessions that were changed by hand, each field for itself (decisions/0006). `minutes` is set for a delay. */
  'session.changed': {
    data: v.object({ cause: changeCause, minutes: v.nullable(v.number()), changes: v.array(sessionChange), by }),
  },
  'attendee.registered': {
    data: v.object({ registrationId, ...enrolmentFields, source: v.picklist(['import', 'walk-in', 'hq', 'ticket']), by, importId: v.optional(importId) }),
    person,
  },
  'attendee.corrected': {
    data: v.object({
      registrationId,
      ...v.partial(v.object(enrolmentFields)).entries,
      /** Each consent stands for itself: giving one says nothing of the other. */
      consents: v.optional(v.partial(consents)),
      source: v.string(),
      by,
      /** The import that found the difference. */
      importId: v.optional(importId),
    }),
    person: v.partial(v.object(personFields)),
  },
  'attendee.cancelled': { data: v.object({ registrationId, reason, by }) },
  /**
   * The import that brought somebody was undone: they are in no roster until they are registered anew. Whoever has a
   * check-in stays, wherever it was made.
   */
  'attendee.withdrawn': { data: v.object({ registrationId, importId, by }) },
  /** A roster came in. Written before its people, so that an import that was broken off can be undone too. */
  'roster.imported': { data: v.object({ importId, fileName: v.string(), added: v.number(), updated: v.number(), by }) },
  /** It was stopped: so many of those that `roster.imported` speaks of had been written, and stay. */
  'roster.importStopped': { data: v.object({ importId, added: v.number(), updated: v.number(), by }) },
  /** `kept`: people of the import who have check-ins and so stayed, the first thousand. */
  'import.undone': {
    data: v.object({ importId, withdrawn: v.number(), restored: v.number(), kept: v.array(registrationId), by }),
  },
  /** How files with these headers are read from now on. */
  'roster.profileSaved': {
    data: v.object({ signature: headerSignature, fileName: v.string(), columns: columnChoice, dateOrder: v.nullable(dateOrder), by }),
  },
  /** Kept off until an organizer says otherwise (decisions/0007). */
  'attendee.blocked': { data: v.object({ registrationId, reason, by }) },
  'attendee.unblocked': { data: v.object({ registrationId, reason, by }) },
  /** The record is of the same person as `into`, which is kept; null takes the two apart again. */
  'attendee.merged': { data: v.object({ registrationId, into: v.nullable(registrationId), reason, by }) },
  /** Whoever it was: from now on nothing of theirs is kept but what counts need. Names nobody. */
  'attendee.erased': { data: v.object({ registrationId, reason: erasureReason, by }) },
  /** How many days after the workshop personal data are to be erased; null for never. The last one stands. */
  'retention.set': {
    data: v.object({
      days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))),
      /** Not before this day, though the days be over; then with a reason. */
      postponedTo: v.nullable(localDate),
      reason: v.nullable(reason),
      by,
    }),
  },
  /** A ticket of our own: `token` needs the roster, `signed` proves itself. The roster's code stays good beside it. */
  'ticket.issued': { data: v.object({ registrationId, ticketCode, kind: ticketKind, by }) },
  'ticket.revoked': { data: v.object({ registrationId, ticketCode, reason, by }) },
  'scan.refused': {
    data: v.object({
      ...scan,
      /** The code as it was read, cut to 512 characters. */
      code: v.string(),
      registrationId: v.nullable(registrationId),
      answer: scanAnswerCode,
      previous: v.nullable(v.object({ at: utcInstant, device: v.string(), station: v.nullable(v.string()) })),
    }),
  },
  'checkIn.recorded': {
    data: v.object({
      ...scan,
      registrationId,
      override: v.optional(v.object({ reason, refusal: v.nullable(scanAnswerCode) })),
    }),
  },
  'checkOut.recorded': { data: v.object({ ...scan, registrationId }) },
  'checkIn.voided': { data: v.object({ registrationId, eventId: v.string(), reason, nonce, by }) },
  'help.requested': { data: v.object({ requestId: nonce, subject: helpSubject, by }) },
  'help.answered': { data: v.object({ requestId: nonce, by }) },
  /** Somebody has looked at what the exceptions list had of these events, and done this about it; they leave it everywhere. */
  'sync.exceptionAnswered': {
    data: v.object({ eventIds: v.pipe(v.array(v.string()), v.minLength(1)), note: v.string(), action: v.optional(exceptionAction), by }),
  },
  /** Somebody entered a PIN to leave a locked kiosk. */
  'kiosk.unlockTried': { data: v.object({ admitted: v.boolean(), by }) },
  /**
   * A certificate, or the same under a corrected name (decisions/0011). Its number follows from workshop, attendee, kind
   * and attempt, so that two devices that issue it write the same. `override`: issued against these refusals.
   */
  'certificate.issued': {
    data: v.object({ registrationId, ...issuedParts, override: v.optional(v.object({ reason, refusals: v.array(refusalCode) })), by }),
    person: v.object({ nameOnCertificate: v.string() }),
  },
  /** It came out of a printer, or was saved to be printed elsewhere. `job` is the print's for ever. */
  'certificate.printed': { data: v.object({ registrationId, number: certificateNumber, job: nonce, by }) },
  'certificate.revoked': { data: v.object({ registrationId, number: certificateNumber, reason, by }) },
  /** Its owner has asked at a kiosk to collect it at the desk. What is printed after that fulfils it. */
  'certificate.wanted': { data: v.object({ registrationId, number: certificateNumber, by }) },
  /** They want a name on it that differs too much to be recorded at a kiosk; `requestId` is their call for help. */
  'certificate.nameWished': {
    data: v.object({ registrationId, requestId: nonce, by }),
    person: v.object({ nameOnCertificate: v.string() }),
  },
  /** Who was granted an award may have a certificate of it, beside any other. What was said of somebody last stands. */
  'award.granted': { data: v.object({ registrationId, ...grantedAward.entries, by }) },
  'award.withdrawn': { data: v.object({ registrationId, reason, by }) },
  /** Certificates that are signed with this key are genuine. */
  'certificate.keyTrusted': { data: v.object({ publicKey: certificateKey, by }) },
  /** They are not, or no longer: the key was lost or stolen. What was said of a key last counts. */
  'certificate.keyDistrusted': { data: v.object({ publicKey: certificateKey, reason, by }) },
  /** Certificates that are on record elsewhere and were taken back there, by a list that was signed with a trusted key. */
  'certificate.revocationsReceived': { data: v.object({ revoked: revokedNumbers, signedBy: certificateKey, by }) },
} as const;

export type EventType = keyof typeof eventTypes;
type PersonOf<T extends EventType> = (typeof eventTypes)[T] extends { person: infer P extends v.GenericSchema }
  ? v.InferOutput<P>
  : never;
export type EventData<T extends EventType> = v.InferOutput<(typeof eventTypes)[T]['data']>;

/** What a decision asks to be written: the journal adds the envelope. */
export type DraftEvent = {
  [T in EventType]: { type: T; at: string; data: EventData<T> } & ([PersonOf<T>] extends [never]
    ? { person?: undefined }
    : { person: PersonOf<T> });
}[EventType];

/**
 * The envelope. `id` is `<workshop>/<device>/<seq, ten digits>`; `at` UTC with milliseconds as the clock of the
 * device (or the scan) had it; `hlc` the hybrid logical time that orders events across devices; `prev` the hash of
 * the device's previous event, empty for its first.
 */
export interface Envelope {
  id: string;
  workshop: string;
  device: string;
  seq: number;
  hlc: string;
  v: 1;
  prev: string;
}

/** An event as the journal holds it. `person` is null once erased; its salted hash keeps the chain whole. */
export type JournalEvent = {
  [T in EventType]: Envelope & { type: T; at: string; data: EventData<T> } & ([PersonOf<T>] extends [never]
    ? { person?: undefined; personHash?: undefined }
    : { person: (PersonOf<T> & { salt: string }) | null; personHash: string });
}[EventType];

export type EventOf<T extends EventType> = Extract<JournalEvent, { type: T }>;

/** The order in which every device folds: hybrid logical time, then device, then sequence. */
export function orderOf(event: Pick<Envelope, 'hlc' | 'device' | 'seq'>): string {
  return `${event.hlc}/${event.device}/${String(event.seq).padStart(10, '0')}`;
}

/** The schema of a draft as it arrives at the journal: nothing is written that does not fit. */
export const draftEvent = v.variant(
  'type',
  Object.entries(eventTypes).map(([type, parts]) =>
    v.strictObject({
      type: v.literal(type),
      at: utcInstant,
      data: parts.data as v.GenericSchema,
      ...('person' in parts ? { person: parts.person as v.GenericSchema } : {}),
    }),
  ) as never,
) as unknown as v.GenericSchema<DraftEvent>;
