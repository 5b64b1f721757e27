import * as v from 'valibot';
import { grantedAward, standingAward } from './awards';
import { language, localDate, nonce, registrationId, utcInstant } from './values';

/** Certificates: what events, commands and queries share of them. */

/** `co_signed` or `confirmation` for having attended; `award` beside it, for who was granted one. */
export const certificateKinds = ['co_signed', 'confirmation', 'award'] as const;
export const certificateKind = v.picklist(certificateKinds);
export type CertificateKind = v.InferOutput<typeof certificateKind>;

/** Twelve symbols of Crockford's base 32, the last a check (`domain/certificates/number.ts`), without spaces. */
export const certificateNumber = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{12}$/));

/** Numbers that were taken back, and when. Names nobody. */
export const revokedNumbers = v.pipe(v.array(v.object({ number: certificateNumber, at: utcInstant })), v.maxLength(20_000));
export type RevokedNumbers = v.InferOutput<typeof revokedNumbers>;

export const neededConsent = v.picklist(['data', 'photo']);

/**
 * Why somebody does not get a certificate, with the values that explain it. `birthDate` is null for those who may not
 * see it.
 */
export const certificateRefusal = v.variant('code', [
  v.object({ code: v.literal('erased') }),
  /** Nobody has registered them here: they are in no roster, or came with a ticket that no roster has. */
  v.object({ code: v.literal('not_registered') }),
  v.object({ code: v.literal('cancelled'), at: utcInstant }),
  v.object({ code: v.literal('blocked'), at: utcInstant }),
  /** A certificate of this kind was taken back from them. */
  v.object({ code: v.literal('revoked'), at: utcInstant, number: certificateNumber }),
  v.object({ code: v.literal('no_name') }),
  /** The agenda has no session that counts. */
  v.object({ code: v.literal('no_agenda') }),
  v.object({ code: v.literal('no_first_day') }),
  v.object({ code: v.literal('no_birth_date'), limit: v.number() }),
  v.object({ code: v.literal('birth_date_to_come'), birthDate: v.nullable(localDate), on: localDate }),
  v.object({ code: v.literal('too_old'), birthDate: v.nullable(localDate), age: v.number(), limit: v.number(), on: localDate }),
  v.object({ code: v.literal('attendance'), attended: v.number(), of: v.number(), needed: v.number() }),
  v.object({ code: v.literal('did_not_attend') }),
  v.object({ code: v.literal('consent_missing'), consent: neededConsent }),
  /** There is no confirmation for who is entitled to the co-signed certificate. */
  v.object({ code: v.literal('co_signed_instead') }),
  /** Nobody has granted them one, or it was withdrawn. */
  v.object({ code: v.literal('no_award') }),
]);
export type CertificateRefusal = v.InferOutput<typeof certificateRefusal>;
export const refusalCode = v.picklist(certificateRefusal.options.map(({ entries }) => entries.code.literal));
export type CertificateRefusalCode = CertificateRefusal['code'];

/** Sessions of one time, of which nobody can attend more than one. */
export const certificateSlot = v.object({
  startsAt: utcInstant,
  endsAt: utcInstant,
  sessions: v.array(v.object({ id: v.string(), title: v.string(), attended: v.boolean() })),
  attended: v.boolean(),
});
export type CertificateSlot = v.InferOutput<typeof certificateSlot>;

/** What is written of an issue. Dates are of the venue; null where the agenda did not say. */
export const issuedParts = {
  kind: certificateKind,
  number: certificateNumber,
  /** 0, or how many certificates of this kind had been revoked before: each has a number of its own. */
  attempt: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)),
  issuedOn: localDate,
  firstDay: v.nullable(localDate),
  lastDay: v.nullable(localDate),
  /** Slots attended, of those that counted. */
  attended: v.number(),
  of: v.number(),
  /** Of an award's certificate: what was granted, as it was called then. */
  award: v.optional(grantedAward),
};

/** A certificate as it goes on paper, with what became of it. */
export const certificate = v.object({
  registrationId: v.string(),
  ...issuedParts,
  name: v.string(),
  language: v.nullable(language),
  issuedAt: utcInstant,
  /** Of an organizer who issued it against the rules. */
  override: v.nullable(v.object({ reason: v.string(), refusals: v.array(refusalCode) })),
  prints: v.number(),
  lastPrintedAt: v.nullable(utcInstant),
  revoked: v.nullable(v.object({ at: utcInstant, reason: v.string() })),
});
export type Certificate = v.InferOutput<typeof certificate>;

