import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { JournalLockedError } from '../../../electron/journal/lock';
import { verifyFolder } from '../../../electron/journal/scan';
import { freshFolder, lastSegment, noncesOf, open, refusal, workshop } from './folder';

async function filled(folder: string, count: number, options = {}): Promise<void> {
  const { journal } = open(folder, options);
  await Promise.all(Array.from({ length: count }, (_, i) => journal.append(workshop, [refusal(`n${i}`)])));
  await journal.close();
}

const nonces = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);

describe('appending', () => {
  test('gives each event its place, and it is there after opening again', async () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    const { sealed } = await journal.append(workshop, [refusal('a'), refusal('b')]);
    expect(sealed.map(({ line, id }) => [line, id])).toEqual([
      [1, 'seoul-2025/K2ABCDEF/0000000001'],
      [2, 'seoul-2025/K2ABCDEF/0000000002'],
    ]);
    await journal.close();
    const again = open(folder);
    expect(again.notices).toEqual([]);
    expect(noncesOf(again.journal)).toEqual(['a', 'b']);
    const { sealed: [next] } = await again.journal.append(workshop, [refusal('c')]);
    expect(next).toMatchObject({ line: 3, seq: 3 });
    expect(next!.hlc > sealed[1]!.hlc).toBe(true);
    await again.journal.close();
    expect(verifyFolder(folder)).toEqual({ lines: 3, damage: [], segments: 1 });
  });

  test('concurrent commands share writes and keep their order', async () => {
    const folder = freshFolder();
    await filled(folder, 500);
    const { journal } = open(folder);
    expect(noncesOf(journal)).toEqual(nonces(500));
    await journal.close();
  });

  test('a new segment goes on where the old one ended, and only the last is read at opening', async () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    const big = refusal('big');
    const padded = { ...big, data: { ...big.data, code: 'x'.repeat(400_000) } } as typeof big;
    for (let i = 0; i < 25; i++) await journal.append(workshop, [padded]);
    await journal.close();
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.journal')).length).toBeGreaterThan(2);
    const again = open(folder);
    const { sealed: [next] } = await again.journal.append(workshop, [refusal('after')]);
    expect(next).toMatchObject({ line: 26, seq: 26 });
    await again.journal.close();
    expect(verifyFolder(folder)).toMatchObject({ lines: 26, damage: [] });
  });

  test('a line can be checked with sha256 alone, as FORMAT.md says', async () => {
    const folder = freshFolder();
    await filled(folder, 2);
    const { createHash } = await import('node:crypto');
    for (const line of fs.readFileSync(lastSegment(folder), 'utf8').trimEnd().split('\n')) {
      const [checksum, ...rest] = line.split('\t');
      expect(createHash('sha256').update(rest.join('\t')).digest('hex').slice(0, 16)).toBe(checksum);
      expect(rest).toHaveLength(3);
    }
  });
});

test('a journal that is deleted while it is open acknowledges nothing more', async () => {
  const folder = freshFolder();
  const { journal } = open(folder);
  await journal.append(workshop, [refusal('a')]);
  fs.rmSync(folder, { recursive: true });
  await expect(journal.append(workshop, [refusal('b')])).rejects.toThrow(/deleted/);
});

describe('one process at a time', () => {
  test('a second one is refused, and told what to do', () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    expect(() => open(folder)).toThrow(JournalLockedError);
    expect(() => open(folder)).toThrow(/in use by process \d+/);
    return journal.close();
  });

  test('the lock of a process that is gone is taken over', async () => {
    const folder = freshFolder();
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'lock'), JSON.stringify({ host: (await import('node:os')).hostname(), pid: process.pid, started: 'long ago' }));
    const { journal } = open(folder);
    await journal.close();
    expect(fs.existsSync(path.join(folder, 'lock'))).toBe(false);
  });

  test("another computer's lock is respected", () => {
    const folder = freshFolder();
    fs.writeFileSync(path.join(folder, 'lock'), JSON.stringify({ host: 'another', pid: 1, started: '1' }));
    expect(() => open(folder)).toThrow(/another.*delete/);
  });
});

