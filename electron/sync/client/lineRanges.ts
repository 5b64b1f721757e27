/** First and last of lines that follow each other, in order and apart from each other. */
export type LineRange = [first: number, last: number];

/** Adds lines, which may come in any order. */
export function withLines(ranges: readonly LineRange[], lines: Iterable<number>): LineRange[] {
  return withRanges(ranges, Array.from(lines, (line): LineRange => [line, line]));
}

/** Puts ranges, in any order, together with others. */
export function withRanges(ranges: readonly LineRange[], more: Iterable<LineRange>): LineRange[] {
  const all = [...ranges, ...more].map(([first, last]): LineRange => [first, last]).sort((a, b) => a[0] - b[0]);
  const merged: LineRange[] = [];
  for (const [first, last] of all) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** What is left of ranges after a line. */
export function afterLine(ranges: readonly LineRange[], line: number): LineRange[] {
  return ranges.filter(([, last]) => last > line).map(([first, last]) => [Math.max(first, line + 1), last]);
}

export function hasLine(ranges: readonly LineRange[], line: number): boolean {
  return lastOfRange(ranges, line) !== null;
}

/** The last line of the range that a line is in; null if it is in none. */
export function lastOfRange(ranges: readonly LineRange[], line: number): number | null {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] as LineRange;
    if (line < first) high = middle - 1;
    else if (line > last) low = middle + 1;
    else return last;
  }
  return null;
}

export function countLines(ranges: readonly LineRange[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
