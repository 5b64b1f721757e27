import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { folder, load } from './launchers';

describe('stale builds', async () => {
  const { buildIfStale, isBuildStale, sourceFingerprint } = await load('buildIfStale');
  const inRoot = (name: string): string => path.join(folder, name);
  let builds: number;

  const build = async (): Promise<void> => {
    builds += 1;
    await new Promise((resolve) => setTimeout(resolve, 30));
    await mkdir(inRoot('out/main'), { recursive: true });
    await writeFile(inRoot('out/main/main.js'), `build ${builds}`);
  };
  const ensure = (): Promise<boolean> =>
    buildIfStale({ root: folder, cache: inRoot('cache'), quiet: true, build });

  beforeEach(async () => {
    builds = 0;
    await mkdir(inRoot('electron/runtime'), { recursive: true });
    await mkdir(inRoot('shared/domain'), { recursive: true });
    await writeFile(inRoot('electron/main.ts'), 'main');
    await writeFile(inRoot('shared/domain/names.ts'), 'names');
    await writeFile(inRoot('package.json'), '{}');
  });

  it('builds once, then not again', async () => {
    expect(await ensure()).toBe(true);
    expect(await ensure()).toBe(false);
    expect(builds).toBe(1);
  });

  it('builds once for two at the same time', async () => {
    expect((await Promise.all([ensure(), ensure()])).sort()).toEqual([false, true]);
    expect(builds).toBe(1);
  });

  it('sees a changed, a new, a deleted and a backdated source', async () => {
    await ensure();
    await writeFile(inRoot('shared/domain/names.ts'), 'other names');
    expect(await ensure()).toBe(true);
    await writeFile(inRoot('shared/domain/dates.ts'), 'dates');
    expect(await ensure()).toBe(true);
    await rm(inRoot('shared/domain/dates.ts'));
    expect(await ensure()).toBe(true);
    await utimes(inRoot('electron/main.ts'), new Date(0), new Date(0));
    expect(await ensure()).toBe(true);
    expect(await ensure()).toBe(false);
  });

  it('ignores the launchers, which are no part of the build', async () => {
    const before = await sourceFingerprint(folder);
    await writeFile(inRoot('electron/runtime/start.mjs'), 'start');
    expect(await sourceFingerprint(folder)).toBe(before);
  });

  it('sees a missing or foreign output', async () => {
    const stamp = inRoot('cache/build-stamp.json');
    await ensure();
    expect(await isBuildStale(folder, stamp)).toBe(false);
    await utimes(inRoot('out/main/main.js'), new Date(0), new Date(0));
    expect(await isBuildStale(folder, stamp)).toBe(true);
    await ensure();
    await rm(inRoot('out'), { recursive: true });
    expect(await isBuildStale(folder, stamp)).toBe(true);
  });

  it('takes a build that broke off for none, and lets the next one try', async () => {
    await ensure();
    await writeFile(inRoot('electron/main.ts'), 'changed');
    const broken = buildIfStale({
      root: folder,
      cache: inRoot('cache'),
      quiet: true,
      build: async () => Promise.reject(new Error('cut off')),
    });
    await expect(broken).rejects.toThrow('cut off');
    expect(await isBuildStale(folder, inRoot('cache/build-stamp.json'))).toBe(true);
    expect(await ensure()).toBe(true);
  });
});
