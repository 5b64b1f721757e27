import { describe, expect, test } from 'vitest';
import { ownArguments, readArguments } from '../../electron/appArguments';

const read = (argv: string[], env: NodeJS.ProcessEnv = {}): ReturnType<typeof readArguments> => readArguments(argv, env, '/default', '/here');

describe('the arguments that are ours', () => {
  test.each([
    [['electron', '--no-sandbox', '/app', '--', '--headless', 'doctor'], false, ['--headless', 'doctor']],
    [['electron', '--inspect=0', '.', '--data', 'x'], false, ['--data', 'x']],
    [['champions-kiosk', '--headless', 'doctor'], true, ['--headless', 'doctor']],
    [['electron', '.'], false, []],
    [['electron'], false, []],
  ])('of %j', (argv, packaged, own) => {
    expect(ownArguments(argv, packaged)).toEqual(own);
  });
});

describe('a start', () => {
  test('with windows', () => {
    expect(read([])).toEqual({ kind: 'windows', dataFolder: '/default', mirror: null, sample: false, kiosk: null, role: null });
    expect(read(['--sample', '--kiosk=station=A&target=auto', '--mirror', '../stick', '--data=d'])).toEqual({
      kind: 'windows', dataFolder: '/here/d', mirror: '/stick', sample: true, kiosk: 'station=A&target=auto', role: null,
    });
    expect(read([], { KIOSK_DATA_DIR: '/from/env' })).toMatchObject({ dataFolder: '/from/env' });
    expect(read(['--data', '/said'], { KIOSK_DATA_DIR: '/from/env' })).toMatchObject({ dataFolder: '/said' });
  });

  test('headless, with the options of the command left to it, wherever ours stand', () => {
    const expected = { kind: 'headless', dataFolder: '/d', mirror: null, json: true, command: 'check-in', rest: ['--stdin', '--target', 'day:2025-09-24'] };
    expect(read(['--headless', 'check-in', '--stdin', '--target', 'day:2025-09-24', '--data', '/d', '--json'])).toEqual(expected);
    expect(read(['--data', '/d', '--headless', '--json', 'check-in', '--stdin', '--target', 'day:2025-09-24'])).toEqual(expected);
  });

  test('as headquarters, and as a venue again', () => {
    expect(read(['--hq'])).toMatchObject({ kind: 'windows', role: 'hq' });
    expect(read(['--venue', '--data', '/d'])).toMatchObject({ kind: 'windows', dataFolder: '/d', role: 'venue' });
    expect(read(['--headless', 'sync', '--hq', 'https://hq.example.org', '--data', '/d'])).toMatchObject({ kind: 'headless', command: 'sync', rest: ['--hq', 'https://hq.example.org'] });
    expect(read(['--hq', '--venue'])).toMatchObject({ kind: 'wrong', message: expect.stringContaining('--venue') });
  });

  test('wrongly', () => {
    expect(read(['--headless'])).toMatchObject({ kind: 'wrong' });
    expect(read(['--data'])).toMatchObject({ kind: 'wrong', message: expect.stringContaining('--data') });
    expect(read(['--data', '--sample'])).toMatchObject({ kind: 'wrong' });
  });
});
