import fs from 'node:fs';
import path from 'node:path';
import { noHash } from './hashes';
import { hashOf, type Line, parseLine, splitLines } from './line';
import { listSegments, type SegmentFile } from './segments';

/** A place in the journal that could not be read, and why. */
export interface Damage {
  file: string;
  line: number;
  reason: string;
}

/** A good line and where it lies in the file: bytes `start` to `end`, line feed included. */
export interface ScannedLine extends Line {
  number: number;
  start: number;
  end: number;
}

export interface SegmentScan {
  head: { chains: Record<string, { seq: number; hash: string }>; hlc: string | null; erasures?: number; clock?: number | null } | null;
  /** `previous` of the head: the hash of the last line of the segment before. */
  headPrevious: string | null;
  lines: ScannedLine[];
  damage: Damage[];
  /** Where the lines begin, behind the head. */
  bodyStart: number;
  /** Bytes up to the end of the last good line. What follows is a torn end. */
  goodBytes: number;
  totalBytes: number;
}

/**
 * Reads one segment. A bad line with a good one after it is damage; bad lines at the very end are a torn end.
 * Only checksums and numbers are looked at here; `checkChain` looks at the hashes.
 */
export function scanSegment(segment: SegmentFile, bytes: Uint8Array, afterLine: () => void = () => {}): SegmentScan {
  const scan: SegmentScan = {
    head: null, headPrevious: null, lines: [], damage: [], bodyStart: 0, goodBytes: 0, totalBytes: bytes.length,
  };
  const name = path.basename(segment.file);
  let expected = segment.firstLine;
  let first = true;
  let bad: Damage[] = [];
  for (const { start, bytes: text, terminated } of splitLines(bytes)) {
    afterLine();
    const parsed = parseLine(text);
    const isHead = first;
    const end = start + text.length + (terminated ? 1 : 0);
    if (isHead) scan.bodyStart = end;
    first = false;
    let reason = parsed.ok ? '' : parsed.reason;
    if (parsed.ok && !terminated) reason = 'no line end';
    if (parsed.ok && (parsed.line.number === null) !== isHead) reason = 'a head where there should be none';
    if (!parsed.ok || reason) {
      if (isHead) scan.damage.push({ file: name, line: segment.firstLine, reason: `the segment's head: ${reason}` });
      else bad.push({ file: name, line: expected++, reason });
      continue;
    }
    const { line } = parsed;
    if (line.number === null) {
      scan.head = JSON.parse(line.json) as SegmentScan['head'];
      scan.headPrevious = line.previous;
    } else {
      const next = line.number;
      for (; expected < next; expected++) bad.push({ file: name, line: expected, reason: 'missing' });
      // A line torn in two by a flipped byte looks like two; the numbers of the good ones say how many it was.
      scan.damage.push(...bad.filter((each) => each.line < next));
      bad = [];
      scan.lines.push({ ...line, number: line.number, start, end });
      expected = line.number + 1;
    }
    scan.goodBytes = end;
  }
  return scan;
}

/**
 * Reads and scans the whole folder: every checksum, every number, every hash.
 *
 * @param afterLine called again and again, so that a reader beside running work can make pauses
 */
export function verifyFolder(folder: string, afterLine?: () => void): { lines: number; damage: Damage[]; segments: number } {
  const damage: Damage[] = [];
  const segments = listSegments(folder);
  let previous: string | null = noHash;
  let next = 1;
  for (const [index, segment] of segments.entries()) {
    const name = path.basename(segment.file);
    for (; next < segment.firstLine; next++) {
      damage.push({ file: name, line: next, reason: 'missing' });
      previous = null;
    }
    const scan = scanSegment(segment, fs.readFileSync(segment.file), afterLine);
    if (scan.goodBytes < scan.totalBytes) {
      const last = index === segments.length - 1;
      damage.push({ file: name, line: (scan.lines.at(-1)?.number ?? segment.firstLine - 1) + 1, reason: last ? 'torn end' : 'wrong checksum' });
    }
    damage.push(...scan.damage);
    for (const line of scan.lines) {
      if (line.number !== next) previous = null; // a line is missing or damaged: the next one's word is taken
      if (previous !== null && line.previous !== previous) {
        damage.push({ file: name, line: line.number, reason: 'does not follow the line before it' });
      }
      previous = hashOf(line);
      afterLine?.();
      next = line.number + 1;
    }
    const following = segments[index + 1];
    for (; following && next < following.firstLine; next++) {
      if (!damage.some((each) => each.line === next)) damage.push({ file: name, line: next, reason: 'missing' });
      previous = null;
    }
  }
  return { lines: next - 1, damage, segments: segments.length };
}
