import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { finished, freshData, headless, preparedData, roster, startHeadless } from './application';
import { type Answer, CheckInSession } from './checkInSession';
import { failDrive, fillUp, mountAgain, mountImage, mountMemory, moveToMemory, pullOut, setReadOnly, whyNoDrives } from './drives';
import { answersByNonce, attendanceDifferences, type JournalReading, readJournal } from './journalReader';
import { writeRoster } from './largeRoster';

const today = 'day:2025-09-24';
const tickets = fs.readFileSync(roster, 'utf8').split('\r\n').slice(1).filter(Boolean).map((row) => row.split(',')[1] as string);

const scansOf = (name: string, codes: readonly string[]): { code: string; nonce: string }[] => codes.map((code, index) => ({ code, nonce: `${name} ${index}` }));
const linesOf = (scans: readonly object[]): string => scans.map((scan) => `${JSON.stringify(scan)}\n`).join('');

async function checkIn(data: string, name: string, codes: readonly string[]): Promise<void> {
  const { code, stderr } = await headless(['check-in', '--stdin', '--target', today, '--data', data], linesOf(scansOf(name, codes)));
  if (code !== 0) throw new Error(stderr);
}

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

function copyOf(data: string): string {
  const copy = freshData();
  const caches = /Cache|Crashpad|blob_storage/;
  fs.cpSync(data, copy, { recursive: true, filter: (from) => !caches.test(path.basename(from)) });
  return copy;
}

const journalOf = (data: string): JournalReading => readJournal(path.join(data, 'journal'));

