import path from 'node:path';
import type { JournalPage } from '@shared/contract/wire';
import type { JournalFiles } from './journalFiles';
import { hashOf } from './line';
import { scanSegment } from './scan';

/** The end of a journal: its last line, and that line's hash. */
export interface JournalEnd {
  line: number;
  hash: string;
}

/**
 * The lines after line `after`, at most a segment of them.
 *
 * @param anchor hash of line `after` as the reader knows it, or null or empty to take the reader's word.
 * @returns null if this journal has no such line: the reader holds the state of another one.
 */
export function readPage(files: JournalFiles, end: JournalEnd, after: number, anchor: string | null): JournalPage | null {
  if (after > end.line) return null;
  if (after === end.line) {
    if (anchor !== null && anchor !== end.hash) return null;
    return { lines: [], damaged: [], through: after, anchor: end.hash, end: true };
  }
  if (anchor && after > 0 && hashAt(files, after) !== anchor) return null;
  const segment = files.segmentOf(after + 1);
  const scan = scanSegment(segment, files.bytesOf(segment));
  const lines = scan.lines.filter((line) => line.number > after);
  const next = files.after(segment);
  const through = next ? next.firstLine - 1 : end.line;
  const last = lines.at(-1);
  const damaged = scan.damage.filter((each) => each.line > after);
  for (let line = (last?.number ?? after) + 1; line <= through; line++) {
    if (!damaged.some((each) => each.line === line)) damaged.push({ file: path.basename(segment.file), line, reason: 'missing' });
  }
  return {
    lines: lines.map((line) => ({ line: line.number, text: line.json })),
    damaged,
    through,
    anchor: through === end.line ? end.hash : last?.number === through ? hashOf(last) : (hashAt(files, through) ?? ''),
    end: through === end.line,
  };
}

/** The hash of a line; of a damaged one what the line behind it says; null if that cannot be read either. */
export function hashAt(files: JournalFiles, line: number): string | null {
  const segment = files.segmentOf(line);
  const { lines } = scanSegment(segment, files.bytesOf(segment));
  const found = lines.find((each) => each.number === line);
  if (found) return hashOf(found);
  const next = files.segmentOf(line + 1);
  if (next === segment) return lines.find((each) => each.number === line + 1)?.previous ?? null;
  return scanSegment(next, files.bytesOf(next)).headPrevious;
}

/** A good line of the journal, found by its number. */
export interface FoundLine {
  previous: string;
  /** In UTF-8: a part of more that was read with it. */
  json: Buffer;
  /** How long it is, in bytes. */
  bytes: number;
}

/** So many lines are taken apart at a step: some milliseconds' work. */
const linesAtOnce = 500;

/** Lines of one segment: those that were asked for, and those of them that can be read, in order. */
export interface FoundLines {
  asked: number[];
  found: Map<number, FoundLine>;
}

/**
 * Some lines, at most a segment of them at a step. Only they are taken apart and have their checksums looked at.
 *
 * @param numbers in ascending order.
 */
export function* linesOf(files: JournalFiles, numbers: readonly number[]): Generator<FoundLines> {
  for (let from = 0; from < numbers.length; ) {
    const segment = files.segmentOf(numbers[from] as number);
    const next = files.after(segment)?.firstLine ?? Number.POSITIVE_INFINITY;
    const asked: number[] = [];
    for (; from < numbers.length && asked.length < linesAtOnce && (numbers[from] as number) < next; from++) asked.push(numbers[from] as number);
    const lines = files.linesIn(segment);
    const found = new Map<number, FoundLine>();
    for (const number of asked) {
      const line = lines.line(number);
      if (line) found.set(number, line);
    }
    yield { asked, found };
  }
}
