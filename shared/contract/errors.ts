import * as v from 'valibot';

/** Refusals that a caller can expect, by code. Anything else is a fault and is logged. */
export const errorCodes = [
  /** The port's role may not call this. */
  'forbidden',
  /** The request does not fit its schema. */
  'invalid_request',
  /** The journal cannot take the events now (disk full, read-only folder) or the store is being started anew. */
  'store_unavailable',
  'not_configured',
  'unknown_target',
  'unknown_attendee',
  'unknown_event',
  /** A file that cannot be read at all, as opposed to one with bad rows. */
  'unreadable_file',
  'cancelled',
  'internal',
] as const;
export const errorCode = v.picklist(errorCodes);
export type ErrorCode = v.InferOutput<typeof errorCode>;

export const errorShape = v.object({ code: errorCode, message: v.string() });

/** A refusal with its code. `message` is a sentence that says what is wrong and what to do. */
export class KioskError extends Error {
  override readonly name = 'KioskError';
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** A refusal in the store's own sentence, which is English whatever language the window speaks. */
export class StoreRefusal extends KioskError {}
