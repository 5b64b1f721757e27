/** How much goes into one request: some bytes of JSON and a number of documents. */
export interface BatchSize {
  bytes: number;
  documents: number;
}

/** Small: over a bad network a large one would not end in time, again and again. Over a good one it has grown after a second. */
export const firstBatch: BatchSize = { bytes: 128 * 1024, documents: 250 };
const largest: BatchSize = { bytes: 4_000_000, documents: 2_000 };

/** After a request that was too large or too slow: half of it. */
export function smaller({ bytes, documents }: BatchSize): BatchSize {
  return { bytes: Math.max(1_000, Math.floor(bytes / 2)), documents: Math.max(1, Math.floor(documents / 2)) };
}

/** A request that took less was a small one for this network; one that took longer might the next time not end in time. In milliseconds. */
const quick = 2_000;
const slow = 20_000;

/** After one that went through: twice as much, the same, or half of it, by how long that took. */
export function sizeAfter(size: BatchSize, tookMs: number): BatchSize {
  if (tookMs > slow) return smaller(size);
  if (tookMs > quick) return size;
  return { bytes: Math.min(largest.bytes, size.bytes * 2), documents: Math.min(largest.documents, size.documents * 2) };
}

/** Whether there is nothing left to halve. */
export function isSmallest({ documents }: BatchSize): boolean {
  return documents === 1;
}
