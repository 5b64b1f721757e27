import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { finished, freshData, headless, preparedData, startHeadless } from './application';
import { answersByNonce, attendanceDifferences } from './journalReader';
import { writeRoster } from './largeRoster';
import { attendance, checkIn, copyOf, expectFold, expectFoldAnew, findings, isSameFile, journalOf, tickets } from './workedFolder';

/** 320 people, 200 of them checked in, and so many wrong codes that the journal has several segments. */
let full: string;
/** What `attendance` prints of it. */
let said: string;
beforeAll(async () => {
  full = await preparedData();
  await checkIn(full, 'first', tickets.slice(0, 100));
  await checkIn(full, 'wrong', Array.from({ length: 2_000 }, (_, index) => `${index} ${'?'.repeat(500)}`));
  await checkIn(full, 'second', tickets.slice(100, 200));
  if (journalOf(full).files.length < 2) throw new Error('the journal should have several segments');
  said = (await headless(['attendance', '--data', full])).stdout;
});

function filesUnder(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function flipByte(file: string, at: number): void {
  const bytes = fs.readFileSync(file);
  bytes[at]! ^= 0x01;
  fs.writeFileSync(file, bytes);
}

function flipSome(folder: string, which: RegExp): void {
  const files = filesUnder(folder).filter((file) => which.test(file));
  if (files.length === 0) throw new Error(`nothing in ${folder} to damage`);
  for (const file of files) for (const part of [0.1, 0.2, 0.4, 0.6, 0.8]) flipByte(file, Math.floor(fs.statSync(file).size * part));
}

describe('a store that is damaged costs nothing', () => {
  test.each<[string, (folder: string) => void]>([
    ['deleted', (folder) => fs.rmSync(folder, { recursive: true })],
    ['emptied', (folder) => {
      for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
    }],
    ['overwritten with noise', (folder) => {
      for (const file of filesUnder(folder)) fs.writeFileSync(file, randomBytes(fs.statSync(file).size));
    }],
    ['cut to half of every file', (folder) => {
      for (const file of filesUnder(folder)) fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2));
    }],
    ['wrong in a few bytes of its tables', (folder) => flipSome(folder, /\.ldb$/)],
    ['wrong in a few bytes of its log', (folder) => flipSome(folder, /\.log$/)],
  ])('%s', async (_, damage) => {
    const data = copyOf(full);
    damage(path.join(data, 'profile', 'IndexedDB'));
    expect((await attendance(data)).stdout).toBe(said);
    await expectFoldAnew(data);
    expect(await findings(data)).toEqual([]);
  });
});

describe('a torn end', () => {
  test('is cut off and reported at whatever byte it was torn, and the store, which was ahead, follows', async () => {
    const { files } = journalOf(full);
    const file = files.at(-1)!;
    const name = path.basename(file);
    const bytes = fs.readFileSync(file);
    const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
    const places = [lastLine + 1, lastLine + 16, lastLine + 17, lastLine + 30, Math.floor((lastLine + bytes.length) / 2), bytes.length - 2, bytes.length - 1];
    for (const end of places) {
      const data = copyOf(full);
      fs.truncateSync(path.join(data, 'journal', name), end);
      const { stdout, stderr } = await attendance(data);
      expect(stderr).toContain(`torn (${name}, from line`);
      const { events, problems } = journalOf(data);
      expect(problems).toEqual([]);
      expect(events).toHaveLength(journalOf(full).events.length - 1);
      expect(attendanceDifferences(stdout, events)).toEqual([]);
      const [torn] = fs.readdirSync(path.join(data, 'journal', 'torn'));
      expect(fs.readFileSync(path.join(data, 'journal', 'torn', torn!))).toEqual(bytes.subarray(lastLine, end));
    }
  });

  test('of noise behind the last line is cut off', async () => {
    const data = copyOf(full);
    fs.appendFileSync(journalOf(data).files.at(-1)!, randomBytes(3_000));
    const { stdout, stderr } = await attendance(data);
    expect(stderr).toContain('torn');
    expect(stdout).toBe(said);
    expect(await findings(data)).toEqual([]);
  });
});

