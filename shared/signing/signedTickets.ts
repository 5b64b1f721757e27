import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { formatSignedTicket, signedPart } from '../domain/ticket';

ed25519.hashes.sha512 = sha512;

/** The first four bytes of the SHA-256 of a workshop's id: what its signed tickets begin with. */
export function workshopTag(workshopId: string): Uint8Array {
  return sha256(new TextEncoder().encode(workshopId)).slice(0, 4);
}

/**
 * The number of somebody's signed ticket: five bytes of a hash, so that it says nothing of them and stays the same
 * wherever it is made.
 *
 * @param attempt 0, or more when the one before cannot be used: it was revoked, or is somebody else's.
 */
export function ticketNumber(workshopId: string, registrationId: string, attempt: number): Uint8Array {
  return sha256(new TextEncoder().encode(JSON.stringify([workshopId, registrationId, attempt]))).slice(0, 5);
}

/** @param secret of 32 bytes. */
export function publicKeyOf(secret: Uint8Array): string {
  return Array.from(ed25519.getPublicKey(secret), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The code of a signed ticket. The same input gives the same code: Ed25519 signs without randomness (RFC 8032). */
export function signTicket(workshopId: string, number: Uint8Array, secret: Uint8Array): string {
  const signed = signedPart(workshopTag(workshopId), number);
  return formatSignedTicket(signed, ed25519.sign(signed, secret));
}

/** Whether a key (64 hex digits) made this signature. Malformed ones prove nothing. */
export function verifies(signature: Uint8Array, message: Uint8Array, key: string): boolean {
  try {
    const bytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return ed25519.verify(signature, message, bytes);
  } catch {
    return false;
  }
}
