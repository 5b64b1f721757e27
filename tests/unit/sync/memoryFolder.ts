import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];
// Workers of the test runner are ended without an `exit`.
afterAll(() => {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder, gone again after the tests of a file; in memory, if the system has such a folder: what a disk does is looked at elsewhere. */
export function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'champions-sync-'));
  made.push(folder);
  return folder;
}
