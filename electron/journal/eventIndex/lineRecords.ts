import fs from 'node:fs';
import { crc32 } from '../../crc32';

/** What is kept of one line of the journal. */
export interface LineRecord {
  /** The event's hash. */
  hash: string;
  /** The beginning of the line's hash, which stands for all lines before it too: by it a journal is told from another. */
  lineHash: string;
  /** The number of the event's chain; `noEvent` for a line that cannot be read, `again` for an event that an earlier line has. */
  chain: number;
  seq: number;
  /** Its place among the events of its workshop: 1 for the first. */
  rank: number;
}

export const noEvent = 0;
export const again = 0xffff_ffff;

/** 16 bytes hash, 6 of the line's hash, 4 chain, 6 seq, 4 rank, 4 checksum; little-endian. */
const recordBytes = 40;
const checked = 36;
export const lineHashDigits = 12;
const recordsAtOnce = 400;

/** The checksum of a record is mixed with its chain's name, so that numbers of another index are not believed. */
export type SeedOf = (chain: number) => number | undefined;

/**
 * One record a line of the journal, in order: what the rest of the index is made from. Only appended to; each record has
 * a checksum, so what a power cut left of the end is found.
 */
export class LineRecords {
  private readonly handle: number;
  private window: { first: number; records: Buffer } = { first: 1, records: Buffer.alloc(0) };
  count: number;

  constructor(file: string, private readonly seedOf: SeedOf) {
    this.handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT);
    this.count = Math.floor(fs.fstatSync(this.handle).size / recordBytes);
  }

  /** Drops the records behind a line. */
  cut(lines: number): void {
    fs.ftruncateSync(this.handle, lines * recordBytes);
    this.count = lines;
    this.window = { first: 1, records: Buffer.alloc(0) };
  }

  append(records: readonly LineRecord[]): void {
    const bytes = Buffer.alloc(records.length * recordBytes);
    for (const [index, { hash, lineHash, chain, seq, rank }] of records.entries()) {
      const at = index * recordBytes;
      bytes.write(hash, at, 16, 'hex');
      bytes.write(lineHash, at + 16, 6, 'hex');
      bytes.writeUInt32LE(chain, at + 22);
      bytes.writeUIntLE(seq, at + 26, 6);
      bytes.writeUInt32LE(rank, at + 32);
      bytes.writeUInt32LE(this.checksum(bytes.subarray(at, at + checked), chain) ?? 0, at + checked);
    }
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(this.handle, bytes, done, bytes.length - done, this.count * recordBytes + done);
    this.count += records.length;
  }

  /** The record of a line; null if there is none, or a damaged one. */
  get(line: number): LineRecord | null {
    const bytes = this.bytesOf(line);
    if (bytes === null) return null;
    return {
      hash: bytes.toString('hex', 0, 16), lineHash: bytes.toString('hex', 16, 22), chain: bytes.readUInt32LE(22), seq: bytes.readUIntLE(26, 6), rank: bytes.readUInt32LE(32),
    };
  }

  /** Copies the 16 bytes of the hash of an event, if that is what a line holds. */
  copyHash(line: number, chain: number, seq: number, target: Buffer, at: number): boolean {
    const bytes = this.bytesOf(line);
    if (bytes === null || bytes.readUInt32LE(22) !== chain || bytes.readUIntLE(26, 6) !== seq) return false;
    bytes.copy(target, at, 0, 16);
    return true;
  }

  private bytesOf(line: number): Buffer | null {
    if (line < 1 || line > this.count) return null;
    const { first, records } = this.window;
    if (line < first || (line - first + 1) * recordBytes > records.length) this.read(line);
    const at = (line - this.window.first) * recordBytes;
    const bytes = this.window.records.subarray(at, at + recordBytes);
    if (bytes.length < recordBytes) return null;
    return this.checksum(bytes.subarray(0, checked), bytes.readUInt32LE(22)) === bytes.readUInt32LE(checked) ? bytes : null;
  }

  private read(line: number): void {
    const first = Math.floor((line - 1) / recordsAtOnce) * recordsAtOnce + 1;
    const records = Buffer.alloc(recordsAtOnce * recordBytes);
    const length = fs.readSync(this.handle, records, 0, records.length, (first - 1) * recordBytes);
    this.window = { first, records: records.subarray(0, length) };
  }

  private checksum(bytes: Buffer, chain: number): number | null {
    const seed = chain === noEvent || chain === again ? 0x5a5a_5a5a : this.seedOf(chain);
    return seed === undefined ? null : (crc32(bytes) ^ seed) >>> 0;
  }

  close(): void {
    fs.closeSync(this.handle);
  }
}
