import { databaseOf, type SyncDocument } from '@shared/contract/sync';
import type { SyncProgress, SyncReach, SyncRemote, SyncResult } from '@shared/contract/syncState';
import type { EventSource } from '../eventSource';
import type { Fetch, Limits } from './answer';
import type { Credentials } from './authorization';
import { type BatchSize, firstBatch } from './batchSize';
import type { DocumentWork } from './documentWork';
import { exchange, pendingOf } from './exchange';
import { type ExchangeContext, ofOwnFault, type WorkshopContext } from './exchangeContext';
import { Places } from './place';
import { eventIdOf, receive } from './pull';
import { deliver, noteReach, settle } from './push';
import { reachOf } from './reach';
import { type RefusedEntry, RefusedList } from './refusedList';
import { RemoteServer, type Welcome } from './remoteServer';

export interface LinkSurroundings {
  source: EventSource;
  work: DocumentWork;
  fetch: Fetch;
  /** The folder of this remote. */
  folder: string;
  /** @throws SyncError `secret_locked` */
  credentials(): Promise<Credentials>;
  now(): number;
  limits?: Limits;
}

export interface RunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: SyncProgress) => void;
}

/** A document again and again refused is sent on its own. */
const retryChunk = 50;

/** What this laptop keeps of one remote, and the runs with it, of which there is one at a time. */
export class RemoteLink {
  readonly places: Places;
  readonly refused: RefusedList;
  /** This computer's clock less the remote's, in milliseconds; null while unknown. */
  driftMs: number | null = null;
  private readonly batch: { size: BatchSize } = { size: firstBatch };
  private readonly page = { size: 1_000 };

  constructor(public remote: SyncRemote, private readonly around: LinkSurroundings) {
    this.places = new Places(around.folder);
    this.refused = new RefusedList(around.folder);
  }

  /** One whole push and pull. @throws SyncError */
  async run(options: RunOptions = {}): Promise<SyncResult> {
    const { context, welcome } = await this.begin(options);
    return exchange(context, welcome);
  }

  /** Whether somebody of the right kind answers there. @throws SyncError */
  async greet(signal?: AbortSignal): Promise<Welcome> {
    const { welcome } = await this.begin(signal ? { signal } : {});
    return welcome;
  }

  pending(): Promise<number> {
    return pendingOf({ source: this.around.source, places: this.places });
  }

  /** Whether the remote has everything, and since when. @param lastSuccessAt which counts where no place tells more. */
  reach(lastSuccessAt: string | null): Promise<SyncReach> {
    return reachOf({ source: this.around.source, places: this.places, refused: this.refused }, lastSuccessAt);
  }

  /**
   * Offers refused documents again, to whoever refused them.
   *
   * @returns how many are off the list now.
   * @throws SyncError
   */
  async retryRefused(keys: readonly string[] | null, options: RunOptions = {}): Promise<number> {
    const before = this.refused.size;
    const chosen = this.refused.all().filter(({ key }) => keys === null || keys.includes(key));
    if (chosen.length === 0) return 0;
    const { context } = await this.begin(options);
    for (const workshop of new Set(chosen.map((each) => each.workshop))) {
      const each: WorkshopContext = { ...context, workshop, database: databaseOf(workshop), place: this.places.load(workshop) };
      const mine = chosen.filter((one) => one.workshop === workshop);
      for (let first = 0; first < mine.length; first += retryChunk) {
        const some = mine.slice(first, first + retryChunk);
        await this.offerPushed(each, some.filter(({ direction }) => direction === 'push'));
        await this.offerPulled(each, some.filter(({ direction }) => direction === 'pull'));
        this.places.save(each.place);
      }
    }
    return before - this.refused.size;
  }

  private async offerPushed(context: WorkshopContext, entries: readonly RefusedEntry[]): Promise<void> {
    const { source, work, workshop } = context;
    const events = await ofOwnFault(source.eventsOf(workshop, entries.map(({ id }) => eventIdOf(id))));
    const large = (index: number): boolean => entries[index]?.code === 'too_large';
    const together = events.filter((event, index) => event !== null && !large(index));
    const alone = events.filter((event, index) => event !== null && large(index));
    for (const some of [together, ...alone.map((event) => [event])]) {
      if (some.length === 0) continue;
      const packed = await work.pack(some.filter((event) => event !== null).map((event) => ({ event })));
      if (settle(context, packed.ids, await deliver(context, packed)) > 0) noteReach(context, some.flatMap((event) => event ?? []).map((event) => ({ event })));
    }
  }

  private async offerPulled(context: WorkshopContext, entries: readonly RefusedEntry[]): Promise<void> {
    const { work, workshop, refused } = context;
    const kept = entries.filter(({ document }) => document !== undefined);
    const problems = await work.prove(kept.map(({ document }) => document), workshop);
    const good = kept.filter((_entry, index) => problems[index] === null);
    const bad = new Set((await receive(context, good.map(({ document }) => document as SyncDocument))).map(({ _id }) => _id));
    refused.remove(good.filter(({ id }) => !bad.has(id)).map(({ key }) => key));
  }

  private async begin({ signal, onProgress = () => {} }: RunOptions): Promise<{ context: ExchangeContext; welcome: Welcome }> {
    const { source, work, fetch, now, limits } = this.around;
    const progress: SyncProgress = { phase: 'connecting', workshop: null, done: 0, total: 0, bytes: 0, estimateMs: null };
    let phaseAt = now();
    const tell = (some: Partial<SyncProgress>): void => onProgress({ ...Object.assign(progress, some) });
    tell({});
    const credentials = await this.around.credentials();
    const onBytes = (bytes: number): void => tell({ bytes: progress.bytes + bytes });
    const server = new RemoteServer({ fetch, urls: this.remote.urls, credentials, now, signal, onBytes, ...(limits ? { limits } : {}) });
    const welcome = await server.welcome();
    if (welcome.driftMs !== null) this.driftMs = welcome.driftMs;
    const context: ExchangeContext = {
      source, work, server, signal, now,
      places: this.places,
      refused: this.refused,
      remote: this.remote,
      blanksItself: welcome.kind === 'hub',
      batch: this.batch,
      page: this.page,
      counts: { pushed: 0, pulled: 0 },
      onPhase: (phase, workshop) => {
        phaseAt = now();
        tell({ phase, workshop, done: 0, total: 0, estimateMs: null });
      },
      onProgress: (done, total) => tell({ done, total, estimateMs: done === 0 ? null : Math.max(0, Math.round(((now() - phaseAt) / done) * (total - done))) }),
    };
    return { context, welcome };
  }
}
