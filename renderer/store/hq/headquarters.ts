import type { JournalEvent } from '@shared/contract/events';
import type { HqException, HqWorkshop } from '@shared/contract/hqQueries';
import { exceptionsOf, isLive, recentArrivals, type SteadyFigures, steadyFigures } from '@shared/domain/hq/figures';
import { emptyHq, foldHq, type HqState } from '@shared/domain/hq/headquarters';
import type { WorkshopRecord } from '@shared/domain/hq/workshopRecord';
import type { JournalLink } from '../journalLink';
import type { Entry } from '../tables';
import { PackedPeople, type PeopleShelf } from './packedPeople';
import { placeOf } from './places';

/**
 * What headquarters sees: all workshops of the journal, folded beside the venue's own projection and only once somebody
 * in that role asks. From then on it follows by itself; a venue, where nobody does, pays nothing for it.
 */
export class Headquarters {
  state: HqState = emptyHq();
  /** The last journal line folded in, and its hash. */
  private line = 0;
  private anchor: string | null = null;
  private people = new PackedPeople();
  private readonly shelves = new Map<string, PeopleShelf>();
  private reading: Promise<void> | null = null;
  /** There is more than was read at the last look. */
  private more = false;
  private isStarted = false;
  private unfolded = 0;

  constructor(
    private readonly journal: JournalLink,
    /** The last line that there was when it began: for telling how far it is. */
    private readonly lastLine: () => number,
    private readonly onChange: () => void,
    private readonly onFault: (error: unknown, during: string) => void,
  ) {
    this.clear();
  }

  /** Begins to read, if that has not been done. Resolves when all that the journal has is folded in. */
  async ready(): Promise<void> {
    this.isStarted = true;
    if (this.line < this.lastLine()) this.more = true;
    if (this.more) this.read();
    await this.reading;
  }

  /** How far the journal has been read; null once all of it has. */
  get progress(): { done: number; total: number } | null {
    return this.reading === null ? null : { done: this.line, total: Math.max(this.line, this.lastLine()) };
  }

  /** Takes what was written to the journal, whoever wrote it. What does not follow on is read there. */
  take(entries: readonly Entry[], anchor: string): void {
    if (!this.isStarted || entries.length === 0) return;
    if (this.reading || entries[0]?.line !== this.line + 1) {
      this.grown();
      return;
    }
    for (const { event } of entries) this.fold(event);
    this.line = entries.at(-1)?.line ?? this.line;
    this.anchor = anchor;
    this.onChange();
  }

  /** The journal has lines that nobody gave here. */
  grown(): void {
    if (!this.isStarted) return;
    this.more = true;
    this.read();
  }

  shelf(workshop: string): PeopleShelf | undefined {
    return this.shelves.get(workshop);
  }

  private read(): void {
    this.reading ??= this.readOn()
      .catch((error: unknown) => this.onFault(error, 'reading the journal for headquarters'))
      .finally(() => {
        this.reading = null;
        this.onChange();
      });
  }

  private async readOn(): Promise<void> {
    while (this.more) {
      this.more = false;
      for (;;) {
        const page = await this.journal.read(this.line, this.anchor);
        if (!page) {
          // Another journal than the one that was read.
          this.clear();
          continue;
        }
        for (const { text } of page.lines) this.fold(JSON.parse(text) as JournalEvent);
        this.line = page.through;
        this.anchor = page.anchor;
        this.onChange();
        if (page.end) break;
      }
    }
  }

  /** An event of a venue that does not make sense costs its own counts and not everybody else's. */
  private fold(event: JournalEvent): void {
    try {
      foldHq(this.state, event);
    } catch (error) {
      this.unfolded += 1;
      if (this.unfolded === 1) this.onFault(error, `taking in ${event.id} for headquarters`);
    }
  }

  private clear(): void {
    this.line = 0;
    this.anchor = null;
    this.people = new PackedPeople();
    this.shelves.clear();
    this.state = emptyHq((workshop) => {
      const shelf = this.people.shelfOf(workshop);
      this.shelves.set(workshop, shelf);
      return shelf;
    });
  }

  private readonly steady = new WeakMap<WorkshopRecord, { version: number; figures: SteadyFigures }>();
  private readonly waiting = new WeakMap<WorkshopRecord, { version: number; exceptions: HqException[] }>();

  /** A workshop's figures at a moment (ms since 1970 UTC); reckoned anew only when it has changed. */
  figuresOf(record: WorkshopRecord, now: number): HqWorkshop {
    const { version } = record;
    let known = this.steady.get(record);
    if (known?.version !== version) this.steady.set(record, (known = { version, figures: steadyFigures(record, placeOf) }));
    return { ...known.figures, live: isLive(known.figures, new Date(now).toISOString()), recent: recentArrivals(record, now) };
  }

  exceptionsOf(record: WorkshopRecord): HqException[] {
    const { version } = record;
    let known = this.waiting.get(record);
    if (known?.version !== version) this.waiting.set(record, (known = { version, exceptions: exceptionsOf(record) }));
    return known.exceptions;
  }
}
