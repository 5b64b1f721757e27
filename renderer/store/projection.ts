import { type JournalEvent, orderOf } from '@shared/contract/events';
import type { RecentScan } from '@shared/contract/queries';
import type { AgendaSession, Target, Workshop } from '@shared/contract/values';
import { isWithdrawn } from '@shared/domain/attendee';
import { isAboutImports, type Written } from '@shared/domain/import/importHistory';
import { type HelpDesk, isAboutHelp } from '@shared/domain/helpDesk';
import { lateIdOf } from '@shared/domain/lateRegistration';
import { type Exceptions, isAboutExceptions } from '@shared/domain/exceptions';
import { absorbedIds } from '@shared/domain/merge';
import { applyEvent, emptyState, type PersonChange, type State } from '@shared/domain/state';
import type { Tally } from '@shared/domain/tally';
import { visitsOf } from '@shared/domain/visits';
import { Admission } from './admission';
import { AttendeeRows } from './attendeeRows';
import { NonceIndex } from './nonceIndex';
import { CountedRows } from './countedRows';
import { FoldedLines } from './foldedLines';
import type { LateRecords } from './records/lateRecords';
import { PrefixIndex } from './search/prefixIndex';
import { RosterSearch } from './search/rosterSearch';

/** What changed, for the live queries that depend on it. `time`: nothing but the clock. */
export type Topic =
  | 'workshop' | 'agenda' | 'roster' | 'attendance' | 'scans' | 'help' | 'health' | 'imports' | 'exceptions' | 'stations' | 'found' | 'certificates' | 'hq' | 'time';

/** A scan as the list of recent ones keeps it: names are looked up when it is shown. `order` is its place in the fold. */
export type KeptScan = Omit<RecentScan, 'fullName'> & { order: string };

const keptScans = 500;

/** A station's last sign of life: the latest event that came from it. */
export interface StationSign {
  device: string;
  station: string | null;
  at: string;
  order: string;
  scans: number;
}

/**
 * The state that all acknowledged events say, in memory: what scans are judged by and what most queries read. It is
 * never behind. Details of people (addresses, birth dates) are not here but in the tables.
 */
export class Projection {
  readonly rows: AttendeeRows;
  readonly state: State;
  readonly nonces: NonceIndex;
  readonly search: RosterSearch;
  arrived = new Map<Target, CountedRows>();
  cancelled = new CountedRows();
  /** People of imports that were undone: they keep their rows, and are in no list. */
  withdrawn = new CountedRows();
  /** Rows that were merged into others, and people with a check-in that another device had made before. */
  merged = new CountedRows();
  duplicates = new CountedRows();
  stations = new Map<string, StationSign>();
  erased = new CountedRows();
  recent: KeptScan[] = [];
  refused = 0;
  /** How many people each import has written: fewer than it was to after a power cut. */
  written = new Map<string, Written>();
  readonly folded = new FoldedLines();
  readonly admission = new Admission();
  /** Grows with every event that is folded in. */
  version = 0;
  /** Grows with every change of who is in the roster, under which name and code. */
  rosterVersion = 0;
  /** Grows with every change of anybody's details. */
  detailsVersion = 0;

  constructor(rows = new AttendeeRows(), nonces = new NonceIndex(), search = new PrefixIndex()) {
    this.rows = rows;
    this.nonces = nonces;
    this.search = new RosterSearch(rows, search);
    this.state = emptyState(rows.shelf);
  }

  /** The line of the journal up to which all is folded in, and its hash. */
  get line(): number {
    return this.folded.line;
  }

  get anchor(): string {
    return this.folded.anchor;
  }

  get workshop(): Workshop | null {
    return this.state.workshop?.value ?? null;
  }

  get sessions(): AgendaSession[] {
    return this.state.agenda.sessions;
  }

  get tally(): Tally {
    return this.state.tally;
  }

  get exceptions(): Exceptions {
    return this.state.exceptions;
  }

  get help(): HelpDesk {
    return this.state.help;
  }

  /** Folds one event in. `topics` collects what it changed. True if it is the first event about its attendee. */
  apply(line: number, event: JournalEvent, topics: Set<Topic>): boolean {
    const change = applyEvent(this.state, event);
    for (const each of change?.changes ?? []) this.index(each, topics);
    if (event.type === 'attendee.merged') this.merges(event.data.registrationId, event.data.into, topics);
    // What it corrects may be a detail that is not here.
    if (event.type === 'attendee.corrected' || event.type === 'attendee.registered') {
      this.detailsVersion += 1;
      topics.add('roster');
      this.countWritten(event.type, event.data.importId);
    }
    if (event.type.startsWith('certificate.') || event.type.startsWith('award.')) topics.add('certificates');
    if (isAboutExceptions(event)) topics.add('exceptions');
    this.noteSign(event, topics);
    if (event.type === 'workshop.configured' || event.type === 'retention.set') topics.add('workshop');
    if (event.type === 'agenda.replaced' || event.type === 'session.changed') topics.add('agenda');
    if (isAboutHelp(event)) topics.add('help');
    if (isAboutImports(event)) topics.add('imports');
    if ('nonce' in event.data) this.nonces.add(event.data.nonce, line);
    if (event.type === 'scan.refused') this.refused += 1;
    this.keepScan(event, topics);
    this.version += 1;
    topics.add('health');
    return change?.first === true;
  }

