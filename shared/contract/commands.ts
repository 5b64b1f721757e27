import * as v from 'valibot';
import { scanAnswer } from './answers';
import { importReport } from './reports';
import { direction, nonce, reason, registrationId, type Role, target, ticketCode, utcInstant, workshop } from './values';

/** A call's shape: who may make it, what it takes, what it gives. */
export interface Call {
  roles: readonly Role[];
  params: v.GenericSchema;
  result: v.GenericSchema;
}

const desk = ['desk'] as const;
const kioskAndDesk = ['kiosk', 'desk'] as const;
const file = { fileName: v.pipe(v.string(), v.maxLength(1024)), bytes: v.instance(Uint8Array), dryRun: v.boolean() };
/** `eventId` is empty when things were so already and nothing had to be written. */
const recorded = v.object({ eventId: v.string(), at: utcInstant });

/** Every command: it may add events, and is answered only when they are on the disk. */
export const commands = {
  /** Judges one scan. Never throws for a refusal: refusals are answers. */
  'scan.submit': {
    roles: kioskAndDesk,
    params: v.object({
      /** As the scanner or the keyboard gave it; may be empty. */
      code: v.pipe(v.string(), v.maxLength(10_000)),
      nonce,
      /** `auto`: today, by the workshop's time zone. */
      target: v.union([v.literal('auto'), target]),
      direction,
      /** When the code was read, if that was not now: then taken at its word, down to the minute. */
      at: v.optional(utcInstant),
      /** The attendee has just agreed to the processing of their data. */
      consent: v.optional(v.boolean()),
      station: v.optional(v.pipe(v.string(), v.maxLength(100))),
    }),
    result: scanAnswer,
  },
  'checkIn.override': {
    roles: desk,
    params: v.object({ registrationId, target, reason, nonce, station: v.optional(v.string()) }),
    result: scanAnswer,
  },
  'checkIn.void': {
    roles: desk,
    params: v.object({ registrationId, eventId: v.string(), reason, nonce }),
    result: recorded,
  },
  'attendee.cancel': { roles: desk, params: v.object({ registrationId, reason }), result: recorded },
  'ticket.revoke': { roles: desk, params: v.object({ registrationId, ticketCode, reason }), result: recorded },
  'workshop.configure': { roles: desk, params: workshop, result: recorded },
  'roster.import': {
    roles: desk,
    params: v.object({ ...file, mapping: v.optional(v.record(v.string(), v.string())) }),
    result: importReport,
  },
  'agenda.import': {
    roles: desk,
    /** `firstDay` moves the whole agenda so that its first day is that date; wall-clock times stay. */
    params: v.object({ ...file, firstDay: v.optional(v.string()) }),
    result: importReport,
  },
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
