import fs from 'node:fs';
import { parseBytes, type ParsedBytes, splitLines } from './line';
import type { SegmentFile } from './segments';

/** A segment's bytes and where its lines are in them. */
export class SegmentLines {
  /** The number that each line bears, whether its checksum holds or not; NaN for the head. */
  private readonly numbers: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  constructor(private readonly firstLine: number, private readonly bytes: Uint8Array) {
    for (const { start, bytes: text, terminated } of splitLines(bytes)) {
      if (!terminated) continue;
      this.numbers.push(numberIn(text));
      this.starts.push(start);
      this.ends.push(start + text.length);
    }
  }

  /** A line, if it is there and its checksum holds. */
  line(number: number): (Extract<ParsedBytes, { ok: true }> & { bytes: number }) | null {
    const usual = number - this.firstLine + 1; // behind the head
    if (this.numbers[usual] === number) {
      const found = this.at(usual);
      if (found) return found;
    }
    // Where lines are damaged, others are not in their places, and a number may be there twice.
    for (const [index, each] of this.numbers.entries()) {
      const found = each === number && index !== usual ? this.at(index) : null;
      if (found) return found;
    }
    return null;
  }

  private at(index: number): ReturnType<SegmentLines['line']> {
    const text = this.bytes.subarray(this.starts[index], this.ends[index]);
    const parsed = parseBytes(text);
    return parsed.ok ? { ...parsed, bytes: text.length } : null;
  }
}

/** The number that a line bears; NaN if it bears none. */
function numberIn(text: Uint8Array): number {
  let number = 0;
  for (let at = 17; at < 33; at++) {
    const byte = text[at] as number;
    if (byte === 0x09) return at === 17 ? Number.NaN : number;
    if (byte < 0x30 || byte > 0x39) return Number.NaN;
    number = number * 10 + byte - 0x30;
  }
  return Number.NaN;
}

interface Held {
  file: string;
  lines: SegmentLines;
  /** What the file was when it was read. */
  version: string;
}

/** Segments of about a megabyte that are held in memory, for who reads on in them. */
const mostHeld = 3;
/** They are let go of after this time, in milliseconds. */
const heldFor = 10_000;

/** Reads segments, and holds those that were read last. One that changed in any way is read again. */
export class SegmentReader {
  private held: Held[] = [];
  private timer: NodeJS.Timeout | null = null;

  /** @param length how many of its bytes count; null for all. */
  read({ file, firstLine }: SegmentFile, length: number | null): SegmentLines {
    const { ino, size, mtimeMs } = fs.statSync(file);
    const version = `${ino} ${size} ${mtimeMs} ${length}`;
    const known = this.held.find((each) => each.file === file && each.version === version);
    const now = known ?? { file, version, lines: new SegmentLines(firstLine, fs.readFileSync(file).subarray(0, length ?? undefined)) };
    this.held = [now, ...this.held.filter((each) => each.file !== file)].slice(0, mostHeld);
    this.timer ??= setTimeout(() => this.forget(), heldFor).unref();
    return now.lines;
  }

  forget(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.held = [];
  }
}
