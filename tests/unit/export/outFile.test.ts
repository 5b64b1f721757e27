import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { problemOf, writeWhole } from '../../../electron/exports/outFile';
import { PrintedBadges } from '../../../electron/exports/printedBadges';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'champions-out-'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

test('a file is written whole, or what was there stays and nothing is left behind', async () => {
  const file = path.join(folder, 'a.csv');
  await writeWhole(file, (part) => fs.writeFile(part, 'first'));
  await expect(writeWhole(file, async (part) => {
    await fs.writeFile(part, 'half of the sec');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  })).rejects.toThrow(/no space/);
  expect(await fs.readFile(file, 'utf8')).toBe('first');
  expect(await fs.readdir(folder)).toEqual(['a.csv']);
});

test.each(['.~lock.a.csv#', '~$a.csv'])('a file that is open (%s) is left alone', async (lock) => {
  await fs.writeFile(path.join(folder, lock), '');
  const refused = await writeWhole(path.join(folder, 'a.csv'), (part) => fs.writeFile(part, 'x')).catch((error: unknown) => error);
  expect(problemOf(refused, 'linux')).toBe('in_use');
});

test.each([
  ['ENOSPC', 'linux', 'disk_full'], ['EDQUOT', 'linux', 'disk_full'], ['EROFS', 'linux', 'read_only'], ['EACCES', 'win32', 'read_only'], ['EPERM', 'win32', 'in_use'],
  ['EPERM', 'linux', 'read_only'], ['EBUSY', 'win32', 'in_use'], ['ENOENT', 'linux', 'folder_gone'], ['EWHAT', 'linux', 'failed'],
] as const)('%s on %s is %s', (code, platform, problem) => expect(problemOf(Object.assign(new Error(''), { code }), platform)).toBe(problem));

test('printed badges are kept by workshop; a damaged file is none', async () => {
  const badges = new PrintedBadges(folder);
  expect(await badges.of('seoul')).toEqual(new Set());
  await badges.add('seoul', ['B', 'A']);
  await badges.add('seoul', ['A', 'C']);
  await badges.add('milan', ['A']);
  expect(await new PrintedBadges(folder).of('seoul')).toEqual(new Set(['A', 'B', 'C']));
  await fs.writeFile(path.join(folder, 'printed-badges.json'), '{');
  expect(await badges.of('milan')).toEqual(new Set());
});
