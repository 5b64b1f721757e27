import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import canonicalize from 'canonicalize';
import { fromBase58, toBase58 } from './base58';
import { publicKeyOfDid, verificationMethodOf } from './didKey';
import { publicKeyOf, verifies } from './signedTickets';

ed25519.hashes.sha512 = sha512;

/** A document with a Data Integrity proof (W3C vc-data-integrity) of the cryptosuite `eddsa-jcs-2022` (W3C vc-di-eddsa, 3.3). */
export interface Proof {
  type: 'DataIntegrityProof';
  cryptosuite: 'eddsa-jcs-2022';
  created: string;
  verificationMethod: string;
  proofPurpose: 'assertionMethod';
  '@context'?: unknown;
  proofValue: string;
}
type JsonObject = Record<string, unknown>;

/** What is signed: SHA-256 of the proof's options, then of the document, each as canonical JSON (RFC 8785). */
export function hashData(document: JsonObject, options: Omit<Proof, 'proofValue'>): Uint8Array {
  const hash = (value: unknown): Uint8Array => sha256(new TextEncoder().encode(canonicalize(value) as string));
  return Uint8Array.from([...hash(options), ...hash(document)]);
}

/**
 * Proves a document with a key. The same document, key and time give the same proof.
 *
 * @param created an XML Schema dateTime, such as `2025-09-25T00:00:00Z`.
 */
export function withProof<T extends JsonObject>(document: T, secret: Uint8Array, created: string): T & { proof: Proof } {
  const options: Omit<Proof, 'proofValue'> = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    created,
    verificationMethod: verificationMethodOf(publicKeyOf(secret)),
    proofPurpose: 'assertionMethod',
    ...('@context' in document ? { '@context': document['@context'] } : {}),
  };
  const proofValue = `z${toBase58(ed25519.sign(hashData(document, options), secret))}`;
  return { ...document, proof: { ...options, proofValue } };
}

export type ProofCheck = { proven: true; publicKey: string } | { proven: false; problem: 'no_proof' | 'tampered' };

/** Whether a document is as its proof says, and by whose key that is: whether that key is trusted is the caller's to say. */
export function checkProof(secured: JsonObject): ProofCheck {
  try {
    return provenBy(secured);
  } catch {
    // What has no canonical form, such as half a surrogate pair or a thousand brackets inside each other, was not signed.
    return { proven: false, problem: 'tampered' };
  }
}

function provenBy(secured: JsonObject): ProofCheck {
  const { proof, ...document } = secured;
  if (!isProof(proof)) return { proven: false, problem: 'no_proof' };
  const { proofValue, ...options } = proof;
  const publicKey = publicKeyOfDid(proof.verificationMethod);
  if (publicKey === undefined || !proofValue.startsWith('z')) return { proven: false, problem: 'no_proof' };
  // What the proof takes as its vocabulary must be how the document begins its own.
  const context = options['@context'];
  if (context !== undefined && !beginsWith(document['@context'], context)) return { proven: false, problem: 'tampered' };
  const signature = fromBase58(proofValue.slice(1));
  if (signature?.length !== 64) return { proven: false, problem: 'tampered' };
  return verifies(signature, hashData(document, options), publicKey) ? { proven: true, publicKey } : { proven: false, problem: 'tampered' };
}

function isProof(proof: unknown): proof is Proof {
  if (typeof proof !== 'object' || proof === null) return false;
  const { type, cryptosuite, proofPurpose, verificationMethod, proofValue } = proof as Partial<Record<keyof Proof, unknown>>;
  return (
    type === 'DataIntegrityProof' && cryptosuite === 'eddsa-jcs-2022' && proofPurpose === 'assertionMethod' &&
    typeof verificationMethod === 'string' && typeof proofValue === 'string'
  );
}

function beginsWith(whole: unknown, beginning: unknown): boolean {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
  const all = list(whole);
  return list(beginning).every((each, index) => canonicalize(each) === canonicalize(all[index]));
}
