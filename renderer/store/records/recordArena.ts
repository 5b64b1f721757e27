/** A chunk as a snapshot carries it. */
export interface SavedChunk {
  index: number;
  /** The part in use, a copy. */
  bytes: Uint8Array;
  /** Nothing will be added to it any more. */
  final: boolean;
}

export interface ArenaSnapshot {
  /** Of this snapshot; each has a higher one. */
  generation: number;
  /** How many chunks there are; stored ones with this index or a higher one are left over from before a `compact`. */
  chunkCount: number;
  /** Those that changed after the generation asked for. */
  chunks: SavedChunk[];
  /** Where each record is; belongs to exactly these chunks. */
  table: ArrayBuffer;
}

interface Chunk {
  bytes: Uint8Array;
  used: number;
  /** The generation of the first snapshot that has to carry its present content. */
  generation: number;
  /** Restored without its bytes, which `supply` brings. */
  missing?: boolean;
}

const formatVersion = 1;
/** Version, generation, records, chunks, index of the open chunk plus 1, bits of a chunk's size. */
const headerWords = 6;

/**
 * Records of UTF-8 text, numbered from 0, in chunks of 32 KiB outside the JavaScript heap, where 100,000 of them cost the
 * garbage collector nothing. Text is only ever added: a replaced record is written anew and its old text becomes garbage,
 * so a chunk that is full never changes and a snapshot carries only the last ones. A record never spans chunks; one
 * larger than a chunk has a chunk of its own.
 */
export class RecordArena {
  readonly #chunkBits: number;
  #chunks: Chunk[] = [];
  /** The chunk that is being filled, -1 before the first. */
  #open = -1;
  #count = 0;
  /** Per record: chunk number and offset in one number, and the length in bytes. */
  #addresses: Uint32Array = new Uint32Array(256);
  #lengths: Uint32Array = new Uint32Array(256);
  #liveBytes = 0;
  #generation = 0;

  /** `chunkBits`: a chunk has 2 to this power bytes. */
  constructor(chunkBits = 15) {
    this.#chunkBits = chunkBits;
  }

