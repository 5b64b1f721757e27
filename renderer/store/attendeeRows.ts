import { type Attendee, codesOf, isWithdrawn } from '@shared/domain/attendee';
import { keptIdOf, personOf } from '@shared/domain/merge';
import type { AttendeeShelf } from '@shared/domain/state';
import { attendeeOf, attendeeText } from './records/attendeeText';
import { HashIndex } from './records/hashIndex';
import { RecordArena } from './records/recordArena';

/**
 * All attendees, packed: 100,000 of them outside the JavaScript heap, found by registration id or ticket code. An
 * attendee keeps their row for ever; rows are in the order of registration.
 *
 * A record may be merged into another one. `get`, `at` and `holdersOf` speak of people: a kept record with all that was
 * merged into it. `shelf` has the records as they are, which is what events are folded into.
 */
export class AttendeeRows {
  readonly shelf: AttendeeShelf = { get: (id) => this.record(id), set: (attendee) => this.set(attendee) };

  constructor(
    readonly records = new RecordArena(),
    readonly ids = new HashIndex(),
    readonly tickets = new HashIndex(),
  ) {}

  get count(): number {
    return this.records.count;
  }

  /** The attendee that was read or written last: one event looks at the same one several times. */
  private last: { row: number; attendee: Attendee } | null = null;

  /** The person of a row; of a row that was merged into another, the record alone. */
  at(row: number): Attendee {
    return personOf(this.shelf, this.recordAt(row));
  }

  private recordAt(row: number): Attendee {
    if (this.last?.row !== row) this.last = { row, attendee: attendeeOf(this.records.read(row)) };
    return this.last.attendee;
  }

  rowOf(id: string): number | undefined {
    for (const row of this.ids.candidates(id)) if (this.recordAt(row).id === id) return row;
    return undefined;
  }

  /** Whether a row was merged into another, and so is no person of its own. */
  isMerged(row: number): boolean {
    const { id, merged } = this.recordAt(row);
    return merged !== undefined && keptIdOf(this.shelf, id) !== id;
  }

  /** The person with this registration id; of an id that was merged into another, the record alone. */
  get(id: string): Attendee | undefined {
    const record = this.record(id);
    return record && personOf(this.shelf, record);
  }

  /** The person that an id stands for, under whichever id they are kept. */
  kept(id: string): Attendee | undefined {
    return this.get(keptIdOf(this.shelf, id));
  }

  private record(id: string): Attendee | undefined {
    for (const row of this.ids.candidates(id)) {
      const attendee = this.recordAt(row);
      if (attendee.id === id) return attendee;
    }
    return undefined;
  }

  private set(attendee: Attendee): void {
    this.lastHolders = null;
    const text = attendeeText(attendee);
    const row = this.rowOf(attendee.id);
    if (row === undefined) {
      const added = this.records.append(text);
      this.last = { row: added, attendee };
      this.ids.add(attendee.id, added);
      for (const code of codesOf(attendee)) this.tickets.add(code, added);
      return;
    }
    const before = codesOf(this.recordAt(row));
    const after = codesOf(attendee);
    this.records.replace(row, text);
    this.last = { row, attendee };
    for (const code of before) if (!after.includes(code)) this.tickets.remove(code, row);
    for (const code of after) if (!before.includes(code)) this.tickets.add(code, row);
  }

  /** Those of the code that was asked for last: a scan asks before its turn and in it. */
  private lastHolders: { code: string; holders: readonly Attendee[] } | null = null;

  /** Attendees who hold a ticket code, or held it until it was revoked; nobody whose import was undone. */
  holdersOf(code: string): readonly Attendee[] {
    if (this.lastHolders?.code !== code) this.lastHolders = { code, holders: this.findHolders(code) };
    return this.lastHolders.holders;
  }

  private findHolders(code: string): Attendee[] {
    const records = this.tickets
      .candidates(code)
      .map((row) => this.recordAt(row))
      .filter((record) => !isWithdrawn(record) && codesOf(record).includes(code));
    const ids = new Set(records.map(({ id, merged }) => (merged ? keptIdOf(this.shelf, id) : id)));
    return Array.from(ids, (id) => this.get(id)).filter((attendee) => attendee !== undefined);
  }
}
