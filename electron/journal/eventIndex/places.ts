import fs from 'node:fs';

/** So many numbers of a list lie together. */
export const placesInBlock = 1_024;
const headBytes = 8;
const blockBytes = headBytes + placesInBlock * 4;
/** What is held in memory of the file: half a megabyte. */
const blocksHeld = 128;

interface Block {
  at: number;
  bytes: Buffer;
  /** The part of it that is not in the file yet. */
  dirty: [number, number] | null;
}

/**
 * Long lists of journal lines in one file, each cut into blocks that lie wherever there was room: the lines of a
 * workshop in order, and those of a device's events by their sequence numbers. Zero is no line. A list may have holes
 * as large as somebody's sequence numbers make them; only blocks with lines in them are there.
 *
 * Made from the records of lines and checked against them at every opening, so that it needs no checksum of its own.
 */
export class Places {
  private readonly handle: number;
  private readonly blocks = new Map<number, Map<number, number>>();
  private readonly held = new Map<number, Block>();
  private end: number;

  constructor(file: string) {
    this.handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT);
    this.end = Math.floor(fs.fstatSync(this.handle).size / blockBytes) * blockBytes;
  }

  /** Reads where which block is, some at a step. */
  *open(): Generator<void> {
    const head = Buffer.alloc(headBytes);
    for (let at = 0; at < this.end; at += blockBytes) {
      fs.readSync(this.handle, head, 0, headBytes, at);
      const of = this.blocksOf(head.readUInt32LE(0));
      const number = head.readUInt32LE(4);
      if (!of.has(number)) of.set(number, at);
      yield;
    }
  }

  get(list: number, index: number): number {
    const block = this.block(list, Math.floor(index / placesInBlock));
    return block ? block.bytes.readUInt32LE(headBytes + (index % placesInBlock) * 4) : 0;
  }

  set(list: number, index: number, line: number): void {
    const number = Math.floor(index / placesInBlock);
    const block = this.block(list, number) ?? this.add(list, number);
    const from = headBytes + (index % placesInBlock) * 4;
    block.bytes.writeUInt32LE(line, from);
    block.dirty = block.dirty ? [Math.min(block.dirty[0], from), Math.max(block.dirty[1], from + 4)] : [from, from + 4];
  }

  /** The indexes in a list that have a line, in order. */
  *indexes(list: number): Generator<number> {
    for (const number of this.blockNumbers(list)) {
      for (let i = 0; i < placesInBlock; i++) if (this.get(list, number * placesInBlock + i) !== 0) yield number * placesInBlock + i;
    }
  }

  /** The blocks that a list has, in order. */
  blockNumbers(list: number): number[] {
    return [...(this.blocks.get(list)?.keys() ?? [])].sort((a, b) => a - b);
  }

  /** Hands what was changed to the file system. */
  flush(): void {
    for (const block of this.held.values()) this.write(block);
  }

  private blocksOf(list: number): Map<number, number> {
    let of = this.blocks.get(list);
    if (!of) this.blocks.set(list, (of = new Map()));
    return of;
  }

  private block(list: number, number: number): Block | null {
    const at = this.blocks.get(list)?.get(number);
    if (at === undefined) return null;
    const held = this.held.get(at);
    if (held) {
      // The last one in is the last one out.
      this.held.delete(at);
      this.held.set(at, held);
      return held;
    }
    const bytes = Buffer.alloc(blockBytes);
    fs.readSync(this.handle, bytes, 0, blockBytes, at);
    return this.hold({ at, bytes, dirty: null });
  }

  private add(list: number, number: number): Block {
    const bytes = Buffer.alloc(blockBytes);
    bytes.writeUInt32LE(list, 0);
    bytes.writeUInt32LE(number, 4);
    const at = this.end;
    this.end += blockBytes;
    this.blocksOf(list).set(number, at);
    return this.hold({ at, bytes, dirty: [0, blockBytes] });
  }

  private hold(block: Block): Block {
    this.held.set(block.at, block);
    if (this.held.size > blocksHeld) {
      const [oldest] = this.held.values() as unknown as [Block];
      this.write(oldest);
      this.held.delete(oldest.at);
    }
    return block;
  }

  private write({ at, bytes, dirty }: Block): void {
    if (!dirty) return;
    const [from, to] = dirty;
    for (let done = from; done < to; ) done += fs.writeSync(this.handle, bytes, done, to - done, at + done);
    const block = this.held.get(at);
    if (block) block.dirty = null;
  }

  close(): void {
    fs.closeSync(this.handle);
  }
}
