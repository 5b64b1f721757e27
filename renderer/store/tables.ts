import type { JournalEvent } from '@shared/contract/events';
import type { Details } from '@shared/domain/details';
import { foldDetails, setsDetails } from '@shared/domain/details';
import type { EventRow, HighWater, StoreDatabase } from './database';
import { projectionVersion } from './database';

export interface Entry {
  line: number;
  event: JournalEvent;
  /** The first event about its attendee, so that the tables cannot have anything of them. */
  isFirst?: boolean;
}

interface Batch {
  entries: Entry[];
  highWater: HighWater;
}

/** The database does not hold what was written to it: the browser deletes a damaged one and begins an empty one. */
class LostRows extends Error {
  override readonly name = 'LostRows';
}

const entriesAtOnce = 2_000;
const retryMilliseconds = 2_000;
/** After the last scan, how long to wait before writing; and how long writing may be put off while scans go on. */
const quietMilliseconds = 250;
const writeAtLatestMilliseconds = 2_000;

/**
 * The tables follow the journal behind the answers, in batches; the high-water mark is written in the same
 * transaction as the rows. Readers wait until what they must see is there (`settled`).
 */
export class Tables {
  /** Called when rows are lost: `refill` is wanted. */
  onLost: (error: unknown) => void = () => {};
  /** Why the database cannot be written now. The events wait, and it is tried again. */
  private writeProblem: string | null = null;
  /** Why filling the tables anew failed. They follow nothing then, and it is tried again when somebody reads. */
  private refillProblem: string | null = null;
  private refilling: Promise<void> | null = null;
  private queue: Batch[] = [];
  private running: Promise<void> | null = null;
  private lastFollowed = 0;
  /** Ends the wait for quiet: somebody wants to read. */
  private hurry: (() => void) | null = null;

  constructor(
    private readonly database: StoreDatabase,
    private applied: HighWater,
    private readonly onChange: () => void = () => {},
  ) {}

  /** Why the tables are behind and stay so for now, if they do. */
  get problem(): string | null {
    return this.refillProblem ?? this.writeProblem;
  }

  get highWater(): HighWater {
    return this.applied;
  }

  /** One event without its personal part, written yet or not; undefined if no row can be read for it. */
  async eventAt(line: number): Promise<JournalEvent | undefined> {
    for (const { entries } of this.queue) {
      if (line > (entries.at(-1)?.line ?? 0)) continue;
      const waiting = entries.find((entry) => entry.line === line);
      if (waiting) return waiting.event;
    }
    const row = this.database.events.get(line).then((found) => found && (JSON.parse(found.json) as JournalEvent));
    return row.catch(() => undefined);
  }

  /** The events about some attendees without their personal part, those that wait to be written too; no registrations. */
  async eventsOf(subjects: readonly string[]): Promise<JournalEvent[]> {
    await this.settled().catch(() => undefined); // what cannot be written waits in the queue
    const waiting = this.queue.flatMap(({ entries }) => entries).filter(({ event }) => subjects.includes(subjectOf(event)));
    const rows = await this.database.events.where('subject').anyOf([...subjects]).toArray();
    const written = new Set(rows.map(({ id }) => id));
    const events = rows.map(({ json }) => JSON.parse(json) as JournalEvent);
    for (const { event } of waiting) if (event.type !== 'attendee.registered' && !written.has(event.id)) events.push(event);
    return events;
  }

  /** The last line that was taken, written yet or not. */
  get followedLine(): number {
    return this.queue.at(-1)?.highWater.line ?? this.applied.line;
  }

  /**
   * Empties the tables and has them filled from the journal's first line, by `follow`. Readers wait until that is done.
   *
   * @throws what `fill` throws.
   */
  refill(fill: () => Promise<void>): Promise<void> {
    this.refillProblem = null;
    const filled = this.clear()
      .then(fill)
      .catch((error: unknown) => {
        this.refillProblem = `The local database could not be filled anew (${(error as Error).message}).`;
        throw error;
      })
      .finally(() => {
        this.refilling = null;
        this.onChange();
      });
    this.refilling = filled.catch(() => undefined);
    return filled;
  }

  private async clear(): Promise<void> {
    const { meta, events, details } = this.database;
    this.queue = [];
    await this.running;
    const cleared = this.database.transaction('rw', [meta, events, details], () =>
      Promise.all([meta.delete('tables'), events.clear(), details.clear()]),
    );
    await cleared.catch(async () => {
      // Too damaged to be emptied: nothing in it is worth keeping.
      await this.database.delete();
      await this.database.open();
    });
    this.applied = { line: 0, anchor: '' };
  }

  /** Takes acknowledged events; `highWater` is the place in the journal up to which all were taken then. Some may lie behind it. */
  follow(entries: Entry[], highWater: HighWater): void {
    if (this.refillProblem) return; // there would be a gap before them
    this.queue.push({ entries, highWater });
    this.lastFollowed = performance.now();
    this.running ??= this.run();
  }

