import { sha256 } from '@noble/hashes/sha2.js';
import type { CertificateKind } from '../contract/certificates';
import { numberOf } from '../domain/certificates/number';

/**
 * The number of a certificate: 55 bits of a hash of what it is for, so that it says nothing of the person and every
 * device makes the same. Among a million certificates two are alike with a chance of one in 70,000.
 */
export function certificateNumber(workshopId: string, registrationId: string, kind: CertificateKind, attempt: number): string {
  const hash = sha256(new TextEncoder().encode(JSON.stringify(['certificate', workshopId, registrationId, kind, attempt])));
  const bits = hash.slice(0, 8).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  return numberOf(bits >> 9n);
}
