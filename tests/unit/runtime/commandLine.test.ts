import { describe, expect, it } from 'vitest';
import { load, projectRoot } from './launchers';

describe('command lines', async () => {
  const { callersFolder, electronArguments, hasOption, sandboxFlags, startArguments } =
    await load('commandLine');

  it('shields the app’s arguments from Chromium', () => {
    const args = electronArguments({
      chromiumFlags: ['--no-sandbox'],
      appFolder: '/app',
      appArguments: ['--headless', 'doctor', '--lang', 'ar'],
    });
    expect(args).toEqual(['--no-sandbox', '/app', '--', '--headless', 'doctor', '--lang', 'ar']);
  });

  it('gives up the sandbox only as root on Linux', () => {
    expect(sandboxFlags('linux', 0)).toEqual(['--no-sandbox']);
    expect(sandboxFlags('linux', 1000)).toEqual([]);
    expect(sandboxFlags('darwin', 0)).toEqual([]);
    expect(sandboxFlags('win32', undefined)).toEqual([]);
  });

  it('recognises an option in both spellings, and no longer one', () => {
    expect(hasOption(['--data', 'x'], '--data')).toBe(true);
    expect(hasOption(['--data=x'], '--data')).toBe(true);
    expect(hasOption(['--database=x', 'data'], '--data')).toBe(false);
  });

  it('opens the sample only where no data folder is named', () => {
    expect(startArguments([], {})).toEqual(['--sample']);
    expect(startArguments(['--lang=ko'], {})).toEqual(['--sample', '--lang=ko']);
    expect(startArguments(['--sample'], {})).toEqual(['--sample']);
    expect(startArguments(['--data', 'here'], {})).toEqual(['--data', 'here']);
    expect(startArguments([], { KIOSK_DATA_DIR: 'here' })).toEqual([]);
  });

  it('takes the caller’s folder from npm only when npm started this very script', () => {
    const script = 'runtime/kiosk.mjs';
    const byNpm = { INIT_CWD: '/desk', npm_lifecycle_script: `node electron/${script} import` };
    expect(callersFolder(script, byNpm, projectRoot)).toBe('/desk');
    // Below `npm test`, npm's variables are the test run's.
    const inherited = { INIT_CWD: '/desk', npm_lifecycle_script: 'node electron/runtime/test.mjs' };
    expect(callersFolder(script, inherited, projectRoot)).toBe(projectRoot);
    expect(callersFolder(script, byNpm, '/elsewhere')).toBe('/elsewhere');
    expect(callersFolder(script, {}, '/elsewhere')).toBe('/elsewhere');
  });
});
