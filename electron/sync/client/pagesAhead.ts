import type { ChangesCursor } from '@shared/contract/sync';
import type { ProvedBatch } from '../provedBatch';
import type { RawAnswer } from './answer';
import type { PageHead } from './changesAnswer';
import type { WorkshopContext } from './exchangeContext';
import { SyncError } from './syncError';

/** A page of about a megabyte. */
const largestPage = 1_000;
/** So many pages are on their way, being proved or waiting at once. */
const ahead = 3;

/** A page on its way: its documents are proved as soon as they are there, while those before it are written. Null without a database. */
export interface Coming {
  head: Promise<PageHead | null>;
  batch: Promise<ProvedBatch | null>;
}

/** The pages after a place, in order. The next one is asked for as soon as the end of the one before it is known. */
export class PagesAhead {
  private readonly coming: Coming[] = [];
  /** Where the last page on its way ends, until the next one is asked for; null while that is not known, and behind the end. */
  private from: ChangesCursor | null;
  private isStopped = false;

  constructor(private readonly context: WorkshopContext, since: ChangesCursor) {
    this.from = since;
    this.askOn();
  }

  get first(): Coming | undefined {
    return this.coming[0];
  }

  /** The page behind the first, which was taken in; none behind the last. */
  behind(): Coming | undefined {
    this.coming.shift();
    this.askOn();
    return this.coming[0];
  }

  /** Nothing of it runs on behind a run that has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.allSettled(this.coming.map(({ batch }) => batch));
  }

  private askOn(): void {
    if (this.from === null || this.coming.length >= ahead || this.isStopped) return;
    const since = this.from;
    this.from = null;
    const page = fetchAndProve(this.context, since);
    this.coming.push(page);
    page.head.then(
      (head) => {
        // Some CouchDB behind a balancer may give the same place again; asking on would never end.
        if (head === null || head.last === null || head.last === since || head.pending === 0) return;
        this.from = head.last;
        this.askOn();
      },
      () => undefined,
    );
  }
}

function fetchAndProve(context: WorkshopContext, since: ChangesCursor): Coming {
  const { work, workshop, page } = context;
  const read = fetchPage(context, since).then((found) => found && work.readPage(found.raw, { since, limit: found.limit, workshop }));
  const head = read.then((found) => found && found.head);
  const batch = read.then((found) => found && found.batch);
  head.catch((error: unknown) => {
    if (error instanceof SyncError && error.problem === 'truncated') page.size = Math.max(1, Math.floor(page.size / 2));
  });
  batch.catch(() => undefined);
  return { head, batch };
}

/** A page of documents; of fewer where these are so large that an answer would not end, or not in time. */
async function fetchPage({ server, database, page }: WorkshopContext, since: ChangesCursor): Promise<{ raw: RawAnswer; limit: number } | null> {
  for (;;) {
    const limit = page.size;
    try {
      const raw = await server.page(database, { since, limit });
      page.size = Math.min(largestPage, limit * 2);
      return raw && { raw, limit };
    } catch (error) {
      if (!(error instanceof SyncError) || !['endless_answer', 'timed_out', 'truncated'].includes(error.problem)) throw error;
      const isSmallest = page.size === 1;
      page.size = Math.max(1, Math.floor(page.size / 2));
      if (error.problem !== 'endless_answer' || isSmallest) throw error;
    }
  }
}
