import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OrganizerPin } from '../../../electron/pin/organizerPin';
import { waitBeforeNextTry } from '../../../electron/pin/pinDelay';

const minute = 60_000;

describe('the delay after wrong PINs', () => {
  test('is nothing for three slips, then grows, and stops growing', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000_000].map((count) => waitBeforeNextTry({ count, lastAt: 50 }, 50) / 1_000);
    expect(delays).toEqual([0, 0, 0, 0, 5, 15, 60, 300, 900, 900, 900]);
  });

  test('runs out', () => {
    const tries = { count: 6, lastAt: 1_000 };
    expect(waitBeforeNextTry(tries, 1_000 + 59_999)).toBe(1);
    expect(waitBeforeNextTry(tries, 1_000 + minute)).toBe(0);
    expect(waitBeforeNextTry(tries, 1_000 + 10 * minute)).toBe(0);
  });

  test('is no longer than itself on a clock that was set back', () => {
    expect(waitBeforeNextTry({ count: 6, lastAt: 1e12 }, 5)).toBe(minute);
  });
});

describe('the organizer’s PIN', () => {
  let folder: string;
  let clock: number;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-pin-'));
    clock = 1_700_000_000_000;
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));
  const open = (): OrganizerPin => OrganizerPin.open(folder, () => clock);
  const file = (): string => path.join(folder, 'pin.json');

  test('is kept as a salted scrypt hash in a file of its owner alone', async () => {
    const pin = open();
    expect(pin.isSet).toBe(false);
    expect(await pin.check('2468')).toEqual({ problem: 'wrong_pin', waitSeconds: 0 });
    expect(await pin.set('2468', null)).toEqual({ problem: null, waitSeconds: 0 });
    const first = JSON.parse(fs.readFileSync(file(), 'utf8')) as { scrypt: { salt: string; hash: string; cost: number } };
    expect(first).toMatchObject({ version: 1, scrypt: { cost: 32768, blockSize: 8, parallelization: 1 }, wrongTries: { count: 0 } });
    expect(fs.readFileSync(file(), 'utf8')).not.toContain('2468');
    if (process.platform !== 'win32') expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
    expect(await open().check('2468')).toEqual({ problem: null, waitSeconds: 0 });
    expect(await open().check('2469')).toEqual({ problem: 'wrong_pin', waitSeconds: 0 });
    if (process.platform !== 'win32') expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
    expect((await pin.set('2468', '2468')).problem).toBe(null);
    const second = JSON.parse(fs.readFileSync(file(), 'utf8')) as typeof first;
    expect(second.scrypt.salt).not.toBe(first.scrypt.salt);
    expect(second.scrypt.hash).not.toBe(first.scrypt.hash);
  });

  test('is changed only by who knows it', async () => {
    const pin = open();
    await pin.set('2468', null);
    expect((await pin.set('1111', null)).problem).toBe('wrong_pin');
    expect((await pin.set('1111', '2469')).problem).toBe('wrong_pin');
    expect((await pin.set('1111', '2468')).problem).toBe(null);
    expect((await pin.check('1111')).problem).toBe(null);
  });

  test('makes who guesses wait, across restarts, and forgets it after the right one', async () => {
    await open().set('2468', null);
    for (let i = 0; i < 3; i++) expect(await open().check('0000')).toEqual({ problem: 'wrong_pin', waitSeconds: 0 });
    expect(await open().check('0000')).toEqual({ problem: 'wrong_pin', waitSeconds: 5 });
    expect(await open().check('2468')).toEqual({ problem: 'too_soon', waitSeconds: 5 });
    clock += 4_000;
    expect(await open().check('2468')).toEqual({ problem: 'too_soon', waitSeconds: 1 });
    clock += 1_000;
    expect(await open().check('0000')).toEqual({ problem: 'wrong_pin', waitSeconds: 15 });
    clock += 15_000;
    expect(await open().check('2468')).toEqual({ problem: null, waitSeconds: 0 });
    for (let i = 0; i < 3; i++) expect(await open().check('0000')).toEqual({ problem: 'wrong_pin', waitSeconds: 0 });
  });

  test('tried many times at once is tried one after the other', async () => {
    const pin = open();
    await pin.set('2468', null);
    const answers = await Promise.all(['0000', '0001', '0002', '0003', '2468'].map((each) => pin.check(each)));
    expect(answers.map(({ problem }) => problem)).toEqual(['wrong_pin', 'wrong_pin', 'wrong_pin', 'wrong_pin', 'too_soon']);
  });

  test('whose file is damaged is said to be', async () => {
    await open().set('2468', null);
    fs.writeFileSync(file(), '{"version":1}');
    expect(open).toThrow(/pin\.json is damaged/);
    expect(OrganizerPin.unset(folder).isSet).toBe(false);
  });
});

describe('the helper’s PIN', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-pin-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('is another one with tries of its own; a file that has the organizer’s alone stays as it was', async () => {
    await OrganizerPin.open(folder).set('2468', null);
    const before = fs.readFileSync(path.join(folder, 'pin.json'));
    const helper = OrganizerPin.open(folder, Date.now, 'helper');
    expect(helper.isSet).toBe(false);
    await helper.reset('1357');
    for (let i = 0; i < 4; i++) await helper.check('2468');
    expect((await helper.check('1357')).problem).toBe('too_soon');
    expect(fs.readFileSync(path.join(folder, 'pin.json'))).toEqual(before);
    expect((await OrganizerPin.open(folder).check('2468')).problem).toBe(null);
    expect((await OrganizerPin.open(folder).check('1357')).problem).toBe('wrong_pin');
    await helper.reset('8642');
    expect((await OrganizerPin.open(folder, Date.now, 'helper').check('8642')).problem).toBe(null);
    await helper.reset(null);
    expect(OrganizerPin.open(folder, Date.now, 'helper').isSet).toBe(false);
  });
});
