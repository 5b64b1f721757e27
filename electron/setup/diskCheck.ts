import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

export interface DiskFinding {
  folder: string;
  freeMegabytes: number | null;
  /** Until a record of a check-in's size was safely on the disk: the middle one of some tries, in ms; null if it could not be written. */
  milliseconds: number | null;
  problem: string | null;
}

const tries = 25;
/** About one event's line. */
const record = Buffer.alloc(512, 'x');

/** Writes as a check-in does, appended and flushed to the disk, into a file of its own that is taken away again. */
export async function checkDisk(folder: string): Promise<DiskFinding> {
  const freeMegabytes = await fs.statfs(folder).then(({ bavail, bsize }) => Math.floor((bavail * bsize) / 1024 / 1024), () => null);
  const file = path.join(folder, `.speed-${randomUUID()}`);
  try {
    const handle = await fs.open(file, 'wx');
    const times: number[] = [];
    try {
      for (let count = 0; count < tries; count += 1) {
        const start = performance.now();
        await handle.write(record);
        await handle.sync();
        times.push(performance.now() - start);
      }
    } finally {
      await handle.close();
      await fs.rm(file, { force: true });
    }
    times.sort((a, b) => a - b);
    return { folder, freeMegabytes, milliseconds: times[Math.floor(tries / 2)] ?? null, problem: null };
  } catch (error) {
    return { folder, freeMegabytes, milliseconds: null, problem: (error as Error).message };
  }
}
