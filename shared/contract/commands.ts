import * as v from 'valibot';
import { agendaConflict, delay, sessionInput, sessionMove } from './agenda';
import { scanAnswer } from './answers';
import { grantedAward } from './awards';
import { certificateKey } from './certificateRules';
import { certificateHolder, certificateKind, certificateNumber, issueOutcome, receivedRevocations } from './certificates';
import { importReport } from './reports';
import { hqCommands } from './hqCommands';
import { columnChoice, dateOrder, duplicateChoices, headerSignature, importId, rosterInspection, rosterOutcome, undoOutcome } from './rosterImports';
import {
  agendaSession, direction, erasureReason, exceptionAction, helpSubject, localDate, nonce, personCorrection, reason, registrationId, type Role, station, stationTarget, target, ticketCode, ticketKind,
  utcInstant, walkInForm, workshop,
} from './values';

/** A call's shape: who may make it, what it takes, what it gives. */
export interface Call {
  roles: readonly Role[];
  params: v.GenericSchema;
  result: v.GenericSchema;
}

const desk = ['desk'] as const;
/** What a volunteer at the desk may do, too. */
const deskAndHelper = ['desk', 'helper'] as const;
const kioskAndDesk = ['kiosk', 'desk', 'helper'] as const;
const file = { fileName: v.pipe(v.string(), v.maxLength(1024)), bytes: v.instance(Uint8Array), dryRun: v.boolean() };
/** `eventId` is empty when things were so already and nothing had to be written. */
const recorded = v.object({ eventId: v.string(), at: utcInstant });

const sessionId = agendaSession.entries.id;

/** Stands for an attendee on one port, for a while: says nothing about them, and cannot be guessed. */
const handle = v.pipe(v.string(), v.minLength(16), v.maxLength(64));

/**
 * `closed`: this workshop takes no walk-ins. `full`, `too_young`: see `limit`. `maybe_registered`: the roster has
 * somebody of that name; they can be found by name, or say that they are another person.
 */
export const walkInRefusal = v.picklist(['closed', 'full', 'too_young', 'maybe_registered']);
export type WalkInRefusal = v.InferOutput<typeof walkInRefusal>;

