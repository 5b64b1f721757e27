import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../journal/segments';
import { readOwnFile } from '../ownFile';

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Whose PIN: each has a file of its own, so that a folder with an organizer's PIN alone stays as it is. */
export type PinOwner = 'organizer' | 'helper';
const files: Record<PinOwner, string> = { organizer: 'pin.json', helper: 'pin-helper.json' };

/** `pin.json` of a data folder, and `pin-helper.json`. The PIN itself is nowhere: only its scrypt hash, with the salt and the cost it was made with. */
const pinRecord = v.object({
  version: v.literal(1),
  scrypt: v.object({ salt: hex, hash: hex, cost: count, blockSize: count, parallelization: count }),
  /** Kept here, so that ending the application does not end a delay. */
  wrongTries: v.object({ count, lastAt: count }),
});
export type PinRecord = v.InferOutput<typeof pinRecord>;

function fileOf(dataFolder: string, owner: PinOwner): string {
  return path.join(dataFolder, files[owner]);
}

/** The PIN of a data folder, or null where none has been set. @throws for a file that is not ours. */
export function loadPin(dataFolder: string, owner: PinOwner = 'organizer'): PinRecord | null {
  return readOwnFile(fileOf(dataFolder, owner), pinRecord, `Set the ${owner}'s PIN anew at the desk.`);
}

/** Readable by its owner alone; null takes it away. */
export function savePin(dataFolder: string, record: PinRecord | null, owner: PinOwner = 'organizer'): void {
  if (record === null) return fs.rmSync(fileOf(dataFolder, owner), { force: true });
  return replaceFile(fileOf(dataFolder, owner), `${JSON.stringify(record, null, 2)}\n`, 0o600);
}
