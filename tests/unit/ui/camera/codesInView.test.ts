import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aloneAfterSeveral, awayBeforeNextScan, look, nothingInView } from '../../../../renderer/ui/camera/codesInView';

/** What becomes a scan of a row of readings, 100 ms apart unless told otherwise. */
function scansOf(readings: readonly (readonly string[])[], every = 100): string[] {
  let view = nothingInView;
  return readings.flatMap((codes, index) => {
    const seen = look(view, { codes, at: index * every });
    view = seen.view;
    return seen.scan === null ? [] : [seen.scan];
  });
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the same code held still', () => {
  test('is one scan, however long', () => {
    expect(scansOf(times(600, ['A']))).toEqual(['A']);
  });

  test('is one scan, though some readings miss it', () => {
    expect(scansOf([['A'], [], ['A'], [], [], [], ['A'], ...times(14, []), ['A']])).toEqual(['A']);
  });

  test('is another scan after it has been away for long enough', () => {
    const misses = awayBeforeNextScan / 100 - 1;
    expect(scansOf([['A'], ['A'], ...times(misses - 1, []), ['A'], ['A']])).toEqual(['A']);
    expect(scansOf([['A'], ['A'], ...times(misses, []), ['A'], ['A']])).toEqual(['A', 'A']);
  });

  test('counts though it is read only once', () => {
    expect(scansOf([[], ['A'], [], []])).toEqual(['A']);
  });
});

describe('several codes', () => {
  test('are none', () => {
    expect(scansOf(times(50, ['A', 'B']))).toEqual([]);
  });

  test('are none, though no picture shows both', () => {
    expect(scansOf(Array.from({ length: 50 }, (_, index) => [index % 2 ? 'A' : 'B']))).toEqual([]);
  });

  test('that come into view one after the other, as a sheet does, are none', () => {
    expect(scansOf([['A'], ['A', 'B'], ['A', 'B', 'C'], ['B', 'C']])).toEqual([]);
  });

  test('one that stays, alone for long enough, is a scan', () => {
    const alone = aloneAfterSeveral / 100;
    expect(scansOf([['A', 'B'], ...times(alone, ['A'])])).toEqual([]);
    expect(scansOf([['A', 'B'], ...times(alone + 2, ['A'])])).toEqual(['A']);
  });

  test('one that was scanned before the other came is not scanned again when that goes', () => {
    expect(scansOf([['A'], ['A'], ...times(5, ['A', 'B']), ...times(30, ['A'])])).toEqual(['A']);
  });

  test('one person after the other, with some time between, is a scan each', () => {
    expect(scansOf([['A'], ['A'], [], ['B'], ['B'], [], ['C'], ['C']])).toEqual(['A', 'B', 'C']);
  });
});

test('whatever comes into view: no scan of what was not there, none while several are, and none twice without being away', () => {
  const codes = fc.subarray(['A', 'B', 'C']);
  fc.assert(
    fc.property(fc.array(fc.tuple(codes, fc.constantFrom(30, 100, 500, 1_500, 2_000)), { maxLength: 60 }), (story) => {
      let view = nothingInView;
      let at = 0;
      const seenAt = new Map<string, number>();
      const scanned = new Set<string>();
      for (const [codesNow, pause] of story) {
        at += pause;
        for (const [code, last] of seenAt) if (at - last >= awayBeforeNextScan) scanned.delete(code);
        const before = view;
        const { view: after, scan } = look(before, { codes: codesNow, at });
        for (const code of codesNow) seenAt.set(code, at);
        if (scan !== null) {
          expect(before.before).toEqual([scan]);
          expect(codesNow.filter((code) => code !== scan)).toEqual([]);
          expect(scanned.has(scan)).toBe(false);
          scanned.add(scan);
        }
        if (codesNow.length > 1) expect(after.severalAt).toBe(at);
        // Codes of people who left are not kept.
        expect([...after.seen.keys()].every((code) => at - (seenAt.get(code) as number) < awayBeforeNextScan)).toBe(true);
        view = after;
      }
    }),
    { numRuns: 500, seed: 20250924 },
  );
});
