import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import * as v from 'valibot';

/** Seals the secrets of remotes before they go to the disk. */
export interface SecretBox {
  readonly kind: 'keychain' | 'passphrase';
  seal(secret: string): Promise<string>;
  /** @throws WrongPassphraseError, or for what this computer's keychain did not seal. */
  open(sealed: string): Promise<string>;
}

export class WrongPassphraseError extends Error {
  override readonly name = 'WrongPassphraseError';
}

/** What Electron's `safeStorage` does. */
export interface Keychain {
  isEncryptionAvailable(): boolean;
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/** The system's keychain as a box; null where it has none that deserves the name: with `basic_text` the key is the same on every computer. */
export function keychainBox(keychain: Keychain): SecretBox | null {
  if (!keychain.isEncryptionAvailable() || keychain.getSelectedStorageBackend?.() === 'basic_text') return null;
  return {
    kind: 'keychain',
    seal: (secret) => Promise.resolve(keychain.encryptString(secret).toString('base64')),
    open: (sealed) => Promise.resolve(keychain.decryptString(Buffer.from(sealed, 'base64'))),
  };
}

/** 32 MB and a few hundred milliseconds a guess. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const base64 = v.pipe(v.string(), v.base64());
const sealedText = v.object({ version: v.literal(1), salt: base64, nonce: base64, tag: base64, text: base64 });

/** A passphrase as a box: scrypt (RFC 7914) makes the key, AES-256-GCM seals. */
export function passphraseBox(passphrase: string): SecretBox {
  return {
    kind: 'passphrase',
    async seal(secret) {
      const salt = randomBytes(16);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const parts = { salt, nonce, tag: cipher.getAuthTag(), text };
      return JSON.stringify({ version: 1, ...Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')])) });
    },
    async open(sealed) {
      const { salt, nonce, tag, text } = v.parse(sealedText, JSON.parse(sealed));
      const cipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, Buffer.from(salt, 'base64')), Buffer.from(nonce, 'base64'), { authTagLength: 16 });
      cipher.setAuthTag(Buffer.from(tag, 'base64'));
      try {
        return cipher.update(text, 'base64', 'utf8') + cipher.final('utf8');
      } catch {
        throw new WrongPassphraseError('This is not the passphrase with which the password of the server was sealed.');
      }
    },
  };
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
