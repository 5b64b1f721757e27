/** First and last of numbers that follow each other: lines of a journal, or a device's sequence numbers. */
export type Range = [first: number, last: number];

/** In order, and each apart from the next. */
export function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** Adds numbers, which may come in any order. */
export function withNumbers(ranges: readonly Range[], numbers: Iterable<number>): Range[] {
  return joined([...ranges, ...Array.from(numbers, (number): Range => [number, number])]);
}

/** The same for one number, in place: ranges in order that it touches are joined. */
export function addNumber(ranges: Range[], number: number): void {
  let at = ranges.length;
  // Numbers mostly come in their order.
  while (at > 0 && (ranges[at - 1] as Range)[0] > number) at--;
  const before = ranges[at - 1];
  const after = ranges[at];
  if (before && number <= before[1]) return;
  const joinsBefore = before !== undefined && before[1] + 1 === number;
  const joinsAfter = after !== undefined && after[0] === number + 1;
  if (joinsBefore && joinsAfter) {
    before[1] = after[1];
    ranges.splice(at, 1);
  } else if (joinsBefore) before[1] = number;
  else if (joinsAfter) after[0] = number;
  else ranges.splice(at, 0, [number, number]);
}

/** What is left of ranges after a number. */
export function rangesAfter(ranges: readonly Range[], number: number): Range[] {
  return ranges.filter(([, last]) => last > number).map(([first, last]) => [Math.max(first, number + 1), last]);
}

/** What is left of ranges without those of others; both in order. */
export function without(ranges: readonly Range[], gone: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    let start = first;
    while (next < gone.length && (gone[next] as Range)[1] < start) next += 1;
    for (let i = next; i < gone.length && (gone[i] as Range)[0] <= last; i++) {
      const [goneFirst, goneLast] = gone[i] as Range;
      if (goneFirst > start) result.push([start, goneFirst - 1]);
      start = Math.max(start, goneLast + 1);
    }
    if (start <= last) result.push([start, last]);
  }
  return result;
}

/**
 * The numbers that are missing: a device counts its events from 1 without leaving any out, so each event says that all
 * before it exist. Whether there are any after the last one, only the device can say.
 */
export function gapsOf(ranges: readonly Range[]): Range[] {
  let next = 1;
  const gaps: Range[] = [];
  for (const [first, last] of ranges) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  return gaps;
}

export function isInRanges(ranges: readonly Range[], number: number): boolean {
  return lastOfRange(ranges, number) !== null;
}

/** The last number of the range that a number is in; null if it is in none. */
export function lastOfRange(ranges: readonly Range[], number: number): number | null {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] as Range;
    if (number < first) high = middle - 1;
    else if (number > last) low = middle + 1;
    else return last;
  }
  return null;
}

/** How many numbers there are in all. */
export function countOfRanges(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