describe('a torn end', () => {
  test('at every byte of the last line: all lines before it stay, the rest is cut off and reported', async () => {
    const source = freshFolder();
    await filled(source, 4);
    const whole = fs.readFileSync(lastSegment(source));
    const lastStart = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let length = lastStart; length < whole.length; length++) {
      const folder = freshFolder();
      fs.writeFileSync(path.join(folder, path.basename(lastSegment(source))), whole.subarray(0, length));
      const { journal, notices } = open(folder);
      expect(noncesOf(journal)).toEqual(nonces(3));
      expect(notices.map((notice) => notice.code)).toEqual(length === lastStart ? [] : ['torn_end_cut']);
      const { sealed: [next] } = await journal.append(workshop, [refusal('next')]);
      expect(next).toMatchObject({ line: 4, seq: 4 });
      await journal.close();
      expect(verifyFolder(folder).damage).toEqual([]);
      if (length > lastStart) {
        const aside = path.join(folder, 'torn');
        const kept = fs.readFileSync(path.join(aside, fs.readdirSync(aside)[0] as string));
        expect(kept.equals(whole.subarray(lastStart, length))).toBe(true);
      }
    }
  });

  test('of a segment that was just being begun', async () => {
    const source = freshFolder();
    await filled(source, 3);
    const { journal } = open(source);
    await journal.close();
    for (const torn of ['', '0123', `${'0'.repeat(16)}\t#\t`]) {
      fs.writeFileSync(path.join(source, '0000000004.journal'), torn);
      const again = open(source);
      expect(noncesOf(again.journal)).toEqual(nonces(3));
      await again.journal.close();
    }
  });

  test('garbage with line ends after the last good line is a torn end too', async () => {
    const folder = freshFolder();
    await filled(folder, 3);
    fs.appendFileSync(lastSegment(folder), Buffer.from([0, 0, 10, 1, 2, 10, 65]));
    const { journal, notices } = open(folder);
    expect(notices.map((notice) => notice.code)).toEqual(['torn_end_cut']);
    expect(noncesOf(journal)).toEqual(nonces(3));
    await journal.close();
  });
});

describe('damage in the middle', () => {
  test('any one byte flipped: named by file and line, the other lines count, writing goes on', async () => {
    const source = freshFolder();
    await filled(source, 5);
    const whole = fs.readFileSync(lastSegment(source));
    const ends = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at);
    const [from, to] = [(ends[1] as number) + 1, ends[2] as number]; // line 2: the head comes first
    for (let at = from; at < to; at += 7) {
      for (const mask of [1, 0x0a ^ (whole[at] as number)]) {
        if (mask === 0) continue;
        const folder = freshFolder();
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] as number) ^ mask;
        fs.writeFileSync(path.join(folder, path.basename(lastSegment(source))), bytes);
        const { journal, notices } = open(folder);
        expect(notices).toMatchObject([{ code: 'damaged_line', file: '0000000001.journal', line: 2 }]);
        expect(noncesOf(journal)).toEqual(['n0', 'n2', 'n3', 'n4']);
        expect(journal.read(0, null)?.damaged).toMatchObject([{ line: 2 }]);
        await journal.append(workshop, [refusal('n5')]);
        await journal.close();
        expect(verifyFolder(folder).damage).toMatchObject([{ line: 2 }]);
      }
    }
    // The line's own end flipped: it melts into the next one, and both are named.
    const folder = freshFolder();
    const bytes = Buffer.from(whole);
    bytes[to] = 0x20;
    fs.writeFileSync(path.join(folder, path.basename(lastSegment(source))), bytes);
    const { journal, notices } = open(folder);
    expect(notices.map((notice) => notice.line)).toEqual([2, 3]);
    expect(noncesOf(journal)).toEqual(['n0', 'n3', 'n4']);
    await journal.close();
  });

  test('an edited line with a new checksum breaks the chain of hashes', async () => {
    const folder = freshFolder();
    await filled(folder, 3);
    const { formatLine, parseLine } = await import('../../../electron/journal/line');
    const lines = fs.readFileSync(lastSegment(folder), 'utf8').trimEnd().split('\n');
    const parsed = parseLine(Buffer.from(lines[2] as string));
    if (!parsed.ok) throw new Error(parsed.reason);
    lines[2] = formatLine(2, parsed.line.previous, parsed.line.json.replace('unknown_ticket', 'revoked')).trimEnd();
    fs.writeFileSync(lastSegment(folder), `${lines.join('\n')}\n`);
    expect(verifyFolder(folder).damage).toMatchObject([{ line: 3, reason: 'does not follow the line before it' }]);
  });

  test('a blanked person breaks nothing', async () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    const person = {
      fullName: 'Nguyễn Thị Hường', nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '',
      language: null, dietary: '', other: {},
    };
    await journal.append(workshop, [{
      type: 'attendee.registered', at: '2025-09-24T00:00:00.000Z', person,
      data: {
        registrationId: 'A', ticketCode: 'A-1', sessions: [], consents: { data: true, photo: null }, onlineParts: [],
        source: 'import', by: { role: 'desk' },
      },
    }]);
    await journal.append(workshop, [refusal('after')]);
    await journal.close();
    const { formatLine, parseLine } = await import('../../../electron/journal/line');
    const lines = fs.readFileSync(lastSegment(folder), 'utf8').trimEnd().split('\n');
    const parsed = parseLine(Buffer.from(lines[1] as string));
    if (!parsed.ok) throw new Error(parsed.reason);
    const blanked = JSON.stringify({ ...(JSON.parse(parsed.line.json) as object), person: null });
    lines[1] = formatLine(1, parsed.line.previous, blanked).trimEnd();
    fs.writeFileSync(lastSegment(folder), `${lines.join('\n')}\n`);
    expect(verifyFolder(folder)).toEqual({ lines: 2, damage: [], segments: 1 });
  });
});

