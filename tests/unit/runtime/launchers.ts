import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

/** What tests of the launchers share: the modules, and a fresh folder for each test of a file that imports this. */

// The launchers are plain JavaScript, run by Node before anything is built, so they have no types.
// oxlint-disable-next-line typescript/no-explicit-any
export const load = (name: string): Promise<any> => import(`../../../electron/runtime/${name}.mjs`);

export const runtimeFolder = fileURLToPath(new URL('../../../electron/runtime/', import.meta.url));
export const projectRoot = path.resolve(runtimeFolder, '../..');
export const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

export let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiosk-runtime-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
