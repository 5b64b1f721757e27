import * as v from 'valibot';

/** A text in several languages, by their two letters; English is always among them. */
export const words = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-z]{2}$/)), v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))),
  v.check((texts) => texts.en !== undefined, 'English words are needed.'),
);

/** Somebody who signs certificates. `name` is empty while it is not known who holds the office. */
export const certificateSigner = v.object({ name: v.pipe(v.string(), v.trim(), v.maxLength(200)), title: words });
export type CertificateSigner = v.InferOutput<typeof certificateSigner>;

const percent = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100));

/** Who gets which certificate of a workshop, and who signs. Part of the programme's pack. */
export const certificateRules = v.object({
  /** Who issues them, as it stands on the paper and in files that prove it. */
  issuer: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  /** The co-signed one is for who is younger, in whole years on the workshop's first day; null for any age. */
  belowAge: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120))),
  /** Of the slots that count, so many per cent must be attended for the co-signed certificate. */
  coSignedShare: percent,
  /** The same for the confirmation of attendance; with 0, any check-in will do. */
  confirmationShare: percent,
  /** What makes a session attended: its own check-in, or also that of the day, if somebody was there before it ended. */
  attendedBy: v.picklist(['session', 'day']),
  /** Consents without which there is neither. */
  consents: v.pipe(
    v.array(v.picklist(['data', 'photo'])),
    v.check((all) => new Set(all).size === all.length, 'Each consent is named once.'),
  ),
  /** Who signs the co-signed certificate, in the order of their signatures. */
  signers: v.pipe(v.array(certificateSigner), v.maxLength(4)),
});
export type CertificateRules = v.InferOutput<typeof certificateRules>;

/** Ed25519 public keys, 64 hex digits each, that may have signed certificates. */
export const certificateKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
