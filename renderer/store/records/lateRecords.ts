import type { RecordArena } from './recordArena';

/** Reads stored chunks by their numbers. */
export type ReadChunks = (indexes: readonly number[]) => Promise<(Uint8Array | undefined)[]>;

/**
 * Brings the chunks of a restored arena in when they are needed: the first scan after a start needs one of them, and
 * not the thirty that 100,000 people take.
 */
export class LateRecords {
  private readonly reading = new Map<number, Promise<void>>();
  private everything: Promise<void> | null = null;

  constructor(
    private readonly arena: RecordArena,
    private readonly read: ReadChunks,
  ) {}

  /** Resolves once these rows can be read. @throws when their chunks are lost or damaged. */
  async rows(rows: readonly number[]): Promise<void> {
    const missing = new Set(rows.map((row) => this.arena.chunkOf(row)).filter((index) => this.arena.isMissing(index)));
    await Promise.all([...missing].map((index) => this.chunk(index)));
  }

  /** Resolves once every row can be read. @throws as `rows` does. */
  all(): Promise<void> {
    this.everything ??= this.supply(this.arena.missing);
    return this.everything;
  }

  private chunk(index: number): Promise<void> {
    if (this.everything) return this.everything;
    let reading = this.reading.get(index);
    if (!reading) this.reading.set(index, (reading = this.supply([index])));
    return reading;
  }

  private async supply(indexes: readonly number[]): Promise<void> {
    const chunks = await this.read(indexes);
    for (const [at, index] of indexes.entries()) this.arena.supply(index, chunks[at]);
  }
}
