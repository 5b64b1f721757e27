import { PrefixIndex, type PrefixIndexBuffers } from './prefixIndex';
import type { SearchTexts } from './searchTexts';

const sentAtOnce = 2_000;

/** Builds a search index over all people, row by row, in a worker of its own; the calling thread is held up for some milliseconds at a time. */
export async function buildSearchIndex(count: number, textsOf: (row: number) => SearchTexts): Promise<PrefixIndex> {
  const worker = new Worker(new URL('./build.worker.ts', import.meta.url), { type: 'module' });
  try {
    const built = new Promise<PrefixIndex>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<PrefixIndexBuffers>) => resolve(PrefixIndex.fromBuffers(data));
      worker.onerror = (event) => reject(new Error(`The search index could not be built: ${event.message}`));
    });
    for (let row = 0; row < count; ) {
      const some: SearchTexts[] = [];
      for (const end = Math.min(count, row + sentAtOnce); row < end; row++) some.push(textsOf(row));
      worker.postMessage(some);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    worker.postMessage('build');
    return await built;
  } finally {
    worker.terminate();
  }
}
