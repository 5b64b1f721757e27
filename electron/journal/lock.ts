import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The folder is open in another process. `message` says which, and what to do. */
export class JournalLockedError extends Error {
  override readonly name = 'JournalLockedError';
}

interface Owner {
  host: string;
  pid: number;
  /** When the process started, so that a later process with the same number is not taken for it. */
  started: string;
}

/**
 * Takes the folder for this process. The lock of a process that is gone is taken over; one whose process runs, or
 * that another host wrote, is respected.
 *
 * @returns a function that gives the lock back.
 * @throws JournalLockedError
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock');
  const mine = JSON.stringify({ host: os.hostname(), pid: process.pid, started: startOf(process.pid) } satisfies Owner);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      fs.writeFileSync(file, mine, { flag: 'wx' });
      return () => {
        try {
          if (read(file) === mine) fs.rmSync(file, { force: true });
        } catch {
          // The drive cannot be written any more. The next one sees that this process is gone.
        }
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const found = read(file);
    if (found === null) continue;
    const owner = parse(found);
    if (owner && isAlive(owner)) throw new JournalLockedError(describe(owner, file));
    takeAway(file, found);
  }
  throw new JournalLockedError(`The data folder ${folder} is being opened by another process. Please try again.`);
}

function read(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parse(text: string): Owner | null {
  try {
    const owner = JSON.parse(text) as Partial<Owner>;
    return typeof owner.pid === 'number' && typeof owner.host === 'string' ? (owner as Owner) : null;
  } catch {
    return null; // torn by a crash while it was written: nobody holds it
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.host !== os.hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return owner.started === startOf(owner.pid);
}

/** Start time in clock ticks on Linux; elsewhere unknown, and a running process of that number is believed. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') return '';
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Moves a stale lock aside. If somebody else has meanwhile made a new one, that is put back. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // a third process was quicker, and holds it
    }
  }
  fs.rmSync(aside, { force: true });
}

function describe(owner: Owner, file: string): string {
  if (owner.host !== os.hostname()) {
    return `This data folder is in use on the computer "${owner.host}". If it is not, delete ${file} and try again.`;
  }
  return `This data folder is in use by process ${owner.pid}. Close that window or command and try again.`;
}
