import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DraftEvent } from '@shared/contract/events';
import { hashEvent } from '../../../electron/journal/hashes';
import type { Journal } from '../../../electron/journal/journal';
import type { HeldEvent } from '../../../electron/sync/documents';
import type { DeviceChain, HeldChange } from '../../../electron/sync/eventSource';
import { JournalSource } from '../../../electron/sync/journalSource';
import { readJournal } from '../../e2e/journalReader';
import { OtherDevice } from './devices';
import { freshFolder, lastSegment, open, refusal } from './folder';

const workshops = ['seoul-2025', 'athens-2025', 'a'];

/** What a plain look through the journal says. */
function scanned(folder: string, workshop: string): { changes: HeldChange[]; chains: DeviceChain[] } {
  const changes = readJournal(folder).events.flatMap((event, index): HeldChange[] =>
    event.workshop === workshop ? [{ line: index + 1, event: event as HeldEvent, hash: hashEvent(event) }] : [],
  );
  const chains = [...new Set(changes.map(({ event }) => event.device))].map((device): DeviceChain => {
    const theirs = changes.map(({ event }) => event).filter((event) => event.device === device).sort((a, b) => a.seq - b.seq);
    const ranges: [number, number][] = [];
    for (const { seq } of theirs) {
      const last = ranges.at(-1);
      if (last && last[1] === seq - 1) last[1] = seq;
      else ranges.push([seq, seq]);
    }
    return { device, ranges, lastAt: theirs.at(-1)!.at, lastHlc: theirs.at(-1)!.hlc };
  });
  return { changes, chains };
}

async function paged(source: JournalSource, workshop: string, limit: number, bytes?: number): Promise<HeldChange[]> {
  const all: HeldChange[] = [];
  for (let after = 0; ; ) {
    const page = await source.changes(workshop, after, limit, bytes);
    // A page reads an event only when somebody looks at it.
    all.push(...page.changes.map(({ line, event, hash }) => ({ line, event, hash })));
    expect(page.changes.length).toBeLessThanOrEqual(limit);
    expect(page.pending).toBe((await source.count(workshop)) - all.length);
    after = page.through;
    if (page.pending === 0) break;
    expect(page.changes.length).toBeGreaterThan(0);
  }
  expect(await source.changes(workshop, source.lastLine, limit)).toMatchObject({ changes: [], pending: 0 });
  return all;
}

/** Everything that the index says is what the journal says. */
async function expectRight(folder: string, journal: Journal): Promise<void> {
  const source = new JournalSource(journal);
  const here: string[] = [];
  for (const workshop of workshops) {
    const { changes, chains } = scanned(folder, workshop);
    expect(await paged(source, workshop, 3)).toEqual(changes);
    expect(await paged(source, workshop, 100, 1_500)).toEqual(changes);
    expect(await source.count(workshop)).toBe(changes.length);
    const byDevice = (a: DeviceChain, b: DeviceChain): number => (a.device < b.device ? -1 : 1);
    expect((await source.chains(workshop)).sort(byDevice)).toEqual(chains.sort(byDevice));
    const ids = changes.map(({ event }) => event.id);
    const others = [`${workshop}/ZZZZZZZZ/0000000001`, `${workshop}/K2ABCDEF/9999999999`, 'nonsense', ...ids.map((id) => `x${id}`)];
    expect(await source.hashesOf(workshop, [...ids, ...others])).toEqual([...changes.map(({ hash }) => hash), ...others.map(() => null)]);
    expect(await source.eventsOf(workshop, [...others, ...[...ids].reverse()])).toEqual([...others.map(() => null), ...changes.map(({ event }) => event).reverse()]);
    if (changes.length > 0) here.push(workshop);
  }
  expect((await source.workshops()).sort()).toEqual(here.sort());
}

/** Events of some devices in some workshops, with gaps, written here and received. */
const lives = fc.array(
  fc.record({
    device: fc.nat(3),
    workshop: fc.constantFrom(...workshops),
    count: fc.integer({ min: 1, max: 5 }),
    /** So many of the device's events never arrive. */
    skipped: fc.nat(2),
    length: fc.constantFrom(1, 1, 10, 400_000),
    start: fc.nat(9).map((number) => number === 0),
  }),
  { minLength: 1, maxLength: 14 },
);

let made = 0;
const draft = (length: number): DraftEvent => {
  const event = refusal(`n${(made += 1)}`) as Extract<DraftEvent, { type: 'scan.refused' }>;
  return { ...event, data: { ...event.data, code: 'x'.repeat(length) } };
};

