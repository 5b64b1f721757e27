/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Changes the order of the given values, and gives them back. */
export function shuffled<T>(values: T[], below: (limit: number) => number): T[] {
  for (let last = values.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [values[last], values[other]] = [values[other] as T, values[last] as T];
  }
  return values;
}