  private countWritten(type: 'attendee.registered' | 'attendee.corrected', importId: string | undefined): void {
    if (importId === undefined) return;
    const { added, updated } = this.writtenBy(importId);
    this.written.set(importId, type === 'attendee.registered' ? { added: added + 1, updated } : { added, updated: updated + 1 });
  }

  writtenBy(importId: string): Written {
    return this.written.get(importId) ?? { added: 0, updated: 0 };
  }

  /** What was merged, or no longer is, is found under another name than before. */
  private merges(id: string, into: string | null, topics: Set<Topic>): void {
    for (const each of [id, ...(into === null ? [] : [into])]) {
      for (const record of [each, ...absorbedIds(this.rows.shelf, each)]) {
        const row = this.rows.rowOf(record) as number;
        this.merged.put(row, this.rows.isMerged(row));
        this.search.touch(row);
      }
    }
    this.rosterVersion += 1;
    topics.add('roster');
  }

  private noteSign(event: JournalEvent, topics: Set<Topic>): void {
    if (!('by' in event.data) || event.data.by.role !== 'kiosk') return;
    const station = event.data.by.station ?? null;
    const key = `${event.device}/${station ?? ''}`;
    const known = this.stations.get(key);
    const order = orderOf(event);
    const isScan = event.type === 'checkIn.recorded' || event.type === 'checkOut.recorded' || event.type === 'scan.refused';
    const latest = known && known.order > order ? known : { at: event.at, order };
    this.stations.set(key, { device: event.device, station, at: latest.at, order: latest.order, scans: (known?.scans ?? 0) + (isScan ? 1 : 0) });
    topics.add('stations');
  }

  private index({ id, before, after }: PersonChange, topics: Set<Topic>): void {
    const row = this.rows.rowOf(id) as number;
    if (!after) {
      // Merged into somebody else, who has their check-ins now.
      for (const set of this.arrived.values()) set.put(row, false);
      this.cancelled.put(row, false);
      this.duplicates.put(row, false);
      topics.add('attendance');
      return;
    }
    if (before?.fields !== after.fields || before.registered !== after.registered || before.issued !== after.issued || before.revoked !== after.revoked) {
      this.search.touch(row);
      this.rosterVersion += 1;
      topics.add('roster');
    }
    this.withdrawn.put(row, isWithdrawn(after));
    if (before?.block !== after.block) topics.add('roster');
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
      const visits = visitsOf(after);
      for (const visit of visits) if (!visit.voided && !visit.duplicate) targets.add(visit.target);
      this.duplicates.put(row, visits.some(({ duplicate }) => duplicate));
      for (const { target } of [...after.passages, ...(before?.passages ?? [])]) this.arrivals(target).put(row, targets.has(target));
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
    const scan: KeptScan = {
      order: orderOf(event),
      eventId: event.id,
      at: event.at,
      answer: event.type === 'scan.refused' ? event.data.answer : 'ok',
      direction: data.direction,
      target: data.target,
      registrationId: data.registrationId,
      code: event.type === 'scan.refused' ? event.data.code : null,
      station: data.by.station ?? null,
      override: event.type === 'checkIn.recorded' && event.data.override !== undefined,
    };
    // What comes from elsewhere may be older than what is here.
    const place = this.recent.findIndex((each) => each.order < scan.order);
    this.recent.splice(place === -1 ? this.recent.length : place, 0, scan);
    if (this.recent.length > keptScans) this.recent.length = keptScans;
    topics.add('scans');
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

  /** What the scan before waits for. */
  private lastInLine: Promise<void> = Promise.resolve();

  /** Resolves once a scan of this code can be decided and its events be folded: whoever came first is first in. @throws as `whole` does. */
  async knows(code: string): Promise<void> {
    if (!this.late) return;
    const [before, known] = [this.lastInLine, this.readHolders(code, this.late)];
    this.lastInLine = Promise.allSettled([before, known]).then(() => undefined);
    await before;
    await known;
  }

  private async readHolders(code: string, late: LateRecords): Promise<void> {
    const { ids, tickets } = this.rows;
    const holders = tickets.candidates(code);
    const lateId = lateIdOf(code);
    await late.rows([...holders, ...(lateId ? ids.candidates(lateId) : [])]);
    // Somebody with several records is read with all of them.
    if (this.merged.size > 0) return this.whole();
    await late.rows(holders.flatMap((row) => ids.candidates(this.rows.at(row).id)));
  }
}
