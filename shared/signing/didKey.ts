import { fromBase58, toBase58 } from './base58';

/** The multicodec of an Ed25519 public key. */
const ed25519Public = [0xed, 0x01];
const prefix = 'did:key:';

/** The did:key of an Ed25519 public key (64 hex digits), by which others know who signed (W3C CCG did:key). */
export function didKeyOf(publicKey: string): string {
  return `${prefix}${multikeyOf(publicKey)}`;
}

/** The key in multibase, `z6Mk…`. */
export function multikeyOf(publicKey: string): string {
  return `z${toBase58(Uint8Array.from([...ed25519Public, ...bytesOfHex(publicKey)]))}`;
}

/** What a proof names as the key it was made with. */
export function verificationMethodOf(publicKey: string): string {
  return `${didKeyOf(publicKey)}#${multikeyOf(publicKey)}`;
}

/** The public key (64 hex digits) of a did:key or of a proof's verification method, or undefined if it names none of Ed25519. */
export function publicKeyOfDid(did: string): string | undefined {
  const [base = '', fragment] = did.trim().split('#');
  if (!base.startsWith(`${prefix}z`) || (fragment !== undefined && fragment !== base.slice(prefix.length))) return undefined;
  const bytes = fromBase58(base.slice(prefix.length + 1));
  if (bytes?.length !== 34 || bytes[0] !== ed25519Public[0] || bytes[1] !== ed25519Public[1]) return undefined;
  return hexOf(bytes.slice(2));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
