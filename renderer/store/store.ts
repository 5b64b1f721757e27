import type { JournalEvent } from '@shared/contract/events';
import type { JournalPage } from '@shared/contract/wire';
import { Committer } from './committer';
import type { StoreContext } from './context';
import type { HighWater, StoreDatabase } from './database';
import type { JournalLink } from './journalLink';
import { openDatabase } from './openDatabase';
import { Packing } from './packing';
import { ImportRuns } from './import/importRuns';
import { PortMemory } from './portMemory';
import { JournalFollower } from './journalFollower';
import { Projection, type Topic } from './projection';
import { ProofTries } from './proofTries';
import { DetailSearch } from './search/detailSearch';
import { type Entry, Tables } from './tables';

/** After the last event, how long to wait before packing the projection away; and how long it may be put off. */
const packAfterMilliseconds = 3_000;
const packAtLatestMilliseconds = 60_000;

/** The store: a projection in memory and tables behind it, both following the journal. */
export class Store implements StoreContext {
  readonly committer: Committer;
  readonly ports: PortMemory;
  readonly tries: ProofTries;
  readonly imports: ImportRuns;
  readonly deep: DetailSearch;
  private readonly follower: JournalFollower;
  damaged: StoreContext['damaged'] = [];
  private packTimer: ReturnType<typeof setTimeout> | null = null;
  private lastChange = 0;
  /** While the journal is folded anew, new events are found there too, and need not be followed twice. */
  private refolding = false;
  private rebuilding: Promise<void> | null = null;

  private constructor(
    readonly database: StoreDatabase,
    readonly journal: JournalLink,
    private current: Projection,
    private readonly followers: Tables,
    private readonly packing: Packing,
    private readonly onChange: (topics: ReadonlySet<Topic>) => void,
    private readonly onFault: (error: unknown, during: string) => void,
    readonly now: () => number,
  ) {
    this.ports = new PortMemory(now);
    this.tries = new ProofTries(now);
    this.imports = new ImportRuns(() => onChange(new Set(['imports'])));
    this.deep = new DetailSearch(database.name, () => this.onChange(new Set(['found'])), onFault);
    this.committer = new Committer({
      append: (workshop, drafts) => journal.append(workshop, drafts),
      take: (entries, anchor, when) => this.take(entries, anchor, when),
    });
    this.turns.port1.onmessage = () => this.takeIn();
    this.follower = new JournalFollower({
      folded: () => this.projection.folded,
      whole: () => this.whole(),
      read: (after, anchor) => journal.read(after, anchor),
      fold: (lines, reached) => this.foldReceived(lines, reached),
      damaged: (found) => this.damaged.push(...found),
      refold: () => this.rebuild(),
      onFault,
    });
    journal.onReceived = (lines, anchor) => this.follower.received(lines, anchor);
    followers.onLost = (error) => void this.refillTables(error);
  }

  /** All acknowledged events are in it. */
  get projection(): Projection {
    this.takeIn();
    return this.current;
  }

  /** All acknowledged events are in them, or wait there to be written. */
  get tables(): Tables {
    this.takeIn();
    return this.followers;
  }

  private async refillTables(lost: unknown): Promise<void> {
    this.onFault(lost, 'using the tables, which are now filled anew');
    await this.rebuild().catch((error: unknown) => this.onFault(error, 'filling the tables anew'));
  }

  /**
   * Opens the database (a damaged one is deleted and made anew: the journal has everything), takes the packed
   * projection, and folds what the journal has beyond both.
   */
  static async open(
    journal: JournalLink,
    onChange: (topics: ReadonlySet<Topic>) => void,
    onFault: (error: unknown, during: string) => void,
    now: () => number = Date.now,
  ): Promise<Store> {
    const { database, applied } = await openDatabase(onFault);
    const packing = new Packing(database);
    const packed = await packing.load().catch((error: unknown) => {
      onFault(error, 'reading the packed projection');
      return null;
    });
    const tables = new Tables(database, applied, () => onChange(new Set(['health'])));
    const store = new Store(database, journal, packed ?? new Projection(), tables, packing, onChange, onFault, now);
    const caughtUp = await store.catchUp().catch((error: unknown) => {
      onFault(error, 'reading the packed projection');
      return false;
    });
    if (!caughtUp) await store.rebuild();
    store.follower.start();
    return store;
  }

  /** Folds what the journal has and the store lacks. False if the store is of another journal. */
  private async catchUp(): Promise<boolean> {
    const { projection, tables } = this;
    const marks = [projection, tables.highWater];
    const from = marks.reduce((a, b) => (a.line <= b.line ? a : b));
    const ahead = marks.reduce((a, b) => (a.line >= b.line ? a : b));
    // Both marks must be of this journal, the further one too.
    if (ahead.line > 0 && (await this.journal.read(ahead.line, ahead.anchor)) === null) return false;
    return this.fold(projection, from, tables.highWater.line);
  }

  /** Reads the journal after a mark into a projection, and into the tables what lies after `tablesLine`. */
  private async fold(projection: Projection, from: HighWater, tablesLine: number): Promise<boolean> {
    let { line, anchor } = from;
    for (;;) {
      const page = await this.journal.read(line, line === 0 ? null : anchor);
      if (!page) return false;
      if (page.lines.length > 0) await projection.whole();
      const topics = new Set<Topic>();
      const entries: Entry[] = [];
      for (const { line: at, text } of page.lines) {
        const event = JSON.parse(text) as JournalEvent;
        if (!projection.admission.admits(at, event)) continue;
        const isFirst = !projection.folded.has(at) && projection.apply(at, event, topics);
        if (at > tablesLine) entries.push({ line: at, event, isFirst });
      }
      this.damaged.push(...page.damaged);
      ({ through: line, anchor } = page);
      projection.folded.reach(line, anchor);
      for (let start = 0; start < entries.length; start += 2_000) {
        const some = entries.slice(start, start + 2_000);
        const last = start + 2_000 >= entries.length;
        if (last) this.tables.follow(some, { line, anchor });
        else this.tables.follow(some, this.tables.highWater);
      }
      // None of them may be for the tables; they have come as far all the same.
      if (entries.length === 0 && line > tablesLine) this.tables.follow([], { line, anchor });
      if (page.end) break;
    }
    return true;
  }

