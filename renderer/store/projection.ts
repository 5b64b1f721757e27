import type { JournalEvent } from '@shared/contract/events';
import type { RecentScan } from '@shared/contract/queries';
import type { AgendaSession, Target, Workshop } from '@shared/contract/values';
import type { Attendee } from '@shared/domain/attendee';
import { type HelpDesk, isAboutHelp } from '@shared/domain/helpDesk';
import { lateIdOf } from '@shared/domain/lateRegistration';
import { applyEvent, emptyState, type State } from '@shared/domain/state';
import type { Tally } from '@shared/domain/tally';
import { visitsOf } from '@shared/domain/visits';
import { AttendeeRows } from './attendeeRows';
import { NonceIndex } from './nonceIndex';
import { CountedRows } from './countedRows';
import { buildSearchIndex } from './search/buildInWorker';
import type { LateRecords } from './records/lateRecords';
import { PrefixIndex } from './search/prefixIndex';
import { type SearchTexts, tokensOf } from './search/searchTexts';

/** What changed, for the live queries that depend on it. `time`: nothing but the clock. */
export type Topic = 'workshop' | 'agenda' | 'roster' | 'attendance' | 'scans' | 'help' | 'health' | 'time';

/** A scan as the list of recent ones keeps it: names are looked up when it is shown. */
export type KeptScan = Omit<RecentScan, 'fullName'>;

const keptScans = 500;

/**
 * The state that all acknowledged events say, in memory: what scans are judged by and what most queries read. It is
 * never behind. Details of people (addresses, birth dates) are not here but in the tables.
 */
export class Projection {
  readonly rows: AttendeeRows;
  readonly state: State;
  readonly nonces: NonceIndex;
  search: PrefixIndex;
  arrived = new Map<Target, CountedRows>();
  cancelled = new CountedRows();
  erased = new CountedRows();
  recent: KeptScan[] = [];
  refused = 0;
  /** The last journal line folded in, and its hash. */
  line = 0;
  anchor = '';
  /** Grows with every change of who is in the roster, under which name and code. */
  rosterVersion = 0;
  /** Rows that the search index does not know yet as they are: brought up to date when somebody searches. */
  private staleRows: number[] = [];
  private building: Promise<void> | null = null;

  constructor(rows = new AttendeeRows(), nonces = new NonceIndex(), search = new PrefixIndex()) {
    this.rows = rows;
    this.nonces = nonces;
    this.search = search;
    this.state = emptyState(rows);
  }

  get workshop(): Workshop | null {
    return this.state.workshop?.value ?? null;
  }

  get sessions(): AgendaSession[] {
    return this.state.agenda?.sessions ?? [];
  }

  get tally(): Tally {
    return this.state.tally;
  }

  get help(): HelpDesk {
    return this.state.help;
  }

  /** Folds one event in. `topics` collects what it changed. True if it is the first event about its attendee. */
  apply(line: number, event: JournalEvent, topics: Set<Topic>): boolean {
    const change = applyEvent(this.state, event);
    if (change) this.index(change.before, change.after, topics);
    if (event.type === 'workshop.configured' || event.type === 'retention.set') topics.add('workshop');
    if (event.type === 'agenda.replaced') topics.add('agenda');
    if (isAboutHelp(event)) topics.add('help');
    if ('nonce' in event.data) this.nonces.add(event.data.nonce, line);
    if (event.type === 'scan.refused') this.refused += 1;
    this.keepScan(event, topics);
    this.line = Math.max(this.line, line);
    topics.add('health');
    return change !== undefined && change.before === undefined;
  }

  private index(before: Attendee | undefined, after: Attendee, topics: Set<Topic>): void {
    const row = this.rows.rowOf(after.id) as number;
    if (before?.fields !== after.fields || before.registered !== after.registered || before.issued !== after.issued || before.revoked !== after.revoked) {
      this.staleRows.push(row);
      this.rosterVersion += 1;
      topics.add('roster');
    }
    if (before?.erased !== after.erased) {
      this.erased.put(row, after.erased !== undefined);
      topics.add('attendance');
    }
    if (before?.cancelled !== after.cancelled) {
      this.cancelled.put(row, after.cancelled !== null);
      topics.add('roster');
    }
    if (before?.passages !== after.passages || before?.voided !== after.voided) {
      if (after.passages.length === 0 && !before?.passages.length) return;
      const targets = new Set<Target>();
      for (const visit of visitsOf(after)) if (!visit.voided && !visit.duplicate) targets.add(visit.target);
      for (const { target } of after.passages) this.arrivals(target).put(row, targets.has(target));
      topics.add('attendance');
    }
  }

