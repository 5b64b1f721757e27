import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FoldedLines } from '../../../renderer/store/foldedLines';

const hash = (line: number): string => `hash of ${line}`;

/** Lines in parts, each of which is folded once, some with the hash of their last line and some without. */
const parts = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 4 }), known: fc.boolean() }), { minLength: 1, maxLength: 12 })
  .chain((lengths) => {
    let line = 0;
    const ranges = lengths.map(({ length, known }) => ({ first: line + 1, last: (line += length), known }));
    return fc.record({ ranges: fc.constant(ranges), order: fc.shuffledSubarray(ranges, { minLength: ranges.length }) });
  });

test('the mark is never past a line that was not folded, always has that line’s hash, and is as far as it can be', () => {
  fc.assert(fc.property(parts, ({ ranges, order }) => {
    const folded = new FoldedLines();
    const done = new Set<number>();
    for (const { first, last, known } of order) {
      folded.add(first, last, known ? hash(last) : null);
      for (let line = first; line <= last; line++) done.add(line);
      let whole = 0;
      while (done.has(whole + 1)) whole += 1;
      expect(folded.line).toBeLessThanOrEqual(whole);
      if (folded.line > 0) expect(folded.anchor).toBe(hash(folded.line));
      for (const range of ranges) for (let line = range.first; line <= range.last; line++) expect(folded.has(line)).toBe(done.has(line));
      expect(folded.last).toBe(Math.max(...done));
      expect(folded.isWhole).toBe(folded.line === folded.last);
    }
    const end = ranges.at(-1)!;
    if (end.known) expect(folded.line).toBe(end.last);
    folded.reach(end.last, hash(end.last));
    expect([folded.line, folded.anchor, folded.isWhole]).toEqual([end.last, hash(end.last), true]);
    folded.add(1, end.last, null);
    folded.reach(1, hash(1));
    expect(folded.line).toBe(end.last);
  }), { numRuns: 1_000 });
});
