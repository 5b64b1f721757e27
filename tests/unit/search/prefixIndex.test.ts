import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PrefixIndex, type SearchResult } from '../../../renderer/store/search/prefixIndex';

/** The same rule, row by row. */
function scan(people: ReadonlyMap<number, readonly string[]>, query: readonly string[], limit: number): SearchResult {
  const found: { row: number; whole: number }[] = [];
  for (const [row, tokens] of people) {
    let matches = query.length > 0;
    let whole = 0;
    for (let last = 0; last < query.length; last++) {
      const runs = query.slice(0, last + 1).map((_, first) => query.slice(first, last + 1).join(''));
      matches &&= runs.some((run) => tokens.some((token) => token.startsWith(run)));
      if (runs.some((run) => tokens.includes(run))) whole++;
    }
    if (matches) found.push({ row, whole });
  }
  found.sort((a, b) => b.whole - a.whole || a.row - b.row);
  return { rows: found.slice(0, limit).map(({ row }) => row), total: found.length, exact: true };
}

const indexOf = (people: ReadonlyMap<number, readonly string[]>): PrefixIndex =>
  PrefixIndex.build([...people].map(([row, tokens]) => ({ row, tokens })));
const cloned = (index: PrefixIndex): PrefixIndex => PrefixIndex.fromBuffers(structuredClone(index.toBuffers()));

// Few letters, one of each UTF-8 length and one above U+E000, so that tokens share beginnings and orders differ.
const token = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '김', '\uffe6', '𠮷'), minLength: 1, maxLength: 4 });
const tokens = fc.array(token, { maxLength: 5 });
const row = fc.integer({ min: 0, max: 99 });
const people = fc.array(fc.tuple(row, tokens), { maxLength: 40 }).map((pairs) => new Map(pairs));
const queries = fc.array(
  fc.array(
    token.map((text) => [...text].slice(0, 2).join('')),
    { maxLength: 4 },
  ),
  { minLength: 1, maxLength: 8 },
);
const limit = fc.integer({ min: 1, max: 30 });

describe('PrefixIndex', () => {
  test('finds what a scan of everybody finds, in the same order', () => {
    fc.assert(
      fc.property(people, queries, limit, (everybody, asked, most) => {
        const index = indexOf(everybody);
        for (const query of asked) expect(index.search(query, most)).toEqual(scan(everybody, query, most));
      }),
    );
  });

  test('and does so through changes, rebuilding and storing', () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant('update' as const), row: fc.integer({ min: 0, max: 200 }), tokens }),
      fc.record({ does: fc.constant('remove' as const), row }),
      fc.record({ does: fc.constantFrom('rebuild' as const, 'store' as const) }),
    );
    fc.assert(
      fc.property(people, fc.array(step, { maxLength: 30 }), queries, limit, (start, steps, asked, most) => {
        const everybody = new Map(start);
        let index = indexOf(everybody);
        for (const change of steps) {
          if (change.does === 'update') {
            everybody.set(change.row, change.tokens);
            index.update(change.row, change.tokens);
          } else if (change.does === 'remove') {
            everybody.delete(change.row);
            index.remove(change.row);
          } else if (change.does === 'rebuild') index.rebuild();
          else index = cloned(index);
          for (const query of asked) expect(index.search(query, most)).toEqual(scan(everybody, query, most));
        }
      }),
    );
  });

  test('after rebuilding is the very index that building anew gives', () => {
    fc.assert(
      fc.property(people, people, (before, changes) => {
        const index = indexOf(before);
        for (const [changed, now] of changes) index.update(changed, now);
        const after = new Map([...before, ...changes]);
        const { bytes, tokenStarts, rowStarts } = index.toBuffers();
        const anew = indexOf(after).toBuffers();
        expect({ bytes, tokenStarts, rowStarts }).toEqual({
          bytes: anew.bytes,
          tokenStarts: anew.tokenStarts,
          rowStarts: anew.rowStarts,
        });
      }),
    );
  });

  test('puts rows with more of the query as whole tokens first', () => {
    const index = PrefixIndex.build([
      { row: 0, tokens: ['annabel', 'mariana'] },
      { row: 1, tokens: ['anna', 'mariana'] },
      { row: 2, tokens: ['anna', 'maria'] },
      { row: 3, tokens: ['annamaria'] },
    ]);
    expect(index.search(['anna', 'maria'], 10).rows).toEqual([2, 1, 3, 0]);
    expect(index.search(['anna'], 10).rows).toEqual([1, 2, 0, 3]);
    expect(index.search(['anna'], 2)).toEqual({ rows: [1, 2], total: 4, exact: true });
  });

  test('takes two query tokens as one that was written together', () => {
    const index = PrefixIndex.build([{ row: 7, tokens: ['kim', 'seoyeon'] }]);
    expect(index.search(['seo', 'yeon'], 5).rows).toEqual([7]);
    expect(index.search(['kim', 'seo', 'ye'], 5).rows).toEqual([7]);
    expect(index.search(['yeon', 'seo'], 5).rows).toEqual([]);
  });

  test('finds nobody for nothing', () => {
    const index = PrefixIndex.build([{ row: 0, tokens: ['', 'a'] }]);
    for (const query of [[], [''], ['', '']])
      expect(index.search(query, 5)).toEqual({ rows: [], total: 0, exact: true });
    expect(new PrefixIndex().search(['a'], 5).total).toBe(0);
  });

  test('says when rebuilding is due, and that it is done', () => {
    const index = PrefixIndex.build([]);
    for (let added = 0; added <= 2000; added++) {
      expect(index.needsRebuild).toBe(false);
      index.update(added, [`name${added}`]);
    }
    expect(index.needsRebuild).toBe(true);
    index.rebuild();
    expect(index.needsRebuild).toBe(false);
    expect(index.search(['name1'], 2000).total).toBe(1 + 10 + 100 + 1000);
  });

  test('keeps answering a query of a hundred words', () => {
    const index = PrefixIndex.build([{ row: 0, tokens: ['a'] }]);
    expect(
      index.search(
        Array.from({ length: 100 }, () => 'a'),
        5,
      ).rows,
    ).toEqual([0]);
  });

  test('refuses buffers that are not its own', () => {
    const good = PrefixIndex.build([{ row: 3, tokens: ['anna', 'maria'] }]).toBuffers();
    const words = (...numbers: number[]): ArrayBuffer => new Uint32Array(numbers).buffer;
    const bad = [
      { ...good, version: 2 as 1 },
      { ...good, bytes: new ArrayBuffer(3) },
      { ...good, tokenStarts: words(0, 4) },
      { ...good, tokenStarts: words(0, 12, 9) },
      { ...good, rowStarts: words(0, 1, 3) },
      { ...good, rows: new ArrayBuffer(7) },
      { ...good, rows: words(3, 0xfffffff0) },
    ];
    for (const buffers of bad) expect(() => PrefixIndex.fromBuffers(buffers)).toThrow();
    expect(PrefixIndex.fromBuffers(good).search(['ma'], 1).rows).toEqual([3]);
  });
});
