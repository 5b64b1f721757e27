import { randomBytes, scrypt } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type Identity, type Recipient, Stanza } from 'age-encryption';

/**
 * The `scrypt` stanza of age (https://age-encryption.org/v1): a file's key under a passphrase. The library has it, too, but
 * computes a second long in the thread that has kiosks to answer; Node's scrypt does it in another one.
 */
const label = Buffer.from('age-encryption.org/v1/scrypt');
/** The base-2 logarithm of the cost, as age itself takes it; more than the second is refused, as it would take minutes and gigabytes. */
const costHere = 18;
const greatestCost = 20;

function keyOf(passphrase: string, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  const N = 2 ** cost;
  const options = { N, r: 8, p: 1, maxmem: 128 * 8 * N + 32 * 1024 * 1024 };
  return new Promise((resolve, reject) => scrypt(passphrase, Buffer.concat([label, salt]), 32, options, (error, key) => (error ? reject(error) : resolve(key))));
}

/** Only the key is sealed with this key, once: so the nonce is zero. */
const nonce = new Uint8Array(12);

export function passphraseRecipient(passphrase: string): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16);
      const body = chacha20poly1305(await keyOf(passphrase, salt, costHere), nonce).encrypt(fileKey);
      return [new Stanza(['scrypt', salt.toString('base64').replace(/=+$/, ''), String(costHere)], body)];
    },
  };
}

export function passphraseIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const [stanza] = stanzas;
      const [type, salt = '', cost = ''] = stanza?.args ?? [];
      if (!stanza || stanzas.length !== 1 || type !== 'scrypt') return null;
      if (stanza.args.length !== 3 || !/^[A-Za-z0-9+/]{22}$/.test(salt) || !/^[1-9]\d?$/.test(cost) || Number(cost) > greatestCost || stanza.body.length !== 32) throw new Error('invalid scrypt stanza');
      const key = await keyOf(passphrase, Buffer.from(salt, 'base64'), Number(cost));
      try {
        return chacha20poly1305(key, nonce).decrypt(stanza.body);
      } catch {
        return null;
      }
    },
  };
}
