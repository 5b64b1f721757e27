import type { TicketKind, Workshop } from '@shared/contract/values';

/**
 * A ticket of our own that proves itself: 73 bytes, written as one decimal number of 176 digits, so that every
 * keyboard layout and input method leaves it whole. Bytes 0–3 are the tag of the workshop (the beginning of the
 * SHA-256 of its id), 4–8 the ticket's number, 9–72 an Ed25519 signature over bytes 0–8.
 */
export interface SignedTicket {
  tag: Uint8Array;
  number: Uint8Array;
  signed: Uint8Array;
  signature: Uint8Array;
}

const signedDigits = 176;
const signedBytes = 73;
const tagBytes = 4;
const numberBytes = 5;

/** A short ticket of our own: 10 random bytes as 25 digits. It says nothing without the roster that has it. */
const tokenDigits = 25;
const tokenBytes = 10;

/** White space and control characters around a code are the scanner's doing, not the ticket's. */
export function trimCode(raw: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what scanners add
  return raw.replace(/^[\s\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff]+|[\s\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff]+$/g, '');
}

/** The parts of a self-proving ticket, or undefined if the code is not of that form. */
export function parseSignedTicket(code: string): SignedTicket | undefined {
  const all = parseDigits(code, signedDigits, signedBytes);
  const signed = tagBytes + numberBytes;
  return all && { tag: all.slice(0, tagBytes), number: all.slice(tagBytes, signed), signed: all.slice(0, signed), signature: all.slice(signed) };
}

/** The code of a signed ticket. Inverse of `parseSignedTicket`. */
export function formatSignedTicket(signed: Uint8Array, signature: Uint8Array): string {
  return formatDigits([...signed, ...signature], signedDigits, signedBytes);
}

/** What the signature of a ticket covers: the workshop's tag (4 bytes) and the ticket's number (5 bytes). @throws RangeError for other lengths. */
export function signedPart(tag: Uint8Array, number: Uint8Array): Uint8Array {
  if (tag.length !== tagBytes || number.length !== numberBytes) throw new RangeError('a tag has 4 bytes, a number 5');
  return Uint8Array.from([...tag, ...number]);
}

/** The code of a short ticket. @throws RangeError unless it is given 10 bytes. */
export function formatToken(bytes: Uint8Array): string {
  return formatDigits(bytes, tokenDigits, tokenBytes);
}

/** The bytes of a short ticket, or undefined if the code is not of that form. Inverse of `formatToken`. */
export function parseToken(code: string): Uint8Array | undefined {
  return parseDigits(code, tokenDigits, tokenBytes);
}

/** Which of our own tickets a code reads like; null for all others. */
export function ticketForm(code: string): TicketKind | null {
  if (parseToken(code)) return 'token';
  return parseSignedTicket(code) ? 'signed' : null;
}

/** Bytes as one decimal number, zeros in front. */
function formatDigits(bytes: Iterable<number>, digits: number, length: number): string {
  const all = [...bytes];
  if (all.length !== length) throw new RangeError(`a ticket of ${digits} digits has ${length} bytes, not ${all.length}`);
  return BigInt(`0x${all.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
    .toString()
    .padStart(digits, '0');
}

function parseDigits(code: string, digits: number, length: number): Uint8Array | undefined {
  if (code.length !== digits || !/^[0-9]+$/.test(code)) return undefined;
  const hex = BigInt(code).toString(16).padStart(length * 2, '0');
  if (hex.length > length * 2) return undefined;
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

/** Whether a code that nobody here has reads like one of another workshop of the programme. */
export function isOfOtherWorkshop(code: string, workshop: Workshop): boolean {
  const upper = code.toUpperCase();
  return workshop.foreignPrefixes.some((prefix) => prefix !== '' && upper.startsWith(`${prefix.toUpperCase()}-`));
}
