import * as v from 'valibot';
import { type RevokedNumbers, revokedNumbers } from '../contract/certificates';
import { utcInstant } from '../contract/values';
import { checkProof, withProof } from './dataIntegrity';
import { didKeyOf } from './didKey';
import { publicKeyOf } from './signedTickets';

/**
 * A list of certificates that were taken back, as a file for computers that check them elsewhere: numbers and days, no
 * names, with the issuer's Data Integrity proof.
 */
const list = v.object({
  version: v.literal(1),
  kind: v.literal('champions-revoked-certificates'),
  issuer: v.string(),
  createdAt: utcInstant,
  revoked: revokedNumbers,
});

/** @param createdAt UTC with milliseconds. @returns the text of the file */
export function revocationListOf(revoked: RevokedNumbers, secret: Uint8Array, createdAt: string): string {
  const issuer = didKeyOf(publicKeyOf(secret));
  const document = { version: 1, kind: 'champions-revoked-certificates', issuer, createdAt, revoked };
  return `${JSON.stringify(withProof(document, secret, createdAt), null, 2)}\n`;
}

export type ReadRevocations = { read: 'list'; revoked: RevokedNumbers; publicKey: string } | { read: 'not_a_list' | 'tampered' };

/** Whether a text is such a list and as it was signed; whether that key is trusted is the caller's to say. */
export function readRevocationList(text: string): ReadRevocations {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { read: 'not_a_list' };
  }
  if (typeof parsed !== 'object' || parsed === null || (parsed as { kind?: unknown }).kind !== 'champions-revoked-certificates') return { read: 'not_a_list' };
  const check = checkProof(parsed as Record<string, unknown>);
  if (!check.proven) return { read: 'tampered' };
  const known = v.safeParse(list, parsed);
  if (!known.success) return { read: 'not_a_list' };
  return known.output.issuer === didKeyOf(check.publicKey) ? { read: 'list', revoked: known.output.revoked, publicKey: check.publicKey } : { read: 'tampered' };
}
