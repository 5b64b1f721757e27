import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { replaceFile } from './journal/segments';
import { readIfThere } from './ownFile';

/**
 * The key that signs what this laptop writes. The laptop's id follows from it (the first 40 bits of the SHA-256 of the
 * public key, in Crockford's base 32), so whoever sees an event can check that it is of the device that it names.
 * `device-key.pem` is readable by its owner alone. It lies beside the journal that it signs and protects nothing that
 * whoever reads that folder could not do anyway; so it is not sealed with the keychain, and works where there is none.
 */
export interface DeviceKey {
  device: string;
  /** Ed25519, 64 hexadecimal digits. */
  publicKey: string;
  privateKey: KeyObject;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id that follows from a public key of 64 hexadecimal digits. */
export function deviceOfKey(publicKey: string): string {
  const bits = createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest().readUIntBE(0, 5);
  return Array.from({ length: 8 }, (_, index) => alphabet[Math.floor(bits / 32 ** (7 - index)) % 32]).join('');
}

/** A new key, in the file of a data folder that has none. */
export function createDeviceKey(dataFolder: string): DeviceKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  replaceFile(fileOf(dataFolder), privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600);
  return keyFrom(privateKey);
}

/** The key of a data folder; null if its file is not there. @throws for a file that is damaged: it is never overwritten. */
export function loadDeviceKey(dataFolder: string): DeviceKey | null {
  const pem = readIfThere(fileOf(dataFolder));
  if (pem === null) return null;
  try {
    return keyFrom(createPrivateKey(pem));
  } catch {
    throw new Error(`${fileOf(dataFolder)} is damaged. Move it away: what this laptop has written goes to headquarters all the same, vouched for by its next key.`);
  }
}

/** The hexadecimal digits of an Ed25519 public key: the end of its SPKI form. */
export function publicKeyOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** The key object of a public key of 64 hexadecimal digits. */
export function publicKeyObject(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });
}

function keyFrom(privateKey: KeyObject): DeviceKey {
  const publicKey = publicKeyOf(privateKey);
  return { device: deviceOfKey(publicKey), publicKey, privateKey };
}

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, 'device-key.pem');
}
