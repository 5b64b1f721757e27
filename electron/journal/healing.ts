import fs from 'node:fs';
import path from 'node:path';
import { formatLine, hashOf } from './line';
import type { Note } from './notices';
import { scanSegment, type ScannedLine, type SegmentScan } from './scan';
import { createFolder, replaceFile, segmentFile, type SegmentFile } from './segments';

/**
 * Puts lines of the mirror in the place of damaged, missing or torn-off ones of a segment, each only if it fits
 * between its neighbours by their hashes. The segment as it was is kept in `damaged/`. A gap that the mirror cannot
 * close whole is left as it is, and stays reported.
 *
 * @returns the numbers of the lines that were healed; the head counts as the segment's first line.
 */
export function healSegment(folder: string, segment: SegmentFile, mirror: string, note: Note): number[] {
  const name = path.basename(segment.file);
  const bytes = fs.readFileSync(segment.file);
  const copyFile = segmentFile(mirror, segment.firstLine).file;
  if (!fs.existsSync(copyFile)) return [];
  const copyBytes = fs.readFileSync(copyFile);
  const mine = scanSegment(segment, bytes);
  const copy = scanSegment(segment, copyBytes);
  const head = mine.head ? bytes.subarray(0, mine.bodyStart) : copy.head ? copyBytes.subarray(0, copy.bodyStart) : null;
  if (!head) return [];

  const healed: number[] = [];
  const parts: Uint8Array[] = [head];
  let previous: string | null = mine.headPrevious ?? copy.headPrevious;
  let expected = segment.firstLine;
  let cursor = mine.bodyStart;
  for (const line of [...mine.lines, null]) {
    const gap = closeGap(copy, expected, line, previous);
    if (gap.length > 0) {
      for (const each of gap) parts.push(Buffer.from(formatLine(each.number, each.previous, each.json)));
      healed.push(...gap.map((each) => each.number));
    } else {
      parts.push(bytes.subarray(cursor, line ? line.start : bytes.length));
    }
    if (!line) break;
    parts.push(bytes.subarray(line.start, line.end));
    previous = hashOf(line);
    expected = line.number + 1;
    cursor = line.end;
  }
  if (healed.length === 0 && mine.head) return [];

  const aside = path.join(folder, 'damaged');
  createFolder(aside);
  fs.writeFileSync(path.join(aside, `${name}.${healed[0] ?? 'head'}`), bytes);
  replaceFile(segment.file, Buffer.concat(parts));
  if (!mine.head) {
    note({
      level: 'info', code: 'healed', file: name, line: segment.firstLine,
      message: `The head of ${name} was damaged and has been healed from the mirror.`,
    });
  }
  for (const number of healed) {
    note({
      level: 'info', code: 'healed', file: name, line: number,
      message: `Line ${number} of ${name} was damaged or missing and has been healed from the mirror.`,
    });
  }
  return mine.head ? healed : [segment.firstLine, ...healed];
}

/** The mirror's lines from `from` up to the next good line, if they join the two; at the end, as many as follow on. */
function closeGap(copy: SegmentScan, from: number, next: ScannedLine | null, previous: string | null): ScannedLine[] {
  const gap: ScannedLine[] = [];
  let expected = from;
  let last = previous;
  for (const line of copy.lines) {
    if (line.number < from) continue;
    if (line.number !== expected || (next && line.number >= next.number)) break;
    if (last !== null && line.previous !== last) return next ? [] : gap;
    gap.push(line);
    last = hashOf(line);
    expected += 1;
  }
  if (!next) return gap;
  return expected === next.number && last === next.previous ? gap : [];
}
