import type { DetailMatch } from './detailMatch';

/** What the worker says, again and again until it is done. */
export interface Found {
  found: ({ id: string } & DetailMatch)[];
  done: boolean;
  more: boolean;
}

const shownAtMost = 60;
/** After a search is done it is not made anew for so long, whatever changes; in milliseconds. */
const freshMilliseconds = 5_000;
/** Searches whose answers are kept: those of the last few letters that were typed. */
const keptSearches = 4;

interface Looking extends Found {
  worker: Worker | null;
  /** Of the roster that was looked through. */
  version: number;
  doneAt: number;
}

/**
 * Finds people by what only their details say (addresses, countries, other columns). The details are on the disk and
 * too many to be kept in memory, so they are looked through, in a worker that ends with the search.
 */
export class DetailSearch {
  private readonly searches = new Map<string, Looking>();

  constructor(
    private readonly database: string,
    private readonly onFound: () => void,
    private readonly onFault: (error: unknown, during: string) => void,
  ) {}

  /** What is known of a search by now. It goes on by itself, and `onFound` is called when there is more. */
  ask(search: string, version: number, now: number): Found {
    const known = this.searches.get(search);
    if (known && (known.version === version || !known.done || now - known.doneAt < freshMilliseconds)) return known;
    for (const [other, { worker }] of this.searches) {
      worker?.terminate(); // somebody has typed on
      if (worker) this.searches.delete(other);
    }
    const looking: Looking = { found: [], done: false, more: false, worker: null, version, doneAt: 0 };
    this.searches.set(search, looking);
    for (const old of this.searches.keys()) if (this.searches.size > keptSearches) this.searches.delete(old);
    this.start(search, looking);
    return looking;
  }

  private start(search: string, looking: Looking): void {
    const worker = new Worker(new URL('./details.worker.ts', import.meta.url), { type: 'module' });
    looking.worker = worker;
    const end = (): void => {
      worker.terminate();
      Object.assign(looking, { worker: null, done: true, doneAt: performance.now() });
    };
    worker.onmessage = ({ data }: MessageEvent<Found>) => {
      looking.found.push(...data.found);
      looking.more = data.more;
      if (data.done) end();
      this.onFound();
    };
    worker.onerror = (event) => {
      this.onFault(new Error(event.message), 'looking through the details');
      end();
      this.onFound();
    };
    worker.postMessage({ database: this.database, search, most: shownAtMost });
  }
}
