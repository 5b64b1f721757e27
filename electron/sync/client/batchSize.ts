/** How much goes into one request: some bytes of JSON and a number of documents. */
export interface BatchSize {
  bytes: number;
  documents: number;
}

export const firstBatch: BatchSize = { bytes: 1_000_000, documents: 2_000 };
const largest: BatchSize = { bytes: 4_000_000, documents: 2_000 };

/** After a request that was too large or too slow: half of it. */
export function smaller({ bytes, documents }: BatchSize): BatchSize {
  return { bytes: Math.max(1_000, Math.floor(bytes / 2)), documents: Math.max(1, Math.floor(documents / 2)) };
}

/** After one that went through: a quarter more. */
export function larger({ bytes, documents }: BatchSize): BatchSize {
  return { bytes: Math.min(largest.bytes, Math.ceil(bytes * 1.25)), documents: Math.min(largest.documents, Math.ceil(documents * 1.25)) };
}

/** Whether there is nothing left to halve. */
export function isSmallest({ documents }: BatchSize): boolean {
  return documents === 1;
}
