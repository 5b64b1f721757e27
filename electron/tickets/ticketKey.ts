import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../journal/segments';
import { readOwnFile } from '../ownFile';

/** `ticket-keys.json` of a data folder: by workshop, the Ed25519 secret (64 hex digits) that signs its tickets. */
const ticketKeys = v.object({
  version: v.literal(1),
  keys: v.record(v.string(), v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});

/**
 * The secret that signs a workshop's tickets, made on first use and readable by its owner alone. Who has this file can
 * make tickets that every kiosk of the workshop takes; a laptop that is to issue some for the same workshop needs a copy.
 *
 * @throws for a file that is not ours: it is never overwritten, for a lost key cannot be had again.
 */
export function ticketKeyOf(dataFolder: string, workshopId: string): Uint8Array {
  const file = path.join(dataFolder, 'ticket-keys.json');
  const { keys } = load(file);
  const known = Object.hasOwn(keys, workshopId) ? keys[workshopId] : undefined;
  if (known !== undefined) return Buffer.from(known, 'hex');
  const secret = randomBytes(32);
  replaceFile(file, `${JSON.stringify({ version: 1, keys: { ...keys, [workshopId]: secret.toString('hex') } }, null, 2)}\n`, 0o600);
  return secret;
}

function load(file: string): v.InferOutput<typeof ticketKeys> {
  return readOwnFile(file, ticketKeys, 'Put a copy of it back, or move it away to sign with a new key; tickets that were issued stay good.') ?? { version: 1, keys: {} };
}
