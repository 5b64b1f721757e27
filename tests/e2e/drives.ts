import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach } from 'vitest';
import { freshData } from './application';

/** Small drives that tests fill, pull out and make read-only. They need the right to mount, as root on Linux has it. */

const mounted: string[] = [];
afterEach(() => {
  for (const folder of mounted.splice(0).reverse()) tryTo('umount', ['--lazy', folder]);
});

function tryTo(command: string, args: readonly string[]): string | null {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    return null;
  } catch (error) {
    return (error as { stderr?: Buffer }).stderr?.toString().trim() || (error as Error).message;
  }
}

function mount(folder: string, args: readonly string[]): void {
  fs.mkdirSync(folder, { recursive: true });
  execFileSync('mount', [...args, folder]);
  mounted.push(folder);
}

/** Why there can be no drives here, or null. */
export function whyNoDrives(): string | null {
  if (process.platform !== 'linux') return 'drives are mounted on Linux only';
  const folder = path.join(freshData(), 'probe');
  try {
    mountMemory(folder, 1);
  } catch (error) {
    return `mounting is not permitted here (${(error as Error).message.trim()})`;
  }
  pullOut(folder);
  return null;
}

/** A drive in memory. */
export function mountMemory(folder: string, megabytes: number): void {
  mount(folder, ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs']);
}

/** Puts a folder's content into a drive in memory that takes the folder's place. */
export function moveToMemory(folder: string, megabytes: number): void {
  const aside = `${folder}.aside`;
  fs.renameSync(folder, aside);
  mountMemory(folder, megabytes);
  fs.cpSync(aside, folder, { recursive: true });
  fs.rmSync(aside, { recursive: true });
}

/** A drive with a file system of its own in an image file; or why that cannot be. */
export function mountImage(folder: string, image: string): string | null {
  if (!fs.existsSync(image)) {
    fs.writeFileSync(image, '');
    fs.truncateSync(image, 32 * 1024 * 1024);
    const problem = tryTo('mkfs.ext4', ['-q', image]);
    if (problem) return problem;
  }
  try {
    mount(folder, ['-o', 'loop', image]);
    return null;
  } catch (error) {
    return (error as Error).message.trim();
  }
}

/** The same drive at another place too: what is pulled out there can be put back. */
export function mountAgain(drive: string, folder: string): void {
  mount(folder, ['--bind', drive]);
}

/** Takes a drive away, as soon as nobody is in the middle of writing to it. */
export function pullOut(folder: string): void {
  for (let tries = 1; ; tries++) {
    const { status, stderr } = spawnSync('umount', [folder], { encoding: 'utf8' });
    if (status === 0) break;
    if (tries === 200 || !stderr.includes('busy')) throw new Error(stderr);
  }
  mounted.splice(mounted.lastIndexOf(folder), 1);
}

export function setReadOnly(folder: string, readOnly: boolean): void {
  execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder]);
}

/** What the kernel does with an ext4 drive that fails: nothing can be written to it any more, open files or not. */
export function failDrive(folder: string): void {
  execFileSync('mount', ['-o', 'remount,abort', folder]);
}

/** Takes every byte that is left on a drive, but for some. */
export function fillUp(file: string, leave = 0): void {
  const handle = fs.openSync(file, 'w');
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) fs.writeSync(handle, Buffer.alloc(size, 'x'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  fs.ftruncateSync(handle, fs.fstatSync(handle).size - leave);
  fs.closeSync(handle);
}
