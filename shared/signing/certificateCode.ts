import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { CertificateKind } from '../contract/certificates';
import { bitsOf, numberOf } from '../domain/certificates/number';
import { fromBase32, toBase32 } from './base32';
import { bytesOfHex } from './didKey';
import { publicKeyOf, verifies, workshopTag } from './signedTickets';

ed25519.hashes.sha512 = sha512;

/**
 * The code of a certificate, which proves it without a network: a body of 59 bytes and an Ed25519 signature over it,
 * together 197 letters of base 32.
 *
 * | bytes | say |
 * | --- | --- |
 * | 0 | version, 0x57 |
 * | 1 | kind: 1 co-signed, 2 confirmation of attendance, 3 award |
 * | 2–5 | tag of the workshop: the beginning of the SHA-256 of its id |
 * | 6–12 | the number's 55 bits |
 * | 13–14, 15–16, 17–18 | issued on, first day, last day: days since 2000-01-01; 0 for a day that is not known |
 * | 19–26 | the beginning of the SHA-256 of the public key |
 * | 27–58 | SHA-256 of number and name: whose it is, said to nobody who does not know the name |
 */
export interface CertificateClaims {
  kind: CertificateKind;
  workshopTag: Uint8Array;
  number: string;
  issuedOn: string | null;
  firstDay: string | null;
  lastDay: string | null;
  keyId: Uint8Array;
  nameHash: Uint8Array;
}

/** What a code is made of. */
export interface CertificateToSign {
  workshopId: string;
  kind: CertificateKind;
  number: string;
  issuedOn: string;
  firstDay: string | null;
  lastDay: string | null;
  name: string;
}

const version = 0x57;
const kindBytes: Record<CertificateKind, number> = { co_signed: 1, confirmation: 2, award: 3 };
const bodyBytes = 59;
const codeBytes = bodyBytes + 64;
/** How many letters a code has. */
export const codeLength = 197;
/** What stands before a code in a PDF's keywords and, in capitals, in its QR code. */
export const codePrefix = 'champions-certificate:';

/** The code that proves a certificate. The same certificate and key always give the same: Ed25519 signs without randomness. */
export function signCertificate(certificate: CertificateToSign, secret: Uint8Array): string {
  const { workshopId, kind, number, issuedOn, firstDay, lastDay, name } = certificate;
  const body = new Uint8Array(bodyBytes);
  body[0] = version;
  body[1] = kindBytes[kind];
  body.set(workshopTag(workshopId), 2);
  body.set(bytesOfHex(bitsOf(number).toString(16).padStart(14, '0')), 6);
  [issuedOn, firstDay, lastDay].forEach((date, index) => body.set(dayBytes(date), 13 + 2 * index));
  body.set(keyIdOf(publicKeyOf(secret)), 19);
  body.set(nameHash(number, name), 27);
  return toBase32(Uint8Array.from([...body, ...ed25519.sign(body, secret)]));
}

/** What a certificate's QR code holds: letters that its alphanumeric mode has, in version 8 at level M. */
export function qrTextOf(code: string): string {
  return `${codePrefix.toUpperCase()}${code}`;
}

/** What a certificate's PDF has among the keywords of its Info dictionary. */
export function keywordOf(code: string): string {
  return `${codePrefix}${code}`;
}

export type ReadCode =
  | { read: 'code'; claims: CertificateClaims; body: Uint8Array; signature: Uint8Array }
  | { read: 'truncated' | 'tampered' | 'not_a_certificate' };

/**
 * Reads a code as a scanner, a PDF or a person gives it: with its prefix or without, in either case of letters, with
 * white space and hyphens anywhere. Says nothing yet of whether it is genuine.
 */
export function readCode(text: string): ReadCode {
  if (text.length > 10_000) return { read: 'not_a_certificate' };
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what scanners add
  const plain = text.toUpperCase().replace(/[\s\u0000-\u001f\u007f\u200b\u2060\ufeff-]/g, '');
  const prefix = codePrefix.toUpperCase().replaceAll('-', '');
  const named = plain.startsWith(prefix);
  const letters = named ? plain.slice(prefix.length) : plain;
  // A code begins with 0x57 and a kind, whatever became of the rest of it.
  const looksLikeOne = named || (letters.length >= 20 && /^K4[A-H]/.test(letters));
  if (!looksLikeOne) return { read: 'not_a_certificate' };
  if (letters.length < codeLength) return { read: /^[A-Z2-7]*$/.test(letters) ? 'truncated' : 'tampered' };
  const bytes = letters.length === codeLength ? fromBase32(letters) : undefined;
  if (bytes?.length !== codeBytes) return { read: 'tampered' };
  const body = bytes.slice(0, bodyBytes);
  const claims = claimsOf(body);
  return claims ? { read: 'code', claims, body, signature: bytes.slice(bodyBytes) } : { read: 'tampered' };
}

function claimsOf(body: Uint8Array): CertificateClaims | undefined {
  const kind = (Object.keys(kindBytes) as CertificateKind[]).find((each) => kindBytes[each] === body[1]);
  const bits = body.slice(6, 13).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  if (body[0] !== version || kind === undefined || bits >= 1n << 55n) return undefined;
  return {
    kind,
    workshopTag: body.slice(2, 6),
    number: numberOf(bits),
    issuedOn: dateOf(body, 13),
    firstDay: dateOf(body, 15),
    lastDay: dateOf(body, 17),
    keyId: body.slice(19, 27),
    nameHash: body.slice(27, 59),
  };
}

/** The key, of those that are trusted, by which a code is genuine; or how it is not. */
export function checkCode(code: Extract<ReadCode, { read: 'code' }>, trusted: Iterable<string>): { signedBy: string } | { refused: 'wrong_key' | 'tampered' } {
  const named = [...trusted].filter((key) => sameBytes(keyIdOf(key), code.claims.keyId));
  if (named.length === 0) return { refused: 'wrong_key' };
  const signedBy = named.find((key) => verifies(code.signature, code.body, key));
  return signedBy === undefined ? { refused: 'tampered' } : { signedBy };
}

/** Whether a certificate was issued to this name, however its letters are composed and its words are spaced. */
export function isIssuedTo({ number, nameHash: hash }: Pick<CertificateClaims, 'number' | 'nameHash'>, name: string): boolean {
  return sameBytes(hash, nameHash(number, name));
}

function nameHash(number: string, name: string): Uint8Array {
  const spelling = name.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return sha256(new TextEncoder().encode(JSON.stringify([number, spelling])));
}

function keyIdOf(publicKey: string): Uint8Array {
  return sha256(bytesOfHex(publicKey)).slice(0, 8);
}

const firstDayOfCount = Date.UTC(2000, 0, 1);
const dayMilliseconds = 86_400_000;

/** @throws RangeError for a day before 2000-01-02 or after 2179-06-06. */
function dayBytes(date: string | null): Uint8Array {
  const days = date === null ? 0 : Math.round((Date.parse(`${date}T00:00:00Z`) - firstDayOfCount) / dayMilliseconds);
  if (date !== null && !(days > 0 && days < 65_536)) throw new RangeError(`${date} is no day that a certificate can bear`);
  return Uint8Array.of(days >> 8, days & 255);
}

function dateOf(body: Uint8Array, at: number): string | null {
  const days = ((body[at] as number) << 8) | (body[at + 1] as number);
  return days === 0 ? null : new Date(firstDayOfCount + days * dayMilliseconds).toISOString().slice(0, 10);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
