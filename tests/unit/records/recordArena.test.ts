import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordArena, type ArenaSnapshot } from '../../../renderer/store/records/recordArena';

/** A store as a caller keeps one: the last table, and each chunk as it was last written. */
class StoredArena {
  generation = 0;
  table = new RecordArena().snapshot().table;
  readonly chunks = new Map<number, { index: number; bytes: Uint8Array; final: boolean }>();

  write(snapshot: ArenaSnapshot): void {
    this.generation = snapshot.generation;
    this.table = snapshot.table;
    for (const chunk of snapshot.chunks) this.chunks.set(chunk.index, chunk);
    for (const index of this.chunks.keys()) if (index >= snapshot.chunkCount) this.chunks.delete(index);
  }

  read(): RecordArena {
    return RecordArena.restore(structuredClone({ table: this.table, chunks: [...this.chunks.values()] }));
  }
}

const all = (arena: RecordArena): string[] => Array.from({ length: arena.count }, (_, row) => arena.read(row));

describe('RecordArena', () => {
  test('equals a plain array through appending, replacing, compacting and storing', () => {
    // Chunks of 64 bytes, so that records fall on their ends and outgrow them.
    const value = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 90 }),
      fc.constant('\ufeffbom'),
    );
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ does: fc.constant('append' as const), value, asBytes: fc.boolean() }) },
      { weight: 3, arbitrary: fc.record({ does: fc.constant('replace' as const), value, at: fc.nat() }) },
      {
        weight: 1,
        arbitrary: fc.record({
          does: fc.constantFrom('compact' as const, 'store' as const, 'fail' as const, 'restart' as const),
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let arena = new RecordArena(6);
        let plain: string[] = [];
        let storedPlain: string[] = [];
        const stored = new StoredArena();
        for (const change of steps) {
          if (change.does === 'append') {
            const given = change.asBytes ? new TextEncoder().encode(change.value) : change.value;
            expect(arena.append(given)).toBe(plain.push(change.value) - 1);
          } else if (change.does === 'replace') {
            if (plain.length === 0) continue;
            arena.replace(change.at % plain.length, change.value);
            plain[change.at % plain.length] = change.value;
          } else if (change.does === 'compact') {
            arena.compact();
            expect(arena.garbageBytes).toBe(0);
          } else if (change.does === 'store') {
            stored.write(arena.snapshot(stored.generation));
            storedPlain = [...plain];
          } else if (change.does === 'fail') arena.snapshot(stored.generation);
          else {
            arena = stored.read();
            plain = [...storedPlain];
          }
          expect(all(arena)).toEqual(plain);
          expect(arena.liveBytes).toBe(plain.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0));
        }
      }),
    );
  });

  test('a snapshot carries only the chunks that changed since the last', () => {
    const arena = new RecordArena(6);
    for (let i = 0; i < 10; i++) arena.append('x'.repeat(30));
    const first = arena.snapshot();
    expect(first.chunks.map(({ index, bytes, final }) => [index, bytes.length, final])).toEqual([
      [0, 60, true],
      [1, 60, true],
      [2, 60, true],
      [3, 60, true],
      [4, 60, false],
    ]);
    expect(arena.snapshot().chunks).toEqual([]);
    arena.replace(0, 'y');
    expect(arena.snapshot().chunks.map(({ index }) => index)).toEqual([4]);
    arena.append('x'.repeat(30));
    const third = arena.snapshot();
    expect(third.chunks.map(({ index, final }) => [index, final])).toEqual([[5, false]]);
    expect(third.generation).toBeGreaterThan(first.generation);
    // The last two were not stored: what they carried comes again, with the chunk that has become final.
    expect(arena.snapshot(first.generation).chunks.map(({ index, final }) => [index, final])).toEqual([
      [4, true],
      [5, false],
    ]);
  });

  test('a snapshot stays what it was when the arena goes on', () => {
    const arena = new RecordArena();
    arena.append('one');
    const snapshot = arena.snapshot();
    arena.append('two');
    arena.replace(0, 'three');
    expect(all(RecordArena.restore(snapshot))).toEqual(['one']);
  });

  test('a record larger than a chunk has its own, and the open chunk goes on being filled', () => {
    const arena = new RecordArena(6);
    arena.append('small');
    arena.append('L'.repeat(200));
    arena.append('small too');
    const { chunks } = arena.snapshot();
    expect(chunks.map(({ bytes, final }) => [bytes.length, final])).toEqual([
      [14, false],
      [200, true],
    ]);
    expect(all(arena)).toEqual(['small', 'L'.repeat(200), 'small too']);
  });

  test('replaced text is gone after compacting', () => {
    const arena = new RecordArena();
    arena.append('{"fullName":"Erased Person"}');
    arena.append('{}');
    arena.replace(0, '{"erased":true}');
    const text = (): string =>
      arena
        .snapshot(0)
        .chunks.map(({ bytes }) => new TextDecoder().decode(bytes))
        .join('');
    expect(arena.garbageBytes).toBe(28);
    expect(text()).toContain('Erased Person');
    arena.compact();
    expect(text()).not.toContain('Erased Person');
    expect(all(arena)).toEqual(['{"erased":true}', '{}']);
  });

  test('refuses rows it does not have', () => {
    const arena = new RecordArena();
    arena.append('x');
    for (const row of [-1, 1, 0.5, NaN]) {
      expect(() => arena.read(row)).toThrow(RangeError);
      expect(() => arena.replace(row, 'y')).toThrow(RangeError);
    }
  });

  test('takes chunks later; until then their records cannot be read', () => {
    const arena = new RecordArena(6);
    for (let i = 0; i < 5; i++) arena.append(String(i).repeat(30));
    const { table, chunks } = arena.snapshot();
    const open = RecordArena.openChunkOf(table);
    const restored = RecordArena.restore({ table, chunks: chunks.filter(({ index }) => index === open) });
    expect(restored.missing).toEqual([0, 1]);
    expect(restored.read(4)).toBe('4'.repeat(30));
    expect(() => restored.read(0)).toThrow('not been read');
    expect(() => restored.supply(0, undefined)).toThrow('damaged');
    expect(() => restored.supply(0, chunks[0]!.bytes.slice(1))).toThrow('damaged');
    restored.supply(restored.chunkOf(0), chunks[0]!.bytes);
    expect(restored.read(0)).toBe('0'.repeat(30));
    expect(restored.missing).toEqual([1]);
    restored.supply(1, chunks[1]!.bytes);
    expect([2, 3].map((row) => restored.read(row))).toEqual(['2'.repeat(30), '3'.repeat(30)]);
  });

  test('refuses a table and chunks that do not belong together', () => {
    const arena = new RecordArena(6);
    for (let i = 0; i < 5; i++) arena.append('x'.repeat(30));
    const { table, chunks } = arena.snapshot();
    const changed = (word: number, value: number): ArrayBuffer => {
      const words = new Uint32Array(table.slice());
      words[word] = value;
      return words.buffer;
    };
    expect(RecordArena.restore({ table, chunks }).count).toBe(5);
    const open = RecordArena.openChunkOf(table);
    expect(() => RecordArena.restore({ table, chunks: chunks.filter(({ index }) => index !== open) })).toThrow('damaged');
    expect(() => RecordArena.restore({ table: table.slice(0, -4), chunks })).toThrow('damaged');
    expect(() => RecordArena.restore({ table: table.slice(0, -1), chunks })).toThrow('damaged');
    expect(() => RecordArena.restore({ table: new ArrayBuffer(0), chunks })).toThrow('damaged');
    for (const [word, value] of [
      [0, 9],
      [2, 4],
      [3, 2],
      [4, 9],
      [5, 40],
      [9, 0xffff],
      [14, 61],
    ] as const) {
      expect(() => RecordArena.restore({ table: changed(word, value), chunks }), `word ${word}`).toThrow('damaged');
    }
    const short = chunks.map((chunk) => ({ ...chunk, bytes: chunk.bytes.slice(1) }));
    expect(() => RecordArena.restore({ table, chunks: short })).toThrow('damaged');
  });
});
