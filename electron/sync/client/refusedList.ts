import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { type RefusedDocument, refusedDocument } from '@shared/contract/syncState';
import type { IsErased } from '../../journal/erasedPeople';
import { createFolder, replaceFile } from '../../journal/segments';
import { readIfThere } from '../../ownFile';

/** A refused document, and, of one that came from the remote and is not in the journal, what came. */
const entry = v.object({ ...refusedDocument.entries, version: v.literal(1), document: v.optional(v.unknown()) });
export type RefusedEntry = v.InferOutput<typeof entry>;

/** What is longer is kept by its id alone: the remote still has it. In characters of JSON. */
const longestDocument = 256 * 1024;

export function refusedKey(direction: RefusedDocument['direction'], id: string): string {
  return `${direction}:${id}`;
}

/**
 * What one side did not take, `refused.ndjson` of a remote. Nothing leaves the list but what the other side took later
 * and what somebody has answered.
 */
export class RefusedList {
  private readonly file: string;
  private readonly entries = new Map<string, RefusedEntry>();

  constructor(folder: string) {
    createFolder(folder);
    this.file = path.join(folder, 'refused.ndjson');
    const text = readIfThere(this.file) ?? '';
    let isWhole = text === '' || text.endsWith('\n');
    for (const line of text.split('\n').filter((each) => each !== '')) {
      const parsed = v.safeParse(entry, jsonOrNull(line));
      if (parsed.success) this.entries.set(parsed.output.key, parsed.output);
      else isWhole = false; // a line that the power cut short: its document comes again, for no place was kept after it
    }
    if (!isWhole) this.rewrite();
  }

  get size(): number {
    return this.entries.size;
  }

  all(): RefusedEntry[] {
    return [...this.entries.values()];
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** Is on the disk when this returns. */
  add(refused: readonly (Omit<RefusedEntry, 'key' | 'version'>)[]): void {
    const lines = refused.map((each) => {
      const key = refusedKey(each.direction, each.id);
      const isShort = each.document !== undefined && JSON.stringify(each.document).length <= longestDocument;
      const { document, ...rest } = each;
      const kept: RefusedEntry = { version: 1, key, ...rest, ...(isShort ? { document } : {}) };
      this.entries.set(key, kept);
      return `${JSON.stringify(kept)}\n`;
    });
    if (lines.length === 0) return;
    const handle = fs.openSync(this.file, 'a', 0o600);
    try {
      fs.writeSync(handle, lines.join(''));
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
  }

  /** Takes off what was taken after all, or answered. */
  remove(keys: Iterable<string>): void {
    let removed = false;
    for (const key of keys) removed = this.entries.delete(key) || removed;
    if (removed) this.rewrite();
  }

  /** Forgets what came of erased people; that something came stays. */
  forgetPeople(isErased: IsErased): void {
    let changed = false;
    for (const [key, each] of this.entries) {
      const id = registrationOf(each.document);
      if (each.document === undefined || (id !== null && !isErased(each.workshop, id))) continue;
      const { document: _gone, ...rest } = each;
      this.entries.set(key, rest);
      changed = true;
    }
    if (changed) this.rewrite();
  }

  private rewrite(): void {
    replaceFile(this.file, this.all().map((each) => `${JSON.stringify(each)}\n`).join(''), 0o600);
  }
}

/** The same for all remotes of a data folder, those that were taken away, too. @param isInUse whether somebody else has the list of a remote's id open. */
export function forgetRefusedPeople(dataFolder: string, isErased: IsErased, isInUse: (id: string) => boolean): void {
  const folder = path.join(dataFolder, 'sync', 'remotes');
  if (!fs.existsSync(folder)) return;
  for (const id of fs.readdirSync(folder).filter((each) => !isInUse(each))) new RefusedList(path.join(folder, id)).forgetPeople(isErased);
}

/** Whose a document is; null where that cannot be told. */
function registrationOf(document: unknown): string | null {
  const id = (document as { data?: { registrationId?: unknown } } | null | undefined)?.data?.registrationId;
  return typeof id === 'string' ? id : null;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