async function attendance(data: string): Promise<{ stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await headless(['attendance', '--data', data]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return { stdout, stderr };
}

/** The application says what the journal's good lines say. */
async function expectFold(data: string): Promise<void> {
  expect(attendanceDifferences((await attendance(data)).stdout, journalOf(data).events)).toEqual([]);
}

async function expectFoldAnew(data: string): Promise<void> {
  expect(await headless(['rebuild', '--data', data])).toMatchObject({ code: 0 });
  await expectFold(data);
}

/** What `doctor` finds wrong, but for the room on the machine that the tests run on. */
async function findings(data: string, ...args: string[]): Promise<string[]> {
  const { code, json } = await headless(['doctor', '--data', data, '--json', ...args]);
  const [report] = json<{ ok: boolean; checks: { check: string; ok: boolean; message: string }[] }>();
  expect(code).toBe(report!.ok ? 0 : 1);
  return report!.checks.filter(({ check, ok }) => !ok && check !== 'disk').map(({ message }) => message);
}

function filesUnder(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function isSameFile(one: string, other: string): boolean {
  return fs.readFileSync(one).equals(fs.readFileSync(other));
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

const noDrives = whyNoDrives();

/** What was answered `ok` is in the journal, once; what was refused for want of a drive is not. */
function expectKept(data: string, answers: readonly Answer[]): void {
  const { events, problems } = journalOf(data);
  expect(problems).toEqual([]);
  const byNonce = answersByNonce(events);
  const last = new Map(answers.map((answer) => [answer.nonce, answer]));
  const wrong = [...last.values()].filter(({ nonce, answer }) => (byNonce.get(nonce)?.length ?? 0) !== (answer === 'store_unavailable' ? 0 : 1));
  expect(wrong).toEqual([]);
  expect([...byNonce].filter(([, all]) => all.length > 1)).toEqual([]);
}

describe('a full disk', () => {
  test.for<[string, string, number]>([
    ['the journal is on', 'journal', 4],
    ['all data are on', '.', 48],
  ])('that %s: scans are refused with a sentence, and taken again once there is room', async ([, folder, megabytes], { skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    const drive = path.join(data, folder);
    moveToMemory(drive, megabytes);
    const ballast = path.join(drive, 'ballast');
    const session = new CheckInSession(['--target', today, '--data', data]);
    expect(await session.scan(...scansOf('room', tickets.slice(0, 10)))).toMatchObject(Array.from({ length: 10 }, () => ({ answer: 'ok' })));

    // Room for some scans, and then for many at once that begin to fit and do not end to.
    fillUp(ballast, 3 * 4096);
    const refused: Answer[] = [];
    for (let round = 0; refused.length === 0; round++) {
      const answers = await session.scan(...scansOf(`no room ${round}`, tickets.slice(10, 90)));
      expect(new Set(answers.map(({ answer }) => answer))).not.toContain('unknown_ticket');
      refused.push(...answers.filter(({ answer }) => answer === 'store_unavailable'));
    }
    for (const { message } of refused) expect(message).toContain('The disk is full. Free some space on the drive of');

    fs.rmSync(ballast);
    const [again] = await session.scan({ code: tickets[100]!, nonce: refused[0]!.nonce });
    expect(again).toMatchObject({ answer: 'ok', nonce: refused[0]!.nonce });
    expect(journalOf(data).problems).toEqual([]); // nothing is left of the writes that failed
    await session.scan(...scansOf('room again', tickets.slice(90, 150)));
    expect((await session.close()).code).toBe(0);
    expectKept(data, session.answers);
    expect(session.answers.filter(({ answer }) => answer === 'ok').length).toBeGreaterThan(60);
    await expectFold(data);
    await expectFoldAnew(data);
    expect(await findings(data)).toEqual([]);
  });

  test('with the process killed on it: what was answered is there', async ({ skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    moveToMemory(data, 48);
    const ballast = path.join(data, 'ballast');
    const session = new CheckInSession(['--target', today, '--data', data]);
    await session.scan(...scansOf('room', tickets.slice(0, 10)));
    fillUp(ballast);
    for (let round = 0; session.answers.at(-1)!.answer !== 'store_unavailable'; round++) {
      await session.scan(...scansOf(`no room ${round}`, tickets.slice(10, 90)));
    }
    await session.kill();
    const started = await headless(['attendance', '--data', data]);
    // Some bytes may be free, by which the start succeeds; otherwise it says what is wrong: of the journal, or of the
    // database behind it.
    if (started.code === 0) expect(started.json()).toHaveLength(320);
    else {
      expect(started).toMatchObject({ code: 1, stdout: '' });
      expect(started.stderr).toMatch(/The disk is full\. Free some space on the drive of .+ and start again\.|free some disk space to see details again/);
    }
    fs.rmSync(ballast);
    await expectFold(data);
    expectKept(data, session.answers);
  });
});

describe('a drive that cannot be written', () => {
  test.for<[string, string]>([['all data', '.'], ['the journal', 'journal']])('from the start, with %s on it: a sentence, and exit code 1', async ([, folder], { skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    const drive = path.join(data, folder);
    moveToMemory(drive, 48);
    setReadOnly(drive, true);
    const refused = await headless(['attendance', '--data', data]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/The folder .+ cannot be written\. Allow writing to it and start again\./);
    setReadOnly(drive, false);
    await expectFold(data);
  });

  test('from the middle of a workshop on: scans are refused with a sentence, what was answered is there after a repair', async ({ skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    const journal = path.join(data, 'journal');
    const image = path.join(freshData(), 'drive.image');
    const problem = mountImage(`${journal}.drive`, image);
    if (problem) skip(`there is no drive that can fail here: ${problem}`);
    fs.cpSync(journal, `${journal}.drive`, { recursive: true });
    pullOut(`${journal}.drive`);
    mountImage(journal, image);
    const session = new CheckInSession(['--target', today, '--data', data]);
    await session.scan(...scansOf('before', tickets.slice(0, 50)));
    failDrive(journal);
    const refused = await session.scan(...scansOf('after', tickets.slice(50, 60)));
    for (const answer of refused) {
      expect(answer).toMatchObject({ answer: 'store_unavailable', message: expect.stringMatching(/The folder .+ cannot be written\./) });
    }
    await session.close();
    pullOut(journal);
    mountImage(journal, image);
    expectKept(data, session.answers);
    await checkIn(data, 'repaired', tickets.slice(60, 70));
    await expectFold(data);
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

describe('a mirror that is pulled out', () => {
  const pulls: [string, (stick: string) => { out(): void; in(): void }][] = [
    ['with its folder', (stick) => ({
      out: () => fs.renameSync(stick, `${stick}.away`),
      in: () => fs.renameSync(`${stick}.away`, stick),
    })],
    ['from a folder that stays', (stick) => {
      const drive = `${stick}.drive`;
      mountMemory(drive, 16);
      mountAgain(drive, stick);
      return { out: () => pullOut(stick), in: () => mountAgain(drive, stick) };
    }],
  ];

  test.for(pulls)('%s is a warning, not a stop; put back, it catches up, and stands in for a lost journal', async ([name, prepare], { skip }) => {
    if (noDrives && name !== 'with its folder') skip(noDrives);
    const data = await preparedData();
    const stick = path.join(freshData(), 'stick');
    fs.mkdirSync(stick);
    const plug = prepare(stick);
    const session = new CheckInSession(['--target', today, '--data', data, '--mirror', stick]);
    await session.scan(...scansOf('with', tickets.slice(0, 30)));
    plug.out();
    expect((await session.scan(...scansOf('without', tickets.slice(30, 60)))).map(({ answer }) => answer)).not.toContain('store_unavailable');
    await session.hears(/warning: The mirror .+ cannot be written .*Check-in goes on/);
    await session.scan(...scansOf('still without', tickets.slice(60, 90)));
    expect(fs.existsSync(stick) ? fs.readdirSync(stick) : []).toEqual([]); // nothing was written where the stick is not
    plug.in();
    await session.hears(/info: The mirror .+ is back and up to date/);
    await session.scan(...scansOf('with again', tickets.slice(90, 100)));
    expect((await session.close()).code).toBe(0);
    expectKept(data, session.answers);

    const { files, events } = journalOf(data);
    const [copies] = fs.readdirSync(stick);
    for (const file of files) expect(isSameFile(path.join(stick, copies!, path.basename(file)), file)).toBe(true);
    fs.rmSync(path.join(data, 'journal'), { recursive: true });
    const { stdout, stderr } = await attendance(data);
    expect(stderr).toContain('restored from the mirror');
    expect(attendanceDifferences(stdout, events)).toEqual([]);
    expect(journalOf(data)).toMatchObject({ problems: [], events: { length: events.length } });
    fs.truncateSync(journalOf(data).files[0]!, 1_000);
    expect(attendanceDifferences((await attendance(data)).stdout, events)).toEqual([]);
    expect(await findings(data)).toEqual([]);
  });
});