  /** Resolves once all that was taken so far is in the tables. @throws when the database cannot be written. */
  async settled(): Promise<void> {
    while (this.queue.length > 0 || this.running || this.refilling) {
      if (this.problem) throw new Error(this.problem);
      this.hurry?.();
      await Promise.race([this.refilling ?? this.running, new Promise((resolve) => setTimeout(resolve, 250))]);
    }
    if (this.refillProblem) throw new Error(this.refillProblem);
  }

  private async run(): Promise<void> {
    await this.quiet();
    while (this.queue.length > 0) {
      const batches = this.firstOfQueue();
      try {
        await this.write(batches);
        this.queue = this.queue.filter((batch) => !batches.includes(batch));
        if (this.writeProblem) this.report(null);
      } catch (error) {
        if (error instanceof LostRows) {
          this.queue = [];
          this.onLost(error);
          break;
        }
        this.report(`The local database cannot be written (${(error as Error).message}).`);
        await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
      }
    }
    this.running = null;
  }

  /** Scans come together in one transaction, which costs the store more than they do, and come before it. */
  private async quiet(): Promise<void> {
    const latest = performance.now() + writeAtLatestMilliseconds;
    let hurried = false;
    for (;;) {
      const now = performance.now();
      const wait = Math.min(this.lastFollowed + quietMilliseconds, latest) - now;
      if (hurried || wait <= 0) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.hurry = () => {
          hurried = true;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.hurry = null;
  }

  private report(problem: string | null): void {
    this.writeProblem = problem;
    this.onChange();
  }

  private firstOfQueue(): Batch[] {
    let count = 0;
    let end = 0;
    while (end < this.queue.length && count < entriesAtOnce) count += this.queue[end++]?.entries.length ?? 0;
    return this.queue.slice(0, end);
  }

  private async write(batches: Batch[]): Promise<void> {
    const { meta, events, details } = this.database;
    const entries = batches.flatMap((batch) => batch.entries);
    const highWater = (batches.at(-1) as Batch).highWater;
    await this.database.transaction('rw', [meta, events, details], async () => {
      if ((await this.writtenLine()) !== this.applied.line) throw new LostRows('The database has lost its rows.');
      const folded = await this.foldedDetails(entries);
      await details.bulkPut(Array.from(folded.values(), (each) => ({ id: each.id, json: JSON.stringify(each) })));
      await events.bulkPut(entries.filter(({ event }) => event.type !== 'attendee.registered').map(rowOf));
      await meta.put({ key: 'tables', highWater, projectionVersion });
    });
    this.applied = highWater;
    this.onChange();
  }

  /** The details that some events set, as they are after them. Of people whose first event is among them nothing is there yet. */
  private async foldedDetails(entries: Entry[]): Promise<Map<string, Details>> {
    const setting = entries.filter(({ event }) => setsDetails(event));
    const fresh = new Set(setting.filter(({ isFirst }) => isFirst).map(({ event }) => subjectOf(event)));
    const known = new Set(setting.map(({ event }) => subjectOf(event)).filter((id) => !fresh.has(id)));
    const folded = await this.detailsWritten([...known]);
    for (const { event } of setting) {
      if (setsDetails(event)) folded.set(subjectOf(event), foldDetails(folded.get(subjectOf(event)), event));
    }
    return folded;
  }

  /**
   * Details by registration id, as all acknowledged events say them. If the database has lost them they are folded
   * from the journal first.
   *
   * @throws when the database cannot be written, or not be filled anew.
   */
  async detailsOf(ids: string[]): Promise<Map<string, Details>> {
    if (ids.length === 0) return new Map();
    const { meta, details } = this.database;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.settled();
        const { line } = this.applied;
        return await this.database.transaction('r', [meta, details], async () => {
          if ((await this.writtenLine()) < line) throw new LostRows('The database has lost its rows.');
          return this.detailsWritten(ids);
        });
      } catch (error) {
        if (attempt > 1 || this.writeProblem) throw error;
        this.onLost(error);
      }
    }
  }

  private async writtenLine(): Promise<number> {
    return (await this.database.meta.get('tables'))?.highWater.line ?? 0;
  }

  private async detailsWritten(ids: string[]): Promise<Map<string, Details>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.details.bulkGet(ids);
    return new Map(rows.filter((row) => row !== undefined).map(({ id, json }) => [id, JSON.parse(json) as Details]));
  }
}

function rowOf({ line, event }: Entry): EventRow {
  const { person: _, ...rest } = event;
  return { line, id: event.id, subject: subjectOf(event), type: event.type, json: JSON.stringify(rest) };
}

/** The attendee that an event is about, or an empty string. */
function subjectOf(event: JournalEvent): string {
  return 'registrationId' in event.data ? (event.data.registrationId ?? '') : '';
}