/** Whom it is about: by id at the desk; at a kiosk by the nonce of a scan that was answered there a short while ago. */
export const certificateHolder = v.union([v.strictObject({ registrationId }), v.strictObject({ nonce })]);
export type CertificateHolder = v.InferOutput<typeof certificateHolder>;

/** What can be said of one kind: it may be had now, or why not; and the certificate that stands. */
const kindStanding = v.object({
  kind: certificateKind,
  eligible: v.boolean(),
  refusals: v.array(certificateRefusal),
  certificate: v.nullable(certificate),
});
export type CertificateStanding = v.InferOutput<typeof kindStanding>;

export const certificateEligibility = v.object({
  registrationId: v.string(),
  /** As it would stand on a certificate now. */
  name: v.string(),
  language: v.nullable(language),
  slots: v.array(certificateSlot),
  attended: v.number(),
  /** Of the slots, so many are needed for the co-signed certificate. */
  needed: v.number(),
  award: v.nullable(standingAward),
  kinds: v.array(kindStanding),
});

export const certificateStates = ['issued', 'printed', 'eligible', 'refused', 'revoked'] as const;
/** `issued` and not printed; `eligible` and not issued; `revoked` and not issued anew. */
export const certificateState = v.picklist(certificateStates);
export type CertificateState = v.InferOutput<typeof certificateState>;

export const certificateRow = v.object({
  registrationId: v.string(),
  name: v.string(),
  kind: certificateKind,
  state: certificateState,
  refusals: v.array(certificateRefusal),
  number: v.nullable(certificateNumber),
  issuedOn: v.nullable(localDate),
  lastPrintedAt: v.nullable(utcInstant),
  /** The name has been corrected since the certificate was issued: it wants to be issued and printed again. */
  nameChanged: v.boolean(),
  overridden: v.boolean(),
});
export type CertificateRow = v.InferOutput<typeof certificateRow>;

export const issueOutcome = v.variant('outcome', [
  /** `already`: it was issued before, under the same name, and nothing was added. */
  v.object({ outcome: v.literal('issued'), certificate, already: v.boolean() }),
  v.object({ outcome: v.literal('refused'), registrationId: v.string(), refusals: v.array(certificateRefusal) }),
]);
export type IssueOutcome = v.InferOutput<typeof issueOutcome>;

/**
 * What a look at a certificate's code can say. `other_name`: genuine, but it is not that name it was issued to.
 * `wrong_key`: signed by somebody who is not known to issue them; `distrusted_key`: by a key that was lost or stolen. Nothing is said of what a code claims unless its
 * signature is good.
 * A bare number proves nothing; it is looked up (`number_known`, `number_unknown`, or `revoked`).
 */
export const verificationAnswers = ['valid', 'revoked', 'other_name', 'wrong_key', 'distrusted_key', 'tampered', 'truncated', 'not_a_certificate', 'number_known', 'number_unknown'] as const;
export const verificationAnswer = v.picklist(verificationAnswers);
export type VerificationAnswer = v.InferOutput<typeof verificationAnswer>;

export const verification = v.object({
  answer: verificationAnswer,
  number: v.nullable(certificateNumber),
  kind: v.nullable(certificateKind),
  /** Of an award's certificate that is on record here: a code does not say for what it was given. */
  award: v.nullable(grantedAward),
  issuedOn: v.nullable(localDate),
  firstDay: v.nullable(localDate),
  lastDay: v.nullable(localDate),
  /** The workshop that it is of, if it is one that is known here. */
  workshop: v.nullable(v.object({ id: v.string(), name: v.string(), city: v.string() })),
  /** Whose it is, if it is on record here under the name that it was signed for. */
  name: v.nullable(v.string()),
  onRecord: v.boolean(),
  revokedAt: v.nullable(utcInstant),
  /** The did:key that signed it. */
  signedBy: v.nullable(v.string()),
});
export type Verification = v.InferOutput<typeof verification>;

/** A key that was lost or stolen. */
export const distrustedKey = v.object({ publicKey: v.string(), did: v.string(), at: utcInstant, reason: v.string() });

/** What became of a list of revoked certificates that came from elsewhere: nothing of it is taken unless it is genuine. */
export const receivedRevocations = v.object({
  problem: v.nullable(v.picklist(['not_a_list', 'tampered', 'wrong_key', 'distrusted_key'])),
  /** How many were not known to be revoked here. */
  added: v.number(),
  listed: v.number(),
  signedBy: v.nullable(v.string()),
});
export type ReceivedRevocations = v.InferOutput<typeof receivedRevocations>;
