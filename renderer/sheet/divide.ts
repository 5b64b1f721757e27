/** Ranges of rows, each as many as fit into the room; a row that is higher than a page has one of its own. */
export function dividedBy(room: number, heights: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  let from = 0;
  let used = 0;
  for (const [index, height] of heights.entries()) {
    if (used + height > room && index > from) {
      ranges.push([from, index]);
      from = index;
      used = 0;
    }
    used += height;
  }
  ranges.push([from, heights.length]);
  return ranges;
}
