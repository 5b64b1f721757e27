import { KioskError } from '@shared/contract/errors';
import type { JournalEvent } from '@shared/contract/events';
import type { HqException, HqWorkshop } from '@shared/contract/hqQueries';
import { exceptionsOf, isLive, recentArrivals, type SteadyFigures, steadyFigures } from '@shared/domain/hq/figures';
import { emptyHq, foldHq, type HqState } from '@shared/domain/hq/headquarters';
import type { WorkshopRecord } from '@shared/domain/hq/workshopRecord';
import { keptIdOf } from '@shared/domain/merge';
import type { JournalLink } from '../journalLink';
import type { Entry } from '../tables';
import { PackedPeople, type PeopleShelf } from './packedPeople';
import { placeOf } from './places';

/** After the journal could not be read, how long to wait before it is tried again. */
const retryMilliseconds = 1_000;

/**
 * What headquarters sees: all workshops of the journal, folded beside the venue's own projection and only once somebody
 * in that role asks. From then on it follows by itself; a venue, where nobody does, pays nothing for it.
 */
export class Headquarters {
  readonly state: HqState = emptyHq((workshop) => {
    const shelf = this.people.shelfOf(workshop);
    this.shelves.set(workshop, shelf);
    return shelf;
  });
  /** The last journal line folded in. It begins with the first one: no other journal can come in its place meanwhile. */
  private line = 0;
  private readonly people = new PackedPeople();
  private readonly shelves = new Map<string, PeopleShelf>();
  private reading: Promise<void> | null = null;
  /** There is more than was read at the last look. */
  private more = false;
  private isStarted = false;
  /** All that was there at the start has been read. */
  private isCaughtUp = false;
  /** The journal could not be read, and will be tried again. */
  private isPausing = false;
  private unfolded = 0;

  constructor(
    private readonly journal: JournalLink,
    /** The last line that there was when it began: for telling how far it is. */
    private readonly lastLine: () => number,
    private readonly onChange: () => void,
    private readonly onFault: (error: unknown, during: string) => void,
  ) {}

  /** Begins to read, if that has not been done. */
  start(): void {
    this.isStarted = true;
    if (!this.isCaughtUp || this.line < this.lastLine()) this.grown();
  }

  /** Resolves when all that the journal has is folded in. @throws KioskError `store_unavailable` while it cannot be read. */
  async whole(): Promise<void> {
    this.start();
    while (this.reading) await this.reading;
    if (this.progress !== null) throw new KioskError('store_unavailable', 'The journal cannot be read now. Check the drive; it is tried again by itself.');
  }

  /** How far the journal has been read; null once all of it has, and while it is only followed. */
  get progress(): { done: number; total: number } | null {
    return this.isCaughtUp && !this.isPausing ? null : { done: this.line, total: Math.max(this.line, this.lastLine()) };
  }

  /** Takes what was written to the journal, whoever wrote it. What does not follow on is read there. */
  take(entries: readonly Entry[]): void {
    if (!this.isStarted || entries.length === 0) return;
    if (this.reading || entries[0]?.line !== this.line + 1) {
      this.grown();
      return;
    }
    for (const { event } of entries) this.fold(event);
    this.line = entries.at(-1)?.line ?? this.line;
    this.onChange();
  }

  /** The same of lines as they came from elsewhere. */
  received(lines: readonly { line: number; text: string }[]): void {
    if (!this.isStarted || lines.length === 0) return;
    if (this.reading || lines[0]?.line !== this.line + 1) {
      this.grown();
      return;
    }
    for (const { text } of lines) this.fold(JSON.parse(text) as JournalEvent);
    this.line = lines.at(-1)?.line ?? this.line;
    this.onChange();
  }

  /** The journal has lines that nobody gave here. */
  grown(): void {
    if (!this.isStarted) return;
    this.more = true;
    if (!this.isPausing) this.read();
  }

  shelf(workshop: string): PeopleShelf | undefined {
    return this.shelves.get(workshop);
  }

  private read(): void {
    this.reading ??= this.readOn()
      .catch((error: unknown) => {
        this.onFault(error, 'reading the journal for headquarters');
        this.isPausing = true;
        setTimeout(() => {
          this.isPausing = false;
          this.grown();
        }, retryMilliseconds);
      })
      .finally(() => {
        this.reading = null;
        // What has come since the last look.
        if (this.more && !this.isPausing) this.read();
        this.onChange();
      });
  }

  private async readOn(): Promise<void> {
    while (this.more) {
      this.more = false;
      for (;;) {
        const page = await this.journal.read(this.line, null);
        if (!page) break;
        for (const { text } of page.lines) this.fold(JSON.parse(text) as JournalEvent);
        this.line = page.through;
        this.onChange();
        if (page.end) break;
      }
    }
    this.isCaughtUp = true;
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

  private readonly steady = new WeakMap<WorkshopRecord, { version: number; figures: SteadyFigures }>();
  private readonly waiting = new WeakMap<WorkshopRecord, { version: number; exceptions: HqException[] }>();

  /** A workshop's figures at a moment (ms since 1970 UTC); reckoned anew only when it has changed. */
  figuresOf(record: WorkshopRecord, now: number): HqWorkshop {
    const { version } = record;
    let known = this.steady.get(record);
    if (known?.version !== version) this.steady.set(record, (known = { version, figures: steadyFigures(record, placeOf) }));
    return { ...known.figures, live: isLive(known.figures, new Date(now).toISOString()), recent: recentArrivals(record, now) };
  }

  private readonly kept = new WeakMap<WorkshopRecord, { version: number; people: number }>();

  /** Of how many people of a workshop there is something personal left: several records of one are one. */
  peopleOf(record: WorkshopRecord): number {
    const { version } = record;
    let known = this.kept.get(record);
    if (known?.version !== version) {
      const { attendees } = record.state;
      const people = this.remainingOf(record).filter((id) => keptIdOf(attendees, id) === id).length;
      this.kept.set(record, (known = { version, people }));
    }
    return known.people;
  }

  /** The records of a workshop that nobody has erased, in the order of registration. */
  remainingOf({ id }: WorkshopRecord, limit = Number.POSITIVE_INFINITY): string[] {
    const shelf = this.shelf(id);
    const ids: string[] = [];
    for (let index = 0; index < (shelf?.count ?? 0) && ids.length < limit; index++) {
      const attendee = shelf?.at(index);
      if (attendee && !attendee.erased) ids.push(attendee.id);
    }
    return ids;
  }

  exceptionsOf(record: WorkshopRecord): HqException[] {
    const { version } = record;
    let known = this.waiting.get(record);
    if (known?.version !== version) this.waiting.set(record, (known = { version, exceptions: exceptionsOf(record) }));
    return known.exceptions;
  }
}