  /** Attendees that ever arrived at a target. */
  arrivals(target: Target): CountedRows {
    let set = this.arrived.get(target);
    if (!set) this.arrived.set(target, (set = new CountedRows()));
    return set;
  }

  private keepScan(event: JournalEvent, topics: Set<Topic>): void {
    if (event.type !== 'scan.refused' && event.type !== 'checkIn.recorded' && event.type !== 'checkOut.recorded') return;
    const { data } = event;
    this.recent.unshift({
      eventId: event.id,
      at: event.at,
      answer: event.type === 'scan.refused' ? event.data.answer : 'ok',
      direction: data.direction,
      target: data.target,
      registrationId: data.registrationId,
      code: event.type === 'scan.refused' ? event.data.code : null,
      station: data.by.station ?? null,
      override: event.type === 'checkIn.recorded' && event.data.override !== undefined,
    });
    if (this.recent.length > keptScans) this.recent.length = keptScans;
    topics.add('scans');
  }

  /** Rows whose text matches every word of a search, best first; all acknowledged changes are in it. */
  async find(words: string[], limit: number): Promise<{ rows: number[]; total: number }> {
    await this.searchReady();
    return this.search.search(words, limit);
  }

  /** Resolves once the search index knows everybody as they are. Many at once are indexed in a worker. */
  async searchReady(): Promise<void> {
    if (this.unread) {
      this.reading ??= this.readSearch(this.unread);
      await this.reading;
    }
    while (this.staleRows.length > updatesInPlace || this.building) {
      this.building ??= this.buildSearch().finally(() => {
        this.building = null;
      });
      await this.building;
    }
    for (const row of new Set(this.staleRows)) this.search.update(row, tokensOf(this.textsOf(row)));
    this.staleRows = [];
    if (this.search.needsRebuild) this.search.rebuild();
  }

  private late: LateRecords | null = null;

  /** Says where the attendees' records are that have not been read yet. */
  readRecordsLater(late: LateRecords): void {
    this.late = late;
  }

  /** Resolves once everybody's record can be read. @throws when stored records are lost or damaged. */
  async whole(): Promise<void> {
    if (!this.late) return;
    await this.late.all();
    this.late = null;
  }

  /** Resolves once a scan of this code can be decided and its events be folded. @throws as `whole` does. */
  async knows(code: string): Promise<void> {
    if (!this.late) return;
    const { ids, tickets } = this.rows;
    const holders = tickets.candidates(code);
    const late = lateIdOf(code);
    await this.late.rows([...holders, ...(late ? ids.candidates(late) : [])]);
    await this.late.rows(holders.flatMap((row) => ids.candidates(this.rows.at(row).id)));
  }

  private unread: (() => Promise<PrefixIndex>) | null = null;
  private reading: Promise<void> | null = null;

  /** Says where the search index is kept; it is read when it is first needed. */
  readSearchLater(read: () => Promise<PrefixIndex>): void {
    this.unread = read;
  }

  /** A kept index that cannot be read is built anew. */
  private async readSearch(read: () => Promise<PrefixIndex>): Promise<void> {
    const stale = this.staleRows;
    this.search = await read().catch(() => buildSearchIndex(this.rows.count, (row) => this.textsOf(row)));
    this.staleRows = [...new Set([...stale, ...this.staleRows])];
    this.unread = null;
  }

  private async buildSearch(): Promise<void> {
    this.staleRows = []; // what changes from here on is updated in place afterwards
    this.search = await buildSearchIndex(this.rows.count, (row) => this.textsOf(row));
  }

  private textsOf(row: number): SearchTexts {
    const { id, fields, issued } = this.rows.at(row);
    return { name: fields.name, identifiers: fields.ticket === null ? [id, ...issued] : [id, fields.ticket, ...issued] };
  }
}

const updatesInPlace = 1_000;
