import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RuntimeProblem } from './runtimeProblem.mjs';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Runs `work` while holding the lock folder `lockPath`, waiting for whoever holds it.
 *
 * The lock appears by renaming a folder that already names its owner, so there is no moment in
 * which it is held by nobody known; a lock whose owner was killed is set aside at once, because a
 * machine that lost power must start again without anybody deleting files.
 *
 * @param {string} lockPath
 * @param {() => Promise<T>} work
 * @param {{waitMs?: number, pollMs?: number}} [options]
 * @template T
 * @returns {Promise<T>}
 */
export async function withFolderLock(lockPath, work, { waitMs = HOUR_MS / 3, pollMs = 100 } = {}) {
  const release = await acquire(lockPath, waitMs, pollMs);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(lockPath, waitMs, pollMs) {
  const token = `${process.pid}-${randomUUID()}`;
  const claim = `${lockPath}.claim-${token}`;
  const owner = { token, pid: process.pid, startedAt: processStart(process.pid), host: hostname() };
  await mkdir(path.dirname(lockPath), { recursive: true });
  await sweepOldLeftovers(lockPath);
  await mkdir(claim);
  await writeFile(path.join(claim, 'owner.json'), JSON.stringify(owner));

  const deadline = Date.now() + waitMs;
  while (!(await moved(claim, lockPath))) {
    const holder = await readOwner(lockPath);
    if (holder && !isRunning(holder)) {
      // The new name carries the dead owner's token and stays taken: of two waiters that both saw
      // the same dead owner, the slower one fails here instead of throwing out the faster one.
      await moved(lockPath, `${lockPath}.dead-${holder.token}`);
      continue;
    }
    if (Date.now() > deadline) {
      await rm(claim, { recursive: true, force: true });
      throw new RuntimeProblem(
        `Another process has held ${lockPath} for too long. If none is running, delete that folder.`,
      );
    }
    await delay(pollMs);
  }

  return async () => {
    const released = `${lockPath}.claim-${token}-released`;
    if (await moved(lockPath, released)) await rm(released, { recursive: true, force: true });
  };
}

/** Renames a folder; false if the target is taken (Windows says EPERM or EACCES) or it is gone. */
async function moved(from, to) {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'ENOENT'].includes(error.code)) return false;
    throw error;
  }
}

async function readOwner(lockPath) {
  try {
    return JSON.parse(await readFile(path.join(lockPath, 'owner.json'), 'utf8'));
  } catch {
    return undefined; // released between two looks
  }
}

function isRunning({ pid, startedAt, host }) {
  if (host !== hostname()) return true; // a shared folder: nothing can be said about that machine
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return processStart(pid) === startedAt;
}

/**
 * When a process began, in clock ticks since boot (proc(5), field 22), so that a number given out
 * again is not taken for the old process. A zombie counts as ended: a container without an init
 * keeps killed processes as zombies for ever. Undefined where /proc does not exist.
 */
function processStart(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

async function sweepOldLeftovers(lockPath) {
  const folder = path.dirname(lockPath);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${path.basename(lockPath)}.`)) continue;
    const leftover = path.join(folder, name);
    const age = await stat(leftover).then((found) => Date.now() - found.mtimeMs, () => 0);
    if (age > HOUR_MS) await rm(leftover, { recursive: true, force: true });
  }
}
