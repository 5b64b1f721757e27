import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { databaseOf } from '@shared/contract/sync';
import { syncProblem } from '@shared/contract/syncState';
import { replaceFile } from '../../../electron/journal/segments';
import { waitAfter } from '../../../electron/sync/client/backOff';
import { firstBatch, isSmallest, sizeAfter, smaller } from '../../../electron/sync/client/batchSize';
import { countOfRanges, isInRanges, rangesAfter, withNumbers } from '@shared/domain/ranges';
import { Places } from '../../../electron/sync/client/place';
import { RefusedList } from '../../../electron/sync/client/refusedList';
import { CouchServer } from './couchServer';
import { type Device, freshDevice, linkOf, quickLimits } from './device';
import { freshFolder } from './memoryFolder';
import { freshKey } from './freshKey';
import { MemorySource } from './memorySource';

/** The parts of the client that hold for all inputs, and power cuts between any two steps. */


describe('back-off', () => {
  const problem = fc.constantFrom(...syncProblem.options);
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('is never shorter than asked for, nor longer than five minutes unless asked', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), problem, random, fc.option(fc.integer({ min: 0, max: 100_000_000 })), (failures, what, r, asked) => {
      const wait = waitAfter(failures, what, r, asked);
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeGreaterThanOrEqual(Math.min(asked ?? 0, 3_600_000));
      expect(wait).toBeLessThanOrEqual(Math.max(300_000, Math.min(asked ?? 0, 3_600_000)));
    }));
  });

  test('never shrinks with more failures, and spreads over half of its length', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), problem, random, (failures, what, r) => {
      expect(waitAfter(failures + 1, what, r)).toBeGreaterThanOrEqual(waitAfter(failures, what, r));
      expect(waitAfter(failures, what, 0.999_999) / waitAfter(failures, what, 0)).toBeCloseTo(2, 1);
    }));
  });

  test('what a person has to mend is not asked again at once', () => {
    expect(waitAfter(1, 'unauthorized', 0)).toBe(150_000);
    expect(waitAfter(1, 'unreachable', 0)).toBe(1_000);
  });
});

test('batches shrink to one document and grow back', () => {
  let size = firstBatch;
  for (let i = 0; i < 40; i++) size = smaller(size);
  expect(isSmallest(size)).toBe(true);
  for (let i = 0; i < 40; i++) size = sizeAfter(size, 100);
  expect(size).toEqual({ bytes: 4_000_000, documents: 2_000 });
  expect(sizeAfter(size, 5_000)).toEqual(size);
  expect(sizeAfter(size, 30_000)).toEqual(smaller(size));
});

test('ranges of lines are the set of these lines', () => {
  const lines = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
  fc.assert(fc.property(lines, lines, fc.integer({ min: 0, max: 61 }), (some, more, after) => {
    const set = new Set([...some, ...more]);
    const ranges = withNumbers(withNumbers([], some), more);
    expect(countOfRanges(ranges)).toBe(set.size);
    for (let line = 0; line <= 61; line++) expect(isInRanges(ranges, line)).toBe(set.has(line));
    for (let i = 1; i < ranges.length; i++) expect((ranges[i]?.[0] ?? 0) - (ranges[i - 1]?.[1] ?? 0)).toBeGreaterThan(1);
    const rest = rangesAfter(ranges, after);
    for (let line = 0; line <= 61; line++) expect(isInRanges(rest, line)).toBe(line > after && set.has(line));
  }));
});

/** The power goes at one step of a run: a request, or a file that is written. Nothing of what would follow happens. */
class Power {
  steps = 0;

  constructor(readonly until: number) {}

  step(): void {
    this.steps += 1;
    if (this.steps > this.until) throw new Error('power cut');
  }
}

test('a power cut at every step of a run loses nothing and doubles nothing', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 22 }), fc.boolean()), { minLength: 3, maxLength: 8 }),
      fc.integer({ min: 1, max: 3 }),
      async (steps, batch) => {
        const server = new CouchServer({ validate: ({ seq }) => (seq === 3 ? 'other_workshop' : null) });
        const url = 'http://couch';
        const devices = [freshDevice(), freshDevice()] as [Device, Device];
        for (const [which, count, until, after] of steps) {
          const device = devices[which] as Device;
          device.source.writeSome('SEL25', count);
          const power = new Power(until);
          const cut = linkOf(device, url, {
            fetch: async (where, init) => {
              if (!after) power.step();
              const answer = await server.fetch(where, init);
              if (after) power.step();
              return answer;
            },
          });
          Object.assign(cut, {
            places: new Places(device.folder, (file, content) => {
              if (!after) power.step();
              replaceFile(file, content);
              if (after) power.step();
            }),
            batch: { size: { bytes: 1_000_000, documents: batch } },
          });
          await cut.run().catch(() => undefined);
        }
        const links = devices.map((device) => linkOf(device, url, { fetch: server.fetch, limits: { ...quickLimits, headMs: 20_000, wholeMs: 20_000 } }));
        for (const link of [...links, ...links]) expect(await link.run()).toMatchObject({ pending: 0 });
        const there = server.ids(databaseOf('SEL25'));
        const written = devices.flatMap(({ source, key }) => source.contents().filter((id) => id.includes(key.device)));
        const refused = new Set(written.filter((id) => id.includes('/0000000003:')));
        expect(there).toEqual(written.filter((id) => !refused.has(id)).sort());
        const listed = links.flatMap((link) => link.refused.all().map(({ id }) => id));
        expect(listed.sort()).toEqual([...refused].sort());
        for (const { source } of devices) for (const id of there) expect(source.contents()).toContain(id);
      },
    ),
    { numRuns: 60 },
  );
});

describe('files', () => {
  test('a place that cannot be read is the beginning', () => {
    const folder = freshFolder();
    const places = new Places(folder);
    places.save({ ...places.load('SEL25'), cursor: '7-abc', echo: 3 });
    expect(new Places(folder).load('SEL25')).toMatchObject({ cursor: '7-abc', echo: 3 });
    const [name] = fs.readdirSync(folder);
    fs.writeFileSync(`${folder}/${name}`, '{"version":1,"workshop":"SEL25"');
    expect(new Places(folder).load('SEL25')).toMatchObject({ cursor: 0, line: 0 });
  });

  test('a list whose last line was cut short keeps the others', () => {
    const folder = freshFolder();
    const refused = { direction: 'push' as const, workshop: 'SEL25', code: 'other' as const, reason: 'no', at: '2026-03-01T09:00:00.000Z' };
    const list = new RefusedList(folder);
    list.add([{ ...refused, id: 'a' }, { ...refused, id: 'b' }]);
    fs.appendFileSync(`${folder}/refused.ndjson`, '{"version":1,"key":"push:c"');
    const again = new RefusedList(folder);
    expect(again.all().map(({ id }) => id)).toEqual(['a', 'b']);
    again.add([{ ...refused, id: 'd' }]);
    again.remove(['push:a']);
    expect(new RefusedList(folder).all().map(({ id }) => id)).toEqual(['b', 'd']);
  });

  test('the journal of these tests finds what a killed process wrote', () => {
    const file = `${freshFolder()}/journal.ndjson`;
    const key = freshKey();
    new MemorySource(key, { file }).writeSome('SEL25', 3);
    fs.appendFileSync(file, '{"id":"torn');
    expect(new MemorySource(key, { file }).lastLine).toBe(3);
  });
});
