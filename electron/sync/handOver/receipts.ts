import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { documentId } from '@shared/contract/sync';
import * as v from 'valibot';
import { createFolder, replaceFile } from '../../journal/segments';
import { manifest } from './manifest';
import { HandOverProblem } from './problems';

const line = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * What is kept of a hand-over that was written, since it can be opened only by whom it is for: its manifest, under the
 * SHA-256 of the file. `hand-over --since` reads from it what the receiver has, and where in the journal to go on.
 */
const receipt = v.object({
  format: v.literal('champions-kiosk hand-over receipt'),
  version: v.literal(1),
  file: v.string(),
  sha256: v.string(),
  manifest,
  /** The last event of each workshop that was handed over, and its line in the journal of this laptop. */
  ends: v.array(v.object({ workshop: v.string(), line, document: documentId })),
});
export type Receipt = v.InferOutput<typeof receipt>;

function folderOf(dataFolder: string): string {
  return path.join(dataFolder, 'sync', 'hand-overs');
}

/** @returns the receipt's file. */
export function saveReceipt(dataFolder: string, made: Omit<Receipt, 'format' | 'version'>): string {
  createFolder(folderOf(dataFolder));
  const kept = path.join(folderOf(dataFolder), `${made.sha256}.json`);
  const content: Receipt = { format: 'champions-kiosk hand-over receipt', version: 1, ...made };
  replaceFile(kept, `${JSON.stringify(content, null, 1)}\n`);
  return kept;
}

/**
 * The receipt of an older hand-over of this laptop, by its file or by the receipt's own.
 *
 * @throws HandOverProblem `unknown_receipt`; what the file system says of a file that cannot be read.
 */
export async function olderReceipt(dataFolder: string, file: string): Promise<Receipt> {
  const hash = createHash('sha256');
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of fs.createReadStream(file)) {
    if (head.length === 0) head = chunk as Buffer;
    hash.update(chunk as Buffer);
  }
  const isReceipt = head[0] === 0x7b;
  const kept = isReceipt ? file : path.join(folderOf(dataFolder), `${hash.digest('hex')}.json`);
  try {
    return v.parse(receipt, JSON.parse(await fs.promises.readFile(kept, 'utf8')));
  } catch {
    throw new HandOverProblem('unknown_receipt', `${path.basename(file)} is no hand-over that was made in this data folder, nor a receipt of one. Leave --since out: then everything is handed over, which does no harm.`);
  }
}

/** The receipt of the latest hand-over that was made in a data folder, as a file; null without any. Damaged ones are passed over. */
export async function latestReceipt(dataFolder: string): Promise<string | null> {
  const names = await fs.promises.readdir(folderOf(dataFolder)).catch(() => []);
  let latest: { file: string; madeAt: string } | null = null;
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const file = path.join(folderOf(dataFolder), name);
    const madeAt = await madeAtOf(file);
    if (madeAt !== null && madeAt > (latest?.madeAt ?? '')) latest = { file, madeAt };
  }
  return latest?.file ?? null;
}

async function madeAtOf(file: string): Promise<string | null> {
  try {
    return v.parse(receipt, JSON.parse(await fs.promises.readFile(file, 'utf8'))).manifest.madeAt;
  } catch {
    return null;
  }
}
