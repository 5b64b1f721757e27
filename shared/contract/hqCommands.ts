import * as v from 'valibot';
import { exceptionAction, localDate, reason, registrationId, utcInstant, workshop } from './values';

/** What headquarters changes: always in one workshop, of which its events become a part, so that every venue gets them. */

const hq = ['hq'] as const;
const recorded = v.object({ eventId: v.string(), at: utcInstant });

export const hqCommands = {
  /**
   * Answers what the exceptions list of a workshop has of these events, once for everybody. `voided` voids those of
   * them that are second check-ins, `merged` says that the record is of the same person as `into`: in the same write.
   */
  'hq.answerException': {
    roles: hq,
    params: v.object({
      workshop: workshop.entries.id,
      eventIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1_000)),
      action: exceptionAction,
      /** Why; the reason of what is voided or merged. */
      note: v.pipe(v.string(), v.trim(), v.maxLength(500)),
      /** Of `merged`: the record to give up, and the one to keep. */
      merge: v.optional(v.object({ registrationId, into: registrationId })),
    }),
    result: recorded,
  },
  /** How long a workshop's personal data are kept. The last one who said so stands, here or at the venue. */
  'hq.setRetention': {
    roles: hq,
    params: v.object({
      workshop: workshop.entries.id,
      days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))),
      postponedTo: v.nullable(localDate),
      reason: v.nullable(reason),
    }),
    result: recorded,
  },
  /** Erases everybody of a workshop, here and, once they exchange, on every computer that has it. Answered when no byte of them is left here. */
  'hq.eraseEverybody': { roles: hq, params: v.object({ workshop: workshop.entries.id }), result: v.object({ erased: v.number() }) },
} as const;
