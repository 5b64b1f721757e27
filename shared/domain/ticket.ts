import type { Workshop } from '@shared/contract/values';

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

const digits = 176;
const bytes = 73;

/** White space and control characters around a code are the scanner's doing, not the ticket's. */
export function trimCode(raw: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what scanners add
  return raw.replace(/^[\s\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff]+|[\s\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff]+$/g, '');
}

/** The parts of a self-proving ticket, or undefined if the code is not of that form. */
export function parseSignedTicket(code: string): SignedTicket | undefined {
  if (code.length !== digits || !/^\d+$/.test(code)) return undefined;
  let value = BigInt(code);
  const all = new Uint8Array(bytes);
  for (let i = bytes - 1; i >= 0; i--) {
    all[i] = Number(value & 0xffn);
    value >>= 8n;
  }
  if (value !== 0n) return undefined;
  return { tag: all.slice(0, 4), number: all.slice(4, 9), signed: all.slice(0, 9), signature: all.slice(9) };
}

/** The code of a signed ticket. Inverse of `parseSignedTicket`. */
export function formatSignedTicket(signed: Uint8Array, signature: Uint8Array): string {
  let value = 0n;
  for (const byte of [...signed, ...signature]) value = (value << 8n) | BigInt(byte);
  return value.toString().padStart(digits, '0');
}

/** Whether a code that nobody here has reads like one of another workshop of the programme. */
export function isOfOtherWorkshop(code: string, workshop: Workshop): boolean {
  const upper = code.toUpperCase();
  return workshop.foreignPrefixes.some((prefix) => prefix !== '' && upper.startsWith(`${prefix.toUpperCase()}-`));
}
