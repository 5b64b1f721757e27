import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Workshop } from '@shared/contract/values';
import type { ScanCase } from '@shared/domain/scan';
import { parseSignedTicket } from '@shared/domain/ticket';

ed25519.hashes.sha512 = sha512;

/** What the signature of a self-proving ticket says of it here; `none` for codes that are no such ticket. */
export function checkSignature(code: string, workshop: Workshop): ScanCase['signature'] {
  const ticket = parseSignedTicket(code);
  if (!ticket) return 'none';
  const tag = workshopTag(workshop.id);
  if (ticket.tag.some((byte, index) => byte !== tag[index])) return 'other_workshop';
  const valid = workshop.ticketKeys.some((key) => verifies(ticket.signature, ticket.signed, key));
  return valid ? 'valid' : 'bad';
}

/** The first four bytes of the SHA-256 of a workshop's id: what its signed tickets begin with. */
export function workshopTag(workshopId: string): Uint8Array {
  return sha256(new TextEncoder().encode(workshopId)).slice(0, 4);
}

function verifies(signature: Uint8Array, message: Uint8Array, key: string): boolean {
  try {
    const bytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return ed25519.verify(signature, message, bytes);
  } catch {
    return false; // a malformed point or key proves nothing
  }
}
