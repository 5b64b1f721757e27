import { type Attendee, codesOf, isWithdrawn } from '@shared/domain/attendee';
import type { AttendeeShelf } from '@shared/domain/state';
import { HashIndex } from './records/hashIndex';
import { RecordArena } from './records/recordArena';

/**
 * All attendees, packed: 100,000 of them outside the JavaScript heap, found by registration id or ticket code. An
 * attendee keeps their row for ever; rows are in the order of registration.
 */
export class AttendeeRows implements AttendeeShelf {
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

  at(row: number): Attendee {
    if (this.last?.row !== row) this.last = { row, attendee: JSON.parse(this.records.read(row)) as Attendee };
    return this.last.attendee;
  }

  rowOf(id: string): number | undefined {
    for (const row of this.ids.candidates(id)) if (this.at(row).id === id) return row;
    return undefined;
  }

  get(id: string): Attendee | undefined {
    for (const row of this.ids.candidates(id)) {
      const attendee = this.at(row);
      if (attendee.id === id) return attendee;
    }
    return undefined;
  }

  set(attendee: Attendee): void {
    const text = JSON.stringify(attendee);
    const row = this.rowOf(attendee.id);
    if (row === undefined) {
      const added = this.records.append(text);
      this.last = { row: added, attendee };
      this.ids.add(attendee.id, added);
      for (const code of codesOf(attendee)) this.tickets.add(code, added);
      return;
    }
    const before = codesOf(this.at(row));
    const after = codesOf(attendee);
    this.records.replace(row, text);
    this.last = { row, attendee };
    for (const code of before) if (!after.includes(code)) this.tickets.remove(code, row);
    for (const code of after) if (!before.includes(code)) this.tickets.add(code, row);
  }

  /** Attendees who hold a ticket code, or held it until it was revoked; nobody whose import was undone. */
  holdersOf(code: string): Attendee[] {
    return this.tickets
      .candidates(code)
      .map((row) => this.at(row))
      .filter((attendee) => !isWithdrawn(attendee) && codesOf(attendee).includes(code));
  }
}