/** Every command: it may add events, and is answered only when they are on the disk. */
export const commands = {
  /** Judges one scan. Never throws for a refusal: refusals are answers. */
  'scan.submit': {
    roles: kioskAndDesk,
    params: v.object({
      /** As the scanner or the keyboard gave it; may be empty. */
      code: v.pipe(v.string(), v.maxLength(10_000)),
      nonce,
      target: stationTarget,
      direction,
      /** When the code was read, if that was not now: then taken at its word, down to the minute. */
      at: v.optional(utcInstant),
      /** The attendee has just agreed to the processing of their data. */
      consent: v.optional(v.boolean()),
      station: v.optional(station),
    }),
    result: scanAnswer,
  },
  /**
   * Says whether somebody found by name is who they say they are. After three wrong proofs of one attendee, from any
   * kiosk, only a human can help for a while. Writes nothing.
   */
  'identity.confirm': {
    roles: ['kiosk'],
    params: v.object({
      /** Of a match of `attendee.search`, on the same port. */
      handle,
      proof: v.variant('kind', [
        v.object({ kind: v.literal('birthDate'), value: localDate }),
        /** The beginning of the address: at least its first three characters. */
        v.object({ kind: v.literal('email'), value: v.pipe(v.string(), v.maxLength(254)) }),
      ]),
    }),
    result: v.object({ confirmed: v.boolean(), triesLeft: v.number() }),
  },
  /** Checks in somebody who was found by name and confirmed on the same port. Judged as a scan of their ticket is. */
  'identity.checkIn': {
    roles: ['kiosk'],
    params: v.object({ handle, nonce, target: stationTarget, direction, consent: v.optional(v.boolean()), station: v.optional(station) }),
    result: scanAnswer,
  },
  /** Registers a walk-in and checks them in. */
  'walkIn.register': {
    roles: kioskAndDesk,
    params: v.object({
      form: walkInForm,
      nonce,
      target: stationTarget,
      station: v.optional(station),
      /** Somebody of that name is in the roster already, and this is another person. */
      anotherPerson: v.optional(v.boolean()),
    }),
    result: v.variant('outcome', [
      v.object({ outcome: v.literal('registered'), registrationId: v.string(), answer: scanAnswer }),
      v.object({
        outcome: v.literal('refused'),
        refusal: walkInRefusal,
        /** The capacity or the age that it was judged by. */
        limit: v.nullable(v.number()),
      }),
    ]),
  },
  'help.request': {
    roles: kioskAndDesk,
    params: v.object({ requestId: nonce, subject: helpSubject, station: v.optional(station) }),
    result: recorded,
  },
  'help.answer': { roles: deskAndHelper, params: v.object({ requestId: nonce }), result: recorded },
  /** Records tickets that were made for people of the roster; those that are recorded already are left out. */
  'tickets.issue': {
    roles: desk,
    params: v.object({
      tickets: v.array(v.object({ registrationId, ticketCode, kind: ticketKind })),
      /** That signed them, 64 hex digits: added to the workshop's `ticketKeys`. */
      publicKey: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    }),
    result: v.object({ issued: v.number(), already: v.number() }),
  },
  'kiosk.noteUnlock': {
    roles: desk,
    params: v.object({ admitted: v.boolean(), station: v.optional(station) }),
    result: recorded,
  },
  'checkIn.override': {
    roles: deskAndHelper,
    params: v.object({ registrationId, target, reason, nonce, station: v.optional(v.string()) }),
    result: scanAnswer,
  },
  'checkIn.void': {
    roles: deskAndHelper,
    params: v.object({ registrationId, eventId: v.string(), reason, nonce }),
    result: recorded,
  },
  /** Checks somebody in or out at the desk, without their ticket: judged as a scan of it would be. */
  'attendee.pass': {
    roles: deskAndHelper,
    params: v.object({ registrationId, target, direction, nonce, consent: v.optional(v.boolean()) }),
    result: scanAnswer,
  },
  'attendee.correct': { roles: desk, params: v.object({ registrationId, person: personCorrection }), result: recorded },
  'attendee.block': { roles: desk, params: v.object({ registrationId, blocked: v.boolean(), reason }), result: recorded },
  /** Says that a record is of the same person as `into`, which is kept; null takes them apart again. */
  'attendee.merge': { roles: desk, params: v.object({ registrationId, into: v.nullable(registrationId), reason }), result: recorded },
  /** A new ticket of our own for somebody, made from the nonce; the own ones they had are revoked, and the roster's if asked. */
  'ticket.reissue': {
    roles: desk,
    params: v.object({ registrationId, nonce: v.pipe(nonce, v.minLength(32)), revokeRoster: v.boolean(), reason }),
    result: v.object({ ticketCode, revoked: v.array(v.string()) }),
  },
  /** Takes these events off the exceptions list. `voided` voids those of them that are second check-ins, in the same write; then `note` is the reason. */
  'exception.answer': {
    roles: desk,
    params: v.object({
      eventIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1_000)),
      note: v.pipe(v.string(), v.trim(), v.maxLength(500)),
      action: v.optional(exceptionAction),
    }),
    result: recorded,
  },
  'attendee.cancel': { roles: desk, params: v.object({ registrationId, reason }), result: recorded },
  /**
   * Blanks all that is personal of somebody, everywhere in the data folder. Answered when no byte of it is left there;
   * counts and hashes stay. Cannot be undone.
   */
  'attendee.erase': { roles: desk, params: v.object({ registrationId, reason: erasureReason }), result: recorded },
  /** Erases everybody: what is asked for when the time for keeping personal data is over. */
  'retention.erase': { roles: desk, params: v.object({}), result: v.object({ erased: v.number() }) },
  'retention.set': {
    roles: desk,
    params: v.object({
      days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))),
      postponedTo: v.nullable(localDate),
      reason: v.nullable(reason),
    }),
    result: recorded,
  },
  'ticket.revoke': { roles: desk, params: v.object({ registrationId, ticketCode, reason }), result: recorded },
  'workshop.configure': { roles: desk, params: workshop, result: recorded },
  'roster.import': {
    roles: desk,
    params: v.object({ ...file, mapping: v.optional(v.record(v.string(), v.string())) }),
    result: importReport,
  },
  /** Reads a roster's headers and first rows, and guesses what they are. Writes nothing. */
  'roster.inspect': { roles: desk, params: v.object({ importId, fileName: file.fileName, bytes: file.bytes }), result: rosterInspection },
  /**
   * Imports a roster by the columns that were chosen. `importId` is the import's for ever: it can be watched, stopped and
   * undone by it. `remember` names the headers that the choice is kept for; null keeps nothing.
   */
  'roster.importChosen': {
    roles: desk,
    params: v.object({
      importId,
      ...file,
      columns: columnChoice,
      dateOrder: v.nullable(dateOrder),
      duplicates: duplicateChoices,
      remember: v.nullable(headerSignature),
    }),
    result: rosterOutcome,
  },
  /** Stops an import, or its undoing, at the next pause. What is written stays. */
  'import.stop': { roles: desk, params: v.object({ importId }), result: v.object({ running: v.boolean() }) },
  /** Takes an import back, but for people who have check-ins. Doing it again goes on where it was stopped. */
  'import.undo': { roles: desk, params: v.object({ importId }), result: undoOutcome },
  'agenda.import': {
    roles: desk,
    /** `firstDay` moves the whole agenda so that its first day is that date; wall-clock times stay. */
    params: v.object({ ...file, firstDay: v.optional(v.string()) }),
    result: importReport,
  },
  /** Adds a session to the agenda. A nonce that was used before adds nothing. */
  'session.add': {
    roles: desk,
    params: v.object({ session: sessionInput, nonce }),
    result: v.object({ ...recorded.entries, sessionId: v.string() }),
  },
  /** Changes a session. Only what differs is written: what another device has changed meanwhile stays. */
  'session.change': {
    roles: desk,
    params: v.object({ sessionId, session: v.partial(sessionInput) }),
    result: recorded,
  },
  /** Takes a session out of the agenda. Its check-ins are kept. */
  'session.remove': { roles: desk, params: v.object({ sessionId }), result: recorded },
  /** Moves a session to a later time, and what follows it with it. A dry run says what would move. */
  'agenda.delay': {
    roles: desk,
    /** `startsAt`: when the session began as the caller saw it; another time by now is refused, and a retry moves nothing twice. */
    params: v.object({ ...delay.entries, startsAt: utcInstant, dryRun: v.boolean() }),
    result: v.object({ ...recorded.entries, moves: v.array(sessionMove), conflicts: v.array(agendaConflict) }),
  },
  /** Takes the latest change of the agenda back; not one that has been followed by another. */
  'agenda.undo': { roles: desk, params: v.object({ eventId: v.string() }), result: recorded },
  /**
   * Issues a certificate, the same again, or the same under a corrected name: always one number. Without `kind`, the
   * best that they are entitled to by attending, or an award's. An organizer may override all refusals but those that leave nobody to issue it to.
   */
  'certificate.issue': {
    roles: kioskAndDesk,
    params: v.object({ holder: certificateHolder, kind: v.optional(certificateKind), override: v.optional(v.object({ reason })), station: v.optional(station) }),
    result: issueOutcome,
  },
  /**
   * The same for many at once, in one write; the outcomes are in the order that was asked for. Without `kind`, who has an
   * award gets its certificate too, and then has two outcomes.
   */
  'certificates.issue': {
    roles: desk,
    params: v.object({ registrationIds: v.pipe(v.array(registrationId), v.maxLength(2_000)), kind: v.optional(certificateKind) }),
    result: v.object({ outcomes: v.array(issueOutcome) }),
  },
  /** Notes that a certificate was printed. `job` is the print's own: the same one again adds nothing. */
  'certificate.notePrinted': {
    roles: kioskAndDesk,
    params: v.object({ holder: certificateHolder, number: certificateNumber, job: nonce, station: v.optional(station) }),
    result: recorded,
  },
  /** Asks for a certificate to be printed and kept at the desk. Asked again before that, it adds nothing. */
  'certificate.want': {
    roles: kioskAndDesk,
    params: v.object({ holder: certificateHolder, number: certificateNumber, station: v.optional(station) }),
    result: recorded,
  },
  /**
   * Another spelling of the name on one's certificate. A small difference is recorded at once; anything else becomes a
   * call for help with the name that is wished (`domain/names/nameChange.ts`). `requestId` is that call's.
   */
  'certificate.spellName': {
    roles: ['kiosk'],
    params: v.object({ holder: certificateHolder, name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), requestId: nonce, station: v.optional(station) }),
    result: v.object({ outcome: v.picklist(['same', 'recorded', 'asked']) }),
  },
  /** Takes a certificate back for good: its code is answered `revoked` from now on. */
  'certificate.revoke': { roles: desk, params: v.object({ registrationId, number: certificateNumber, reason }), result: recorded },
  /** Grants somebody an award, in place of one that they have. Refused while a certificate of another one stands. */
  'award.grant': { roles: desk, params: v.object({ registrationId, ...grantedAward.entries }), result: recorded },
  /** Takes it back, and with it the certificate that was issued of it. */
  'award.withdraw': { roles: desk, params: v.object({ registrationId, reason }), result: recorded },
  /** Says that certificates signed with this key are genuine. */
  /** @param anew also one that was distrusted; without it, such a key stays as it is. */
  'certificates.trustKey': { roles: desk, params: v.object({ publicKey: certificateKey, anew: v.optional(v.boolean()) }), result: recorded },
  /** Says that what is signed with this key is not to be believed, whenever it was signed. */
  'certificates.distrustKey': { roles: desk, params: v.object({ publicKey: certificateKey, reason }), result: recorded },
  /** Takes in a list of revoked certificates from elsewhere, if a trusted key has signed it. `text`: that of its file. */
  'certificates.receiveRevocations': { roles: desk, params: v.object({ text: v.pipe(v.string(), v.maxLength(4_000_000)) }), result: receivedRevocations },
  ...hqCommands,
  /** Throws the store away and folds the journal anew. */
  'store.rebuild': {
    roles: desk,
    params: v.object({}),
    result: v.object({ events: v.number(), attendees: v.number(), milliseconds: v.number() }),
  },
} as const satisfies Record<string, Call>;

export type CommandName = keyof typeof commands;
export type CommandParams<N extends CommandName> = v.InferOutput<(typeof commands)[N]['params']>;
export type CommandResult<N extends CommandName> = v.InferOutput<(typeof commands)[N]['result']>;
