import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, load, runtimeFolder } from './launchers';

describe('folder lock', async () => {
  const { withFolderLock } = await load('folderLock');

  it('lets one in at a time', async () => {
    const lock = path.join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withFolderLock(lock, work, { pollMs: 5 })));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is released when the work fails', async () => {
    const lock = path.join(folder, 'lock');
    const failing = withFolderLock(lock, async () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await withFolderLock(lock, async () => 'free')).toBe('free');
  });

  it('is taken over at once from a process that was killed', async () => {
    const lock = path.join(folder, 'lock');
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { withFolderLock } = await import(${JSON.stringify(path.join(runtimeFolder, 'folderLock.mjs'))});
       await withFolderLock(${JSON.stringify(lock)}, () => new Promise((resolve) => {
         console.log('held');
         setTimeout(resolve, 60_000);
       }));`,
    ]);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const barred = withFolderLock(lock, async () => 'in', { waitMs: 50, pollMs: 10 });
    await expect(barred).rejects.toThrow('too long');

    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    let inside = 0;
    const work = async (): Promise<void> => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    const options = { waitMs: 5000, pollMs: 5 };
    await Promise.all([1, 2, 3].map(() => withFolderLock(lock, work, options)));
  });
});