async function live(folder: string, steps: typeof lives extends fc.Arbitrary<infer L> ? L : never): Promise<Journal> {
  const others = [new OtherDevice(), new OtherDevice(), new OtherDevice()];
  let { journal } = open(folder);
  for (const { device, workshop, count, skipped, length, start } of steps) {
    const drafts = Array.from({ length: count }, () => draft(length));
    const other = others[device];
    if (!other) await journal.append(workshop, drafts);
    else {
      other.write(Array.from({ length: skipped }, () => draft(1)), workshop);
      await journal.receive(workshop, other.write(drafts, workshop));
    }
    if (start) {
      await journal.close();
      ({ journal } = open(folder));
    }
  }
  return journal;
}

/** In ms: some hundred megabytes are written and flushed. */
const patience = 240_000;

describe('the index', () => {
  test('says what a look through the whole journal says, however events came in', async () => {
    await fc.assert(fc.asyncProperty(lives, async (steps) => {
      const folder = freshFolder();
      const journal = await live(folder, steps);
      await expectRight(folder, journal);
      await journal.append(workshops[0]!, [draft(1)]);
      await expectRight(folder, journal);
      await journal.close();
    }), { numRuns: 40 });
  }, patience);

  test('deleted, cut short, with noise anywhere or of another journal, it is right again after the next opening', async () => {
    const harm = fc.record({
      file: fc.constantFrom('lines.1', 'places.1', 'chains.1'),
      how: fc.constantFrom('delete', 'cut', 'noise', 'zeros', 'longer', 'older', 'other'),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      noise: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    });
    await fc.assert(fc.asyncProperty(lives, lives, fc.array(harm, { minLength: 1, maxLength: 3 }), async (steps, elsewhere, harms) => {
      const [folder, otherFolder] = [freshFolder(), freshFolder()];
      const journal = await live(folder, steps);
      await journal.indexed();
      await journal.close();
      await (await live(otherFolder, elsewhere).then(async (other) => { await other.indexed(); return other; })).close();
      const older = path.join(folder, 'older');
      fs.cpSync(path.join(folder, 'index'), older, { recursive: true });
      const again = open(folder);
      await again.journal.indexed();
      await again.journal.append(workshops[1]!, [draft(1), draft(1)]);
      await again.journal.close();
      for (const { file, how, at, noise } of harms) {
        const target = path.join(folder, 'index', file);
        const bytes = fs.existsSync(target) ? fs.readFileSync(target) : Buffer.alloc(0);
        const place = Math.floor(at * bytes.length);
        if (how === 'delete') fs.rmSync(target, { force: true });
        else if (how === 'cut') fs.writeFileSync(target, bytes.subarray(0, place));
        else if (how === 'older') fs.copyFileSync(path.join(older, file), target);
        else if (how === 'other') fs.copyFileSync(path.join(otherFolder, 'index', file), target);
        else if (how === 'longer') fs.appendFileSync(target, noise);
        else fs.writeFileSync(target, Buffer.concat([bytes.subarray(0, place), how === 'zeros' ? Buffer.alloc(noise.length) : noise, bytes.subarray(place + noise.length)]));
      }
      const harmed = open(folder);
      await expectRight(folder, harmed.journal);
      await harmed.journal.append(workshops[0]!, [draft(1)]);
      await expectRight(folder, harmed.journal);
      await harmed.journal.close();
    }), { numRuns: 60 });
  }, patience);

  test('of a whole other journal is not believed, though that has as many lines', async () => {
    const [folder, other] = [freshFolder(), freshFolder()];
    const journals = [open(folder).journal, open(other).journal];
    for (const journal of journals) {
      await journal.append(workshops[0]!, [draft(1), draft(1), draft(1)]);
      await journal.indexed();
      await journal.close();
    }
    fs.rmSync(path.join(folder, 'index'), { recursive: true });
    fs.cpSync(path.join(other, 'index'), path.join(folder, 'index'), { recursive: true });
    const { journal } = open(folder);
    await expectRight(folder, journal);
    await journal.close();
  });

  test('ahead of a journal that was torn off goes back with it', async () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    await journal.indexed();
    await journal.append(workshops[0]!, [draft(1), draft(1)]);
    await journal.append(workshops[1]!, [draft(1), draft(1)]);
    await journal.close();
    fs.truncateSync(lastSegment(folder), fs.statSync(lastSegment(folder)).size - 700);
    const again = open(folder);
    expect(again.journal.lines).toBe(2);
    await again.journal.append(workshops[2]!, [draft(1), draft(1), draft(1)]);
    await expectRight(folder, again.journal);
    await again.journal.close();
  });

  test('outlasts an erasure, which moves every byte behind it', async () => {
    const folder = freshFolder();
    const other = new OtherDevice();
    const person = { fullName: 'Kim Minjun', nameOnCertificate: '', email: 'kim@example.org', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {} };
    const by = { role: 'desk' as const };
    const at = '2025-09-24T00:00:00.000Z';
    const { journal } = open(folder);
    await journal.receive(workshops[0]!, other.write([{
      type: 'attendee.registered', at, person,
      data: { registrationId: 'A', ticketCode: null, sessions: [], consents: { data: true, photo: null }, onlineParts: [], source: 'import', by },
    }, draft(1), draft(1)]));
    await journal.append(workshops[0]!, [draft(5)]);
    const source = new JournalSource(journal);
    const reading = (async () => { for (let i = 0; i < 50; i++) expect((await source.changes(workshops[0]!, 1, 3)).changes).toHaveLength(3); })();
    await journal.append(workshops[0]!, [{ type: 'attendee.erased', at, data: { registrationId: 'A', reason: 'requested', by } }]);
    await journal.blank();
    await reading;
    await expectRight(folder, journal);
    expect(JSON.stringify(await paged(source, workshops[0]!, 2))).not.toContain('Minjun');
    await journal.close();
    const again = open(folder);
    await expectRight(folder, again.journal);
    await again.journal.close();
  });

  test('learns of lines that were damaged when it was made, and healed afterwards', async () => {
    const [folder, stick] = [freshFolder(), freshFolder()];
    const { journal } = open(folder, { mirror: stick });
    for (let i = 0; i < 5; i++) await journal.append(workshops[0]!, [draft(400_000)]);
    await journal.close();
    const first = path.join(folder, '0000000001.journal');
    const whole = fs.readFileSync(first);
    const bytes = Buffer.from(whole);
    bytes[500_000]! ^= 1;
    fs.writeFileSync(first, bytes);
    const without = open(folder);
    const source = new JournalSource(without.journal);
    expect(await source.count(workshops[0]!)).toBe(4);
    expect((await source.changes(workshops[0]!, 0, 10)).changes.map(({ line }) => line)).toEqual([1, 3, 4, 5]);
    await without.journal.close();
    const healing = open(folder, { mirror: stick });
    expect(await new JournalSource(healing.journal).count(workshops[0]!)).toBe(4);
    expect(healing.journal.verify().damage).toEqual([]);
    await expectRight(folder, healing.journal);
    await healing.journal.close();
    expect(fs.readFileSync(first).equals(whole)).toBe(true);
  });

  test('needs little room for a device that skips a million numbers', async () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    const other = new OtherDevice();
    const documents = other.write([draft(1), draft(1)]).map((document, index) => {
      const seq = [4_000_000, 9_999_999_999][index] as number;
      return { ...document, seq, id: `${workshops[0]}/${other.device}/${String(seq).padStart(10, '0')}` };
    });
    expect(await journal.receive(workshops[0]!, documents)).toEqual(['written', 'written']);
    expect(await journal.receive(workshops[0]!, documents)).toEqual(['known', 'known']);
    expect((await new JournalSource(journal).chains(workshops[0]!))[0]?.ranges).toEqual([[4_000_000, 4_000_000], [9_999_999_999, 9_999_999_999]]);
    await journal.close();
    expect(fs.statSync(path.join(folder, 'index', 'places.1')).size).toBeLessThan(20_000);
  });

  test('is opened while events go on being written, and has them all', async () => {
    const folder = freshFolder();
    const { journal } = open(folder);
    for (let i = 0; i < 20; i++) await journal.append(workshops[0]!, Array.from({ length: 200 }, () => draft(10)));
    const appends: Promise<unknown>[] = [];
    const opening = journal.indexed();
    for (let i = 0; i < 100; i++) {
      appends.push(journal.append(workshops[i % 3]!, [draft(10)]));
      await new Promise(setImmediate);
    }
    await Promise.all([opening, ...appends]);
    await expectRight(folder, journal);
    await journal.close();
  }, 120_000);
});

test('who listens is told of what was written, own and others’, by workshop', async () => {
  const { journal } = open(freshFolder());
  const source = new JournalSource(journal);
  const grown: string[] = [];
  const stop = source.onGrown((workshop) => grown.push(workshop));
  const documents = new OtherDevice().write([draft(1)], workshops[1]);
  await journal.append(workshops[0]!, [draft(1)]);
  await source.receive(workshops[1]!, documents);
  await source.receive(workshops[1]!, documents);
  stop();
  await journal.append(workshops[2]!, [draft(1)]);
  expect(grown).toEqual([workshops[0], workshops[1]]);
  await journal.close();
});
