import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import { certificateKey } from '@shared/contract/certificateRules';
import { replaceFile } from '../journal/segments';
import { readOwnFile } from '../ownFile';

/** `certificate-key.json` of a data folder: the Ed25519 secret (64 hex digits) that signs certificates, and those before it. */
const keyFile = v.object({ version: v.literal(1), secret: certificateKey, former: v.array(certificateKey) });
type KeyFile = v.InferOutput<typeof keyFile>;

/**
 * The secret that signs certificates, made on first use and readable by its owner alone. Who has this file can make
 * certificates that everybody takes for genuine; it comes back from its printed recovery text.
 *
 * @throws for a file that is not ours: it is never overwritten.
 */
export function issuerKeyOf(dataFolder: string): Uint8Array {
  const known = load(dataFolder);
  if (known) return Buffer.from(known.secret, 'hex');
  const secret = randomBytes(32);
  save(dataFolder, { version: 1, secret: secret.toString('hex'), former: [] });
  return secret;
}

/** Signs with this secret from now on. The one that was there is kept in the file, for nothing can give it back. */
export function restoreIssuerKey(dataFolder: string, secret: Uint8Array): void {
  const known = load(dataFolder);
  const hex = Buffer.from(secret).toString('hex');
  if (known?.secret === hex) return;
  const former = known ? [...known.former.filter((each) => each !== hex), known.secret] : [];
  save(dataFolder, { version: 1, secret: hex, former });
}

/** Signs with a new secret from now on. What the old one has signed is judged by whether that is trusted. */
export function renewIssuerKey(dataFolder: string): Uint8Array {
  const secret = randomBytes(32);
  restoreIssuerKey(dataFolder, secret);
  return secret;
}

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, 'certificate-key.json');
}

function save(dataFolder: string, content: KeyFile): void {
  replaceFile(fileOf(dataFolder), `${JSON.stringify(content, null, 2)}\n`, 0o600);
}

function load(dataFolder: string): KeyFile | null {
  return readOwnFile(fileOf(dataFolder), keyFile, 'Move it away and restore the key from its recovery sheet; certificates that were issued stay good.');
}
