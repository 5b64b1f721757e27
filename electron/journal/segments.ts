import fs from 'node:fs';
import path from 'node:path';

/** A segment is begun anew after this many bytes: what opening a journal has to read. */
export const segmentBytes = 1024 * 1024;

const pattern = /^(\d{10})\.journal$/;

export interface SegmentFile {
  firstLine: number;
  file: string;
}

export function segmentFile(folder: string, firstLine: number): SegmentFile {
  return { firstLine, file: path.join(folder, `${String(firstLine).padStart(10, '0')}.journal`) };
}

/** The segments of a folder in the order of their lines. A folder that is not there has none. */
export function listSegments(folder: string): SegmentFile[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .map((name) => pattern.exec(name))
    .filter((match) => match !== null)
    .map((match) => ({ firstLine: Number(match[1]), file: path.join(folder, match[0]) }))
    .sort((a, b) => a.firstLine - b.firstLine);
}

/** Makes a name's creation or renaming in a folder survive a power cut. Windows has no such call, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** The same in the thread pool. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.promises.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a folder and those above it, and makes their names durable. */
export function createFolder(folder: string): void {
  const first = fs.mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let each = path.resolve(folder); each.length >= path.resolve(first).length; each = path.dirname(each)) {
    syncFolder(path.dirname(each));
  }
}

/**
 * Writes a whole file so that after a crash either the old or the new one is there.
 *
 * @param mode who may read it, where the system has such modes: 0o600 for a secret.
 */
export function replaceFile(file: string, content: Uint8Array | string, mode = 0o666): void {
  const temporary = `${file}.new`;
  fs.rmSync(temporary, { force: true }); // one left behind by a crash would keep its own mode
  const handle = fs.openSync(temporary, 'w', mode);
  try {
    fs.writeFileSync(handle, content);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(temporary, file);
  syncFolder(path.dirname(file));
}
