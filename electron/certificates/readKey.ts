import { publicKeyOfDid } from '@shared/signing/didKey';

/** A public key as somebody gives it, a did:key or 64 hexadecimal digits; undefined if it is neither. */
export function readKey(text: string): string | undefined {
  return publicKeyOfDid(text) ?? (/^[0-9a-f]{64}$/.test(text) ? text : undefined);
}
