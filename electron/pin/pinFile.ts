import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../journal/segments';

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `pin.json` of a data folder. The PIN itself is nowhere: only its scrypt hash, with the salt and the cost it was made with. */
const pinRecord = v.object({
  version: v.literal(1),
  scrypt: v.object({ salt: hex, hash: hex, cost: count, blockSize: count, parallelization: count }),
  /** Kept here, so that ending the application does not end a delay. */
  wrongTries: v.object({ count, lastAt: count }),
});
export type PinRecord = v.InferOutput<typeof pinRecord>;

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, 'pin.json');
}

/** The PIN of a data folder, or null where none has been set. @throws for a file that is not ours. */
export function loadPin(dataFolder: string): PinRecord | null {
  let text: string;
  try {
    text = fs.readFileSync(fileOf(dataFolder), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return v.parse(pinRecord, JSON.parse(text));
  } catch {
    throw new Error(`${fileOf(dataFolder)} is damaged. Set the organizer's PIN anew at the desk.`);
  }
}

/** Readable by its owner alone. */
export function savePin(dataFolder: string, record: PinRecord): void {
  replaceFile(fileOf(dataFolder), `${JSON.stringify(record, null, 2)}\n`, 0o600);
}
