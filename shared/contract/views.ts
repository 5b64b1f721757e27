import * as v from 'valibot';
import { scanAnswerCode } from './answers';
import { grantedAward } from './awards';
import { consents, person, ticketKind } from './values';

/** What the desk and headquarters see alike: an attendee with their visits, counts, and what waits for somebody. */

/** Expected, ever arrived and inside now, for one target. */
export const targetCount = v.object({ target: v.string(), expected: v.number(), arrived: v.number(), inside: v.number() });
export type TargetCount = v.InferOutput<typeof targetCount>;

const visit = v.object({
  eventId: v.string(),
  target: v.string(),
  at: v.string(),
  device: v.string(),
  station: v.nullable(v.string()),
  outAt: v.nullable(v.string()),
  voided: v.boolean(),
  /** A second check-in for the same target while the first still stood, as two offline devices can make. */
  duplicate: v.boolean(),
  override: v.nullable(v.string()),
});
export type VisitView = v.InferOutput<typeof visit>;

export const attendeeView = v.object({
  registrationId: v.string(),
  ticketCode: v.nullable(v.string()),
  sessions: v.array(v.string()),
  consents,
  onlineParts: v.array(v.nullable(v.boolean())),
  cancelled: v.nullable(v.object({ at: v.string(), reason: v.string() })),
  /** Since when and why somebody is kept off; null for who is not. */
  blocked: v.nullable(v.object({ at: v.string(), reason: v.string() })),
  /** The record that is kept instead of this one. */
  mergedInto: v.nullable(v.string()),
  /** Records of the same person: their tickets and check-ins are among these. */
  mergedFrom: v.array(v.string()),
  /** Set once nothing personal is kept of them any more. */
  erased: v.nullable(v.object({ at: v.string() })),
  revokedTickets: v.array(v.string()),
  /** The award that they have now. */
  award: v.nullable(grantedAward),
  /** Tickets of our own that are still good. */
  issuedTickets: v.array(v.object({ ticketCode: v.string(), kind: ticketKind })),
  person: v.nullable(person),
  visits: v.array(visit),
});
export type AttendeeView = v.InferOutput<typeof attendeeView>;

export const openException = v.object({
  kind: v.picklist(['refused', 'duplicate']),
  /** All events of it, the latest first: the same code refused again and again is one. */
  eventIds: v.array(v.string()),
  at: v.string(),
  answer: v.nullable(scanAnswerCode),
  target: v.string(),
  code: v.nullable(v.string()),
  registrationId: v.nullable(v.string()),
  fullName: v.nullable(v.string()),
  station: v.nullable(v.string()),
  device: v.string(),
  /** Of a duplicate: the check-in that stands. */
  first: v.nullable(v.object({ at: v.string(), device: v.string(), station: v.nullable(v.string()) })),
});
export type OpenException = v.InferOutput<typeof openException>;
