import * as v from 'valibot';

/**
 * What a scan can be answered. `not_checked_in` is the answer to a check-out of somebody who is not inside
 * (see decisions/0002); all others are those of the design.
 */
export const scanAnswerCodes = [
  'ok',
  'already_checked_in',
  'not_checked_in',
  'unknown_ticket',
  'ambiguous',
  'wrong_workshop',
  'cancelled',
  'revoked',
  'bad_signature',
  'not_registered_for_session',
  'session_full',
  'too_early',
  'too_late',
  'consent_missing',
  'store_unavailable',
] as const;
export const scanAnswerCode = v.picklist(scanAnswerCodes);
export type ScanAnswerCode = v.InferOutput<typeof scanAnswerCode>;

/** When, where and on which device somebody was checked in before. */
export const previousVisit = v.object({ at: v.string(), device: v.string(), station: v.nullable(v.string()) });
export type PreviousVisit = v.InferOutput<typeof previousVisit>;

/** The answer to one scan, as windows show it and `check-in --stdin` prints it. */
export const scanAnswer = v.object({
  answer: scanAnswerCode,
  nonce: v.string(),
  registrationId: v.nullable(v.string()),
  at: v.string(),
  /** The words the attendee sees, in their language. */
  message: v.string(),
  /** What to do next, in the same language. */
  next: v.string(),
  language: v.string(),
  direction: v.picklist(['in', 'out']),
  target: v.nullable(v.string()),
  fullName: v.nullable(v.string()),
  previous: v.nullable(previousVisit),
});
export type ScanAnswer = v.InferOutput<typeof scanAnswer>;