describe('the mirror', () => {
  test('gets a copy; a damaged line, a torn end and a lost journal come back from it', async () => {
    const [folder, stick] = [freshFolder(), freshFolder()];
    await filled(folder, 6, { mirror: stick });
    const whole = fs.readFileSync(lastSegment(folder));
    const copy = path.join(stick, 'champions-kiosk-K2ABCDEF', '0000000001.journal');
    expect(fs.readFileSync(copy).equals(whole)).toBe(true);

    const damages: ((bytes: Buffer) => Buffer)[] = [
      (bytes) => { bytes[bytes.indexOf('"n2"') + 1]! ^= 4; return bytes; },
      (bytes) => { bytes[bytes.indexOf('n1') - 20]! ^= 4; bytes[bytes.indexOf('n4') - 20]! ^= 4; return bytes; },
      (bytes) => { bytes[3]! ^= 4; return bytes; },
      (bytes) => bytes.subarray(0, bytes.length - 30),
      (bytes) => bytes.subarray(0, bytes.indexOf('n3')),
      (bytes) => bytes.subarray(0, 0),
    ];
    for (const damage of damages) {
      fs.writeFileSync(lastSegment(folder), damage(Buffer.from(whole)));
      const { journal, notices } = open(folder, { mirror: stick });
      expect(noncesOf(journal)).toEqual(nonces(6));
      expect(notices.every((notice) => notice.level === 'info')).toBe(true);
      await journal.close();
      expect(fs.readFileSync(lastSegment(folder)).equals(whole)).toBe(true);
    }
    fs.rmSync(lastSegment(folder));
    const { journal, notices } = open(folder, { mirror: stick });
    expect(noncesOf(journal)).toEqual(nonces(6));
    expect(notices.map((notice) => notice.code)).toEqual(['restored_from_mirror']);
    await journal.close();
  });

  test('older segments are healed too', async () => {
    const [folder, stick] = [freshFolder(), freshFolder()];
    const { journal } = open(folder, { mirror: stick });
    const big = refusal('big');
    const padded = { ...big, data: { ...big.data, code: 'x'.repeat(400_000) } } as typeof big;
    for (let i = 0; i < 25; i++) await journal.append(workshop, [padded]);
    await journal.close();
    const first = path.join(folder, '0000000001.journal');
    const whole = fs.readFileSync(first);
    const bytes = Buffer.from(whole);
    bytes[1_000_000]! ^= 1;
    fs.writeFileSync(first, bytes);
    expect(verifyFolder(folder).damage).toMatchObject([{ file: '0000000001.journal', line: 3 }]);
    const again = open(folder, { mirror: stick });
    expect(again.journal.verify().damage).toEqual([]);
    expect(again.notices.map((notice) => notice.code)).toEqual(['healed']);
    await again.journal.close();
    expect(fs.readFileSync(first).equals(whole)).toBe(true);
  });

  test('losing it is a warning, not a stop', async () => {
    const [folder, stick] = [freshFolder(), freshFolder()];
    const { journal, notices } = open(folder, { mirror: stick });
    await journal.append(workshop, [refusal('a')]);
    await expect.poll(() => journal.mirrorState()?.status).toBe('up_to_date');
    fs.rmSync(stick, { recursive: true });
    await journal.append(workshop, [refusal('b')]);
    await expect.poll(() => journal.mirrorState()?.status).toBe('lost');
    expect(notices.map((notice) => notice.code)).toEqual(['mirror_lost']);
    await journal.append(workshop, [refusal('c')]);
    fs.mkdirSync(stick);
    await expect.poll(() => journal.mirrorState()?.status, { timeout: 15_000 }).toBe('up_to_date');
    expect(notices.map((notice) => notice.code)).toEqual(['mirror_lost', 'mirror_back']);
    await journal.close();
    expect(fs.readFileSync(path.join(stick, 'champions-kiosk-K2ABCDEF', '0000000001.journal'), 'utf8')).toContain('"c"');
  });

  test("another journal's copy is set aside, not overwritten", async () => {
    const [folder, stick] = [freshFolder(), freshFolder()];
    const copies = path.join(stick, 'champions-kiosk-K2ABCDEF');
    fs.mkdirSync(copies);
    fs.writeFileSync(path.join(copies, '0000000001.journal'), 'something else that was here before');
    await filled(folder, 2, { mirror: stick });
    const names = fs.readdirSync(copies);
    expect(names.some((name) => name.endsWith('.other'))).toBe(true);
    expect(fs.readFileSync(path.join(copies, '0000000001.journal')).equals(fs.readFileSync(lastSegment(folder)))).toBe(true);
  });
});

test('a reader of another journal is told so', async () => {
  const folder = freshFolder();
  await filled(folder, 3);
  const { journal } = open(folder);
  const page = journal.read(1, null);
  expect(page).toMatchObject({ through: 3, end: true, damaged: [] });
  expect(page?.lines.map(({ line }) => line)).toEqual([2, 3]);
  expect(journal.read(3, page?.anchor as string)).toMatchObject({ lines: [], end: true });
  expect(journal.read(3, 'f'.repeat(32))).toBeNull();
  expect(journal.read(2, 'f'.repeat(32))).toBeNull();
  expect(journal.read(4, null)).toBeNull();
  await journal.close();
});
