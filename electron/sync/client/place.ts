import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { changesCursor, databaseOf, hash } from '@shared/contract/sync';
import { createFolder, replaceFile } from '../../journal/segments';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How far this laptop and one database of a remote have come with each other. Both places only follow what the other side has for certain. */
const place = v.object({
  version: v.literal(1),
  workshop: v.string(),
  /** Which remote that was: another one under the same address starts from the beginning. */
  uuid: v.nullable(v.string()),
  /** The last line of the journal that the remote has, or has refused. */
  line: whole,
  /** An event at or before that line, by which another journal in the same folder shows. */
  mark: v.nullable(v.object({ line: whole, hash })),
  /** The place in `_changes`; 0 is its beginning. */
  cursor: changesCursor,
  /** Lines after `line` that came from this remote and are not sent back. */
  fromRemote: v.array(v.tuple([whole, whole])),
  /** Documents that were sent since, and will come back from `_changes`. */
  echo: whole,
  /** Registration ids of erased people whose documents the remote may still have with their data. */
  toBlank: v.array(v.string()),
  /** The note of ours in the remote's database: whose it is, and its number as it was last confirmed and as it was last sent. */
  nonce: v.string(),
  noted: whole,
  noting: whole,
  /** The remote lost its place. */
  startOver: v.boolean(),
  /** When an event that was not there before was last known to be there, UTC; null before the first exchange. */
  reachedAt: v.optional(v.nullable(v.string()), null),
});
export type Place = v.InferOutput<typeof place>;

export function startOf(workshop: string, nonce: string): Place {
  return { version: 1, workshop, uuid: null, line: 0, mark: null, cursor: 0, fromRemote: [], echo: 0, toBlank: [], nonce, noted: 0, noting: 0, startOver: false, reachedAt: null };
}

/** A place is flushed to the disk so often while it moves on, in milliseconds. */
const saveEvery = 1_000;

/** The places of a remote, a file for each workshop. */
export class Places {
  private readonly unsaved = new Map<string, Place>();
  private readonly savedAt = new Map<string, number>();

  /** @param write as `replaceFile` does: after a crash, the old or the new one is there. */
  constructor(
    readonly folder: string,
    private readonly write: (file: string, content: string) => void = replaceFile,
  ) {
    createFolder(folder);
  }

  /** A place that cannot be read is the beginning: what is sent twice is there once. */
  load(workshop: string): Place {
    try {
      const found = v.parse(place, JSON.parse(fs.readFileSync(this.fileOf(workshop), 'utf8')));
      if (found.workshop === workshop) return found as Place;
    } catch {
      // as if there were none
    }
    return startOf(workshop, randomUUID());
  }

  /** Is on the disk when this returns. */
  save(kept: Place): void {
    this.unsaved.delete(kept.workshop);
    this.savedAt.set(kept.workshop, performance.now());
    this.write(this.fileOf(kept.workshop), `${JSON.stringify(kept)}\n`);
  }

  /**
   * The same, unless it was done a moment ago: then `saveRest` does it. What a place is behind after a crash is exchanged
   * once more, and is there.
   */
  saveSoon(kept: Place): void {
    this.unsaved.set(kept.workshop, kept);
    if (performance.now() - (this.savedAt.get(kept.workshop) ?? Number.NEGATIVE_INFINITY) > saveEvery) this.save(kept);
  }

  saveRest(workshop: string): void {
    const kept = this.unsaved.get(workshop);
    if (kept) this.save(kept);
  }

  private fileOf(workshop: string): string {
    // A workshop's own name may be longer than a file's.
    return path.join(this.folder, `${createHash('sha256').update(databaseOf(workshop)).digest('hex').slice(0, 32)}.json`);
  }
}