  /** Throws the tables and the packed projection away and folds the journal from its first line. Scans go on meanwhile. */
  rebuild(): Promise<void> {
    this.rebuilding ??= this.foldAnew().finally(() => {
      this.rebuilding = null;
    });
    return this.rebuilding;
  }

  private async foldAnew(): Promise<void> {
    this.refolding = true;
    try {
      await this.tables.refill(async () => {
        this.damaged = [];
        const fresh = new Projection();
        do {
          if (!(await this.fold(fresh, { line: fresh.line, anchor: fresh.anchor }, this.tables.followedLine))) {
            throw new Error('the journal changed while it was read');
          }
        } while (fresh.line < this.lastTaken);
        this.takeIn();
        this.current = fresh;
        this.refolding = false;
      });
    } finally {
      this.refolding = false;
    }
    this.onChange(new Set<Topic>(['workshop', 'agenda', 'roster', 'attendance', 'scans', 'help', 'health', 'imports', 'exceptions', 'stations', 'found']));
    await this.tables.settled();
    await this.pack();
  }

  async whole(): Promise<void> {
    try {
      await this.projection.whole();
    } catch (error) {
      this.onFault(error, 'reading the packed projection');
      await this.rebuild();
    }
  }

  async knows(code: string): Promise<void> {
    // Lost or damaged records are folded from the journal first.
    await this.projection.knows(code).catch(() => this.whole());
  }

  private lastTaken = 0;
  private untaken: { entries: Entry[]; anchor: string }[] = [];
  private readonly turns = new MessageChannel();

  private take(entries: Entry[], anchor: string, when: 'now' | 'at the next look'): void {
    this.untaken.push({ entries, anchor });
    this.lastTaken = Math.max(this.lastTaken, entries.at(-1)?.line ?? 0);
    if (when === 'now') this.takeIn();
    else this.turns.port2.postMessage(null);
  }

  /** Folds in what was acknowledged and has not been looked at yet. */
  private takeIn(): void {
    if (this.untaken.length === 0) return;
    const topics = new Set<Topic>();
    for (const { entries, anchor } of this.untaken.splice(0)) {
      const { current } = this;
      // The follower may have met some of them on its way.
      const fresh = entries.filter(({ line }) => !current.folded.has(line));
      for (const entry of fresh) {
        current.admission.admits(entry.line, entry.event);
        entry.isFirst = current.apply(entry.line, entry.event, topics);
      }
      const [first, last] = [entries[0]?.line ?? 0, entries.at(-1)?.line ?? 0];
      current.folded.add(first, last, anchor);
      if (!this.refolding) this.followers.follow(fresh, this.place);
      if (!current.folded.isWhole) this.follower.exists(last);
    }
    this.onChange(topics);
    this.packSoon();
  }

  /** Folds in what came from elsewhere. Scans that were written behind it may have been folded in before it. */
  private foldReceived(lines: JournalPage['lines'], reached: HighWater | null): void {
    const { projection: { folded, admission } } = this;
    const topics = new Set<Topic>();
    const entries: Entry[] = [];
    for (const { line, text } of lines) {
      if (folded.has(line)) continue;
      const event = JSON.parse(text) as JournalEvent;
      if (admission.admits(line, event)) entries.push({ line, event, isFirst: this.current.apply(line, event, topics) });
    }
    const [first, last] = [lines[0]?.line, lines.at(-1)?.line];
    if (first !== undefined && last !== undefined) folded.add(first, last, null);
    if (reached) folded.reach(reached.line, reached.anchor);
    this.lastTaken = Math.max(this.lastTaken, folded.last);
    if (!this.refolding) this.followers.follow(entries, this.place);
    if (reached) topics.add('health');
    if (topics.size > 0) this.onChange(topics);
    this.packSoon();
  }

  /** The place in the journal up to which everything is folded in. */
  private get place(): HighWater {
    const { line, anchor } = this.current.folded;
    return { line, anchor };
  }

  private packSoon(): void {
    this.lastChange = performance.now();
    if (this.packTimer) return;
    const latest = this.lastChange + packAtLatestMilliseconds;
    const packWhenQuiet = (): void => {
      const wait = Math.min(this.lastChange + packAfterMilliseconds, latest) - performance.now();
      if (wait <= 0) void this.pack();
      else this.packTimer = setTimeout(packWhenQuiet, wait);
    };
    this.packTimer = setTimeout(packWhenQuiet, packAfterMilliseconds);
  }

  /** Packs the projection away, so that the next start need not fold what it has. */
  async pack(): Promise<void> {
    if (this.packTimer) clearTimeout(this.packTimer);
    this.packTimer = null;
    await this.packing.save(this.projection).catch((error: unknown) => this.onFault(error, 'packing the projection'));
    // What was folded in behind the mark is packed once the mark is past it.
    if (!this.current.folded.isWhole) this.packSoon();
  }

  /** Before the application closes: first what makes the next start quick, then the rest. Both can be cut short. */
  async flush(): Promise<void> {
    await this.follower.pause();
    await this.pack();
    await this.tables.settled().catch(() => undefined);
  }
}
