import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashIndex, hashKey } from '../../../renderer/store/records/hashIndex';

describe('HashIndex', () => {
  test('equals a map of sets through adding, removing and storing', () => {
    const key = fc.oneof(
      fc.constantFrom('', 'SEL25-00001-736313', 'SEL25-00002-621513', '김', '\ud83d'),
      fc.string({ maxLength: 3 }),
    );
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: fc.constant('add' as const), key, row: fc.nat(50) }) },
      { weight: 4, arbitrary: fc.record({ does: fc.constant('remove' as const), key, row: fc.nat(50) }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('store' as const) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
        let index = new HashIndex();
        const map = new Map<string, Set<number>>();
        for (const change of steps) {
          if (change.does === 'store') {
            index = HashIndex.fromBuffer(index.toBuffer());
            continue;
          }
          const rows = map.get(change.key) ?? new Set<number>();
          map.set(change.key, rows);
          if (change.does === 'add') rows.add(change.row);
          else rows.delete(change.row);
          index[change.does](change.key, change.row);
        }
        for (const [each, rows] of map) expect(index.candidates(each)).toEqual([...rows].sort((a, b) => a - b));
        expect(index.size).toBe([...map.values()].reduce((sum, rows) => sum + rows.size, 0));
      }),
    );
  });

  test('holds many keys through growing, and loses none when others go', () => {
    const index = new HashIndex();
    const code = (row: number): string => `SEL25-${String(row).padStart(5, '0')}`;
    for (let row = 0; row < 20_000; row++) index.add(code(row), row);
    for (let row = 0; row < 20_000; row += 3) index.remove(code(row), row);
    const lost = [];
    for (let row = 0; row < 20_000; row++)
      if (index.candidates(code(row)).includes(row) !== (row % 3 !== 0)) lost.push(row);
    expect(lost).toEqual([]);
  });

  test('keeps the rows of two keys with one hash apart from neither, so the caller compares', () => {
    const seen = new Map<number, string>();
    let twins: [string, string] | null = null;
    for (let i = 0; twins === null && i < 1_000_000; i++) {
      const key = `K${i}`;
      const other = seen.get(hashKey(key));
      if (other !== undefined) twins = [other, key];
      seen.set(hashKey(key), key);
    }
    const [one, two] = twins ?? ['', ''];
    expect(one).not.toBe(two);
    const index = new HashIndex();
    index.add(one, 1);
    index.add(two, 2);
    expect(index.candidates(one)).toEqual([1, 2]);
    index.remove(one, 1);
    expect(index.candidates(two)).toEqual([2]);
  });

  test('spreads keys that differ in one character', () => {
    const low = new Set<number>();
    for (let i = 0; i < 4096; i++) low.add(hashKey(`SEL25-${i}`) & 4095);
    // Of 4,096 random numbers below 4,096 about 63 % are different.
    expect(low.size).toBeGreaterThan(2400);
  });

  test('removes nothing that was never added', () => {
    const index = new HashIndex();
    index.add('a', 1);
    index.remove('a', 2);
    index.remove('b', 1);
    index.remove('', -1);
    expect(index.candidates('a')).toEqual([1]);
    expect(index.size).toBe(1);
    expect(() => index.add('a', -1)).toThrow(RangeError);
  });

  test('refuses a buffer that is not its own', () => {
    const index = new HashIndex();
    index.add('a', 1);
    const good = index.toBuffer();
    const changed = (word: number, value: number): ArrayBuffer => {
      const words = new Uint32Array(good.slice());
      words[word] = value;
      return words.buffer;
    };
    for (const bad of [
      good.slice(4),
      good.slice(0, -1),
      new ArrayBuffer(0),
      changed(0, 2),
      changed(1, 65),
      changed(2, 2),
      changed(2, 64),
    ]) {
      expect(() => HashIndex.fromBuffer(bad)).toThrow('damaged');
    }
    expect(HashIndex.fromBuffer(good).candidates('a')).toEqual([1]);
  });
});