describe('a journal that is not the one the store knows', () => {
  test.each([['as long', 0], ['longer', 5], ['shorter', -5]])('%s: the store follows it', async (_, more) => {
    const before = await preparedData();
    const [mine, other] = [copyOf(before), copyOf(before)];
    await checkIn(mine, 'mine', tickets.slice(0, 20));
    await checkIn(other, 'other', tickets.slice(20, 40 + more));
    fs.rmSync(path.join(mine, 'journal'), { recursive: true });
    fs.cpSync(path.join(other, 'journal'), path.join(mine, 'journal'), { recursive: true });
    await expectFold(mine);
    expect(await findings(mine)).toEqual([]);
    expect((await attendance(mine)).stdout).toBe((await attendance(other)).stdout);
  });
});

describe('a flipped byte', () => {
  /** Whether in an old segment or in the one being written, and in which line of the file; the head is line 0. */
  const places: [string, { active: boolean; index: (last: number) => number }][] = [
    ['in a line of an old segment', { active: false, index: () => 400 }],
    ['in the last line of an old segment', { active: false, index: (last) => last }],
    ['in the first line of the segment being written', { active: true, index: () => 1 }],
    ['in the head of an old segment', { active: false, index: () => 0 }],
    ['in the head of the segment being written', { active: true, index: () => 0 }],
  ];

  test.for(places)('%s is named, the other lines count, and a mirror heals it', async ([, place]) => {
    const intact = journalOf(full);
    const file = intact.files.at(place.active ? -1 : 0)!;
    const name = path.basename(file);
    const texts = fs.readFileSync(file, 'utf8').split('\n');
    const index = place.index(texts.length - 2);
    const line = Number.parseInt(name, 10) + Math.max(0, index - 1);
    const start = Buffer.byteLength(texts.slice(0, index).map((text) => `${text}\n`).join(''));
    const damage = (data: string): void => flipByte(path.join(data, 'journal', name), start + Math.floor(Buffer.byteLength(texts[index]!) / 2));

    const alone = copyOf(full);
    damage(alone);
    expect(await findings(alone)).toEqual([expect.stringContaining('1 damaged'), expect.stringContaining(`${name}, line ${line}: `)]);
    expect(journalOf(alone).events).toHaveLength(intact.events.length - (index === 0 ? 0 : 1));
    await expectFoldAnew(alone);
    await checkIn(alone, 'after', [tickets[300]!]);
    const added = journalOf(alone);
    expect(answersByNonce(added.events).get('after 0')).toHaveLength(1);
    expect(added.problems.filter((problem) => !problem.startsWith(`${name}, line ${line}:`))).toEqual([]);

    const mirrored = copyOf(full);
    const stick = freshData();
    expect(await headless(['attendance', '--data', mirrored, '--mirror', stick])).toMatchObject({ code: 0 });
    damage(mirrored);
    expect(await findings(mirrored)).toEqual([]); // the mirror is remembered for this folder
    expect(journalOf(mirrored)).toMatchObject({ problems: [], events: { length: intact.events.length } });
    expect(isSameFile(path.join(mirrored, 'journal', name), file)).toBe(true);
    await expectFold(mirrored);
  });
});

test.skipIf(process.platform === 'win32')('a reader that is slow gets everything, also what was not handed over when the command was done', async () => {
  const data = freshData();
  const file = path.join(data, 'roster.csv');
  writeRoster(file, 168);
  expect(await headless(['import-roster', file, '--data', data])).toMatchObject({ code: 0 });
  const { stdout } = await headless(['attendance', '--data', data]);
  // More than a pipe holds, but not so much more that the command would wait for its reader while it prints.
  expect(Buffer.byteLength(stdout)).toBeGreaterThan(66_000);
  expect(Buffer.byteLength(stdout)).toBeLessThan(80_000);

  const pipe = path.join(data, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('sh', ['-c', 'exec 3<"$1"; sleep 4; exec cat <&3', 'sh', pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
  const out = fs.openSync(pipe, 'w');
  const writer = startHeadless(['attendance', '--data', data], {}, out);
  fs.closeSync(out);
  const [read, written] = await Promise.all([finished(reader), finished(writer)]);
  expect(written.code).toBe(0);
  expect(read.stdout === stdout).toBe(true);
});
