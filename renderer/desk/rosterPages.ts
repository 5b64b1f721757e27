import type { KioskError } from '@shared/contract/errors';
import type { QueryParams, QueryResult, RosterRow } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';

type Question = Omit<QueryParams<'roster.page'>, 'offset' | 'limit'>;
type Page = QueryResult<'roster.page'>;

export const rowsPerPage = 100;
/** Pages out of sight that are remembered, so that scrolling back shows people at once. */
const mostRemembered = 40;
/** While somebody drags through the list, pages are asked for no oftener than this, in ms. */
const calm = 40;

/**
 * One question to the roster, read page by page as rows come into sight. Pages in sight are live; the others are
 * let go, and remembered for a while as they last were.
 */
export class RosterPages {
  total: number | undefined;
  error: KioskError | undefined;
  /** Grows with every change: what `useSyncExternalStore` compares. */
  version = 0;
  private readonly live = new Map<number, () => void>();
  private readonly remembered = new Map<number, Page>();
  private readonly watchers = new Set<() => void>();
  private wanted: [number, number] = [0, 0];
  private lastAsked = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Pick<StoreClient, 'subscribe'>,
    readonly question: Question,
    private readonly now: () => number = () => performance.now(),
  ) {}

  watch = (callback: () => void): (() => void) => {
    this.watchers.add(callback);
    return () => this.watchers.delete(callback);
  };

  /** The row at an index, or undefined while it is not here yet. */
  row(index: number): RosterRow | undefined {
    return this.remembered.get(Math.floor(index / rowsPerPage))?.rows[index % rowsPerPage];
  }

  /** Says which rows are in sight, first and last. */
  show(first: number, last: number): void {
    this.wanted = [Math.floor(Math.max(0, first) / rowsPerPage), Math.floor(Math.max(0, last) / rowsPerPage)];
    if (this.timer !== undefined) return;
    const wait = this.lastAsked + calm - this.now();
    if (wait <= 0) this.ask();
    else this.timer = setTimeout(() => this.ask(), wait);
  }

  /** Ends every subscription. What is remembered can still be shown. */
  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const end of this.live.values()) end();
    this.live.clear();
  }

  private ask(): void {
    this.timer = undefined;
    this.lastAsked = this.now();
    const [first, last] = this.wanted;
    for (const [page, end] of this.live) {
      if (page >= first && page <= last) continue;
      end();
      this.live.delete(page);
    }
    for (let page = first; page <= last; page++) if (!this.live.has(page)) this.subscribe(page);
  }

  private subscribe(page: number): void {
    // Registered first: an answer could come within the call.
    this.live.set(page, () => {});
    const end = this.client.subscribe(
      'roster.page',
      { ...this.question, offset: page * rowsPerPage, limit: rowsPerPage },
      (value) => this.take(page, value),
      (error) => this.change(() => (this.error = error)),
    );
    this.live.set(page, end);
  }

  private take(page: number, value: Page): void {
    this.change(() => {
      this.error = undefined;
      this.total = value.total;
      // Taken out and put in again: the map's order is the order of use.
      this.remembered.delete(page);
      this.remembered.set(page, value);
      for (const old of this.remembered.keys()) {
        if (this.remembered.size <= mostRemembered) break;
        if (!this.live.has(old)) this.remembered.delete(old);
      }
    });
  }

  private change(make: () => void): void {
    make();
    this.version++;
    for (const watcher of this.watchers) watcher();
  }
}