  /** How many records there are. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of replaced records, which `compact` gives back. */
  get garbageBytes(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.used, 0) - this.#liveBytes;
  }

  /** Bytes of the records themselves. */
  get liveBytes(): number {
    return this.#liveBytes;
  }

  /** The generation of the last snapshot, 0 before the first. */
  get generation(): number {
    return this.#generation;
  }

  /** Adds a record and returns its row. */
  append(value: string | Uint8Array): number {
    const row = this.#count;
    if (row === this.#addresses.length) {
      this.#addresses = enlarged(this.#addresses);
      this.#lengths = enlarged(this.#lengths);
    }
    this.#lengths[row] = 0;
    this.#write(row, value);
    this.#count++;
    return row;
  }

  /** Puts another text in a record's place. The old one stays in memory and in snapshots until `compact`. */
  replace(row: number, value: string | Uint8Array): void {
    this.#check(row);
    this.#write(row, value);
  }

  /** A record's text. Throws a RangeError for a row that was never appended. */
  read(row: number): string {
    return decoder.decode(this.readBytes(row));
  }

  /** A record's text in UTF-8: a view, good until `compact`. */
  readBytes(row: number): Uint8Array {
    this.#check(row);
    const address = this.#addresses[row] as number;
    const start = address & ((1 << this.#chunkBits) - 1);
    const { bytes, missing } = this.#chunks[address >>> this.#chunkBits] as Chunk;
    if (missing) throw new Error(`The chunk of record ${row} has not been read yet`);
    return bytes.subarray(start, start + (this.#lengths[row] as number));
  }

  /** Writes all records anew, close together. What was replaced, the erased included, is gone from memory then, and from the store with the next snapshot. */
  compact(): void {
    const fresh = new RecordArena(this.#chunkBits);
    for (let row = 0; row < this.#count; row++) fresh.append(this.readBytes(row));
    this.#chunks = fresh.#chunks;
    this.#open = fresh.#open;
    this.#addresses = fresh.#addresses;
    this.#lengths = fresh.#lengths;
    for (const chunk of this.#chunks) chunk.generation = this.#generation + 1;
  }

  /**
   * What has to be stored so that `restore` gives these records again: the table, and the chunks that changed after the
   * snapshot `since`, by default the last one taken. Whoever could not store that one gives the last that was stored
   * (0: everything). Store it all in one transaction and delete the chunks from `chunkCount` on.
   */
  snapshot(since = this.#generation): ArenaSnapshot {
    this.#generation++;
    const chunks: SavedChunk[] = [];
    for (const [index, chunk] of this.#chunks.entries()) {
      if (chunk.generation <= since) continue;
      chunks.push({ index, bytes: chunk.bytes.slice(0, chunk.used), final: index !== this.#open });
    }
    return { generation: this.#generation, chunkCount: this.#chunks.length, chunks, table: this.#table().buffer };
  }

  /** The number of the chunk that a record is in. */
  chunkOf(row: number): number {
    this.#check(row);
    return (this.#addresses[row] as number) >>> this.#chunkBits;
  }

  isMissing(index: number): boolean {
    return this.#chunks[index]?.missing === true;
  }

  /** The numbers of chunks that `restore` was not given. Until they are supplied their records cannot be read, nor a snapshot or `compact` made. */
  get missing(): number[] {
    return this.#chunks.flatMap((chunk, index) => (chunk.missing ? [index] : []));
  }

  /** Brings the bytes of a missing chunk. Throws when there are too few of them. */
  supply(index: number, bytes: Uint8Array | undefined): void {
    const chunk = this.#chunks[index];
    if (!chunk?.missing) return;
    if (bytes === undefined || bytes.length < chunk.used) throw damaged();
    chunk.bytes = bytes;
    delete chunk.missing;
  }

  /** The chunk that is being filled, of a stored table; null if there is none. It must be among those given to `restore`. */
  static openChunkOf(table: ArrayBuffer): number | null {
    const open = table.byteLength % 4 === 0 ? new Uint32Array(table)[4] : undefined;
    return open ? open - 1 : null;
  }

  /**
   * The arena of a stored table and its chunks, which become its own. Chunks that are not given are `missing`, but for
   * the one that is being filled. Throws when they do not belong together.
   */
  static restore(saved: { table: ArrayBuffer; chunks: Iterable<Pick<SavedChunk, 'index' | 'bytes'>> }): RecordArena {
    if (saved.table.byteLength % 4 !== 0) throw damaged();
    const table = new Uint32Array(saved.table);
    const [version, generation = 0, count = 0, chunkCount = 0, open = 0, chunkBits = 0] = table;
    if (version !== formatVersion || table.length !== headerWords + chunkCount + 2 * count) throw damaged();
    if (open > chunkCount || chunkBits < 1 || chunkBits > 30) throw damaged();
    const arena = new RecordArena(chunkBits);
    arena.#generation = generation;
    arena.#open = open - 1;
    arena.#count = count;
    const stored = new Map<number, Uint8Array>();
    for (const { index, bytes } of saved.chunks) stored.set(index, bytes);
    for (let index = 0; index < chunkCount; index++) {
      const used = table[headerWords + index] as number;
      const bytes = stored.get(index);
      if (bytes === undefined && index !== arena.#open) {
        arena.#chunks.push({ bytes: new Uint8Array(0), used, generation, missing: true });
        continue;
      }
      if (bytes === undefined || bytes.length < used) throw damaged();
      arena.#chunks.push({ bytes: index === arena.#open ? roomy(bytes, 1 << chunkBits) : bytes, used, generation });
    }
    const records = headerWords + chunkCount;
    arena.#addresses = table.slice(records, records + count);
    arena.#lengths = table.slice(records + count);
    for (let row = 0; row < count; row++) {
      const address = arena.#addresses[row] as number;
      const length = arena.#lengths[row] as number;
      const used = arena.#chunks[address >>> chunkBits]?.used ?? -1;
      if ((address & ((1 << chunkBits) - 1)) + length > used) throw damaged();
      arena.#liveBytes += length;
    }
    return arena;
  }

  #check(row: number): void {
    if (!(Number.isInteger(row) && row >= 0 && row < this.#count)) throw new RangeError(`There is no record ${row}`);
  }

  #write(row: number, value: string | Uint8Array): void {
    const capacity = 1 << this.#chunkBits;
    // A UTF-16 unit takes three bytes of UTF-8 at most: where these fit, the text is encoded right where it stays.
    let bytes = typeof value === 'string' && value.length * 3 > this.#roomLeft() ? encoder.encode(value) : value;
    if (typeof bytes !== 'string' && bytes.length > this.#roomLeft()) {
      const index = this.#addChunk(Math.max(capacity, bytes.length));
      if (bytes.length <= capacity) this.#open = index;
      else return this.#place(row, index, bytes);
    }
    this.#place(row, this.#open, bytes);
  }

  #place(row: number, index: number, value: string | Uint8Array): void {
    const chunk = this.#chunks[index];
    if (chunk === undefined) throw new RangeError('The record arena has no open chunk');
    const start = chunk.used;
    let length = value.length;
    if (typeof value === 'string') length = encoder.encodeInto(value, chunk.bytes.subarray(start)).written;
    else chunk.bytes.set(value, start);
    chunk.used += length;
    chunk.generation = this.#generation + 1;
    this.#liveBytes += length - (this.#lengths[row] as number);
    this.#addresses[row] = ((index << this.#chunkBits) | (length === 0 ? 0 : start)) >>> 0;
    this.#lengths[row] = length;
  }

  #roomLeft(): number {
    const chunk = this.#chunks[this.#open];
    return chunk === undefined ? -1 : chunk.bytes.length - chunk.used;
  }

  #addChunk(bytes: number): number {
    if (this.#chunks.length === 2 ** (32 - this.#chunkBits)) throw new RangeError('The record arena is full');
    return this.#chunks.push({ bytes: new Uint8Array(bytes), used: 0, generation: this.#generation + 1 }) - 1;
  }

  #table(): Uint32Array<ArrayBuffer> {
    const chunks = this.#chunks.length;
    const table = new Uint32Array(headerWords + chunks + 2 * this.#count);
    table.set([formatVersion, this.#generation, this.#count, chunks, this.#open + 1, this.#chunkBits]);
    for (const [index, chunk] of this.#chunks.entries()) table[headerWords + index] = chunk.used;
    table.set(this.#addresses.subarray(0, this.#count), headerWords + chunks);
    table.set(this.#lengths.subarray(0, this.#count), headerWords + chunks + this.#count);
    return table;
  }
}

const encoder = new TextEncoder();
/** A byte order mark at the start of a record is the record's own. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function damaged(): Error {
  return new Error('The stored records are damaged');
}

function enlarged(numbers: Uint32Array): Uint32Array {
  const larger = new Uint32Array(Math.max(256, numbers.length * 2));
  larger.set(numbers);
  return larger;
}

function roomy(bytes: Uint8Array, capacity: number): Uint8Array {
  if (bytes.length >= capacity) return bytes;
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}
