const formatVersion = 1;
/** Version, slots, entries. */
const headerWords = 3;
const smallest = 64;
const fullest = 0.7;

/**
 * Which rows may have a key, as a ticket code or an e-mail address: open addressing with linear probing over one typed
 * array, 8 bytes a slot. It keeps a 32-bit hash of the key and not the key, so `candidates` may name a row that has another
 * key; whoever asks compares with the record. Several rows may share a key. Use one index for each kind of key: two keys
 * of one row with one hash would be one entry here.
 */
export class HashIndex {
  /** Per slot the hash and the row plus 1, 0 where the slot is free. */
  #slots = new Uint32Array(2 * smallest);
  #size = 0;

  /** How many pairs of key and row there are. */
  get size(): number {
    return this.#size;
  }

  /** Says that a row has a key; saying it twice is saying it once. */
  add(key: string, row: number): void {
    if (!(Number.isInteger(row) && row >= 0 && row < 0xffffffff)) throw new RangeError(`There can be no row ${row}`);
    if ((this.#size + 1) * 2 > this.#slots.length * fullest) this.#grow();
    if (insert(this.#slots, hashKey(key), row + 1)) this.#size++;
  }

  /** Takes back that a row has a key, if it was said. */
  remove(key: string, row: number): void {
    const slots = this.#slots;
    const hash = hashKey(key);
    const mask = slots.length / 2 - 1;
    let hole = hash & mask;
    for (; ; hole = (hole + 1) & mask) {
      const entry = slots[2 * hole + 1];
      if (entry === 0) return;
      if (entry === row + 1 && slots[2 * hole] === hash) break;
    }
    // What follows without a gap moves up where it may, so that no probe ends at the hole.
    for (let slot = (hole + 1) & mask; slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
      const home = (slots[2 * slot] as number) & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[2 * hole] = slots[2 * slot] as number;
      slots[2 * hole + 1] = slots[2 * slot + 1] as number;
      hole = slot;
    }
    slots[2 * hole] = 0;
    slots[2 * hole + 1] = 0;
    this.#size--;
  }

  /** The rows that may have a key, ascending; all that have it are among them. */
  candidates(key: string): number[] {
    const slots = this.#slots;
    const hash = hashKey(key);
    const mask = slots.length / 2 - 1;
    const rows: number[] = [];
    for (let slot = hash & mask; slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
      if (slots[2 * slot] === hash) rows.push((slots[2 * slot + 1] as number) - 1);
    }
    return rows.length > 1 ? rows.sort((a, b) => a - b) : rows;
  }

  /** The index as one buffer, a copy. */
  toBuffer(): ArrayBuffer {
    const words = new Uint32Array(headerWords + this.#slots.length);
    words.set([formatVersion, this.#slots.length / 2, this.#size]);
    words.set(this.#slots, headerWords);
    return words.buffer;
  }

  /** An index out of what `toBuffer` gave; throws when it cannot be that. */
  static fromBuffer(buffer: ArrayBuffer): HashIndex {
    if (buffer.byteLength % 4 !== 0) throw damaged();
    const words = new Uint32Array(buffer);
    const [version, slots = 0, size = 0] = words;
    const powerOfTwo = slots >= smallest && (slots & (slots - 1)) === 0;
    if (version !== formatVersion || !powerOfTwo || words.length !== headerWords + 2 * slots || size >= slots)
      throw damaged();
    const index = new HashIndex();
    index.#slots = words.slice(headerWords);
    index.#size = size;
    let entries = 0;
    for (let slot = 0; slot < slots; slot++) if (index.#slots[2 * slot + 1] !== 0) entries++;
    if (entries !== size) throw damaged();
    return index;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#slots.length * 2);
    for (let at = 0; at < this.#slots.length; at += 2) {
      const entry = this.#slots[at + 1] as number;
      if (entry !== 0) insert(larger, this.#slots[at] as number, entry);
    }
    this.#slots = larger;
  }
}

/** Puts an entry into the first free slot from its own on, unless it is there already. */
function insert(slots: Uint32Array, hash: number, entry: number): boolean {
  const mask = slots.length / 2 - 1;
  let slot = hash & mask;
  for (; slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
    if (slots[2 * slot] === hash && slots[2 * slot + 1] === entry) return false;
  }
  slots[2 * slot] = hash;
  slots[2 * slot + 1] = entry;
  return true;
}

/** A 32-bit hash of a string: MurmurHash3 (x86, 32 bits, seed 0; Austin Appleby, public domain) with each UTF-16 unit as a block. */
export function hashKey(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) {
    const block = Math.imul(key.charCodeAt(i), 0xcc9e2d51);
    hash ^= Math.imul((block << 15) | (block >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= key.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function damaged(): Error {
  return new Error('The stored key index is damaged');
}
