import type { Attendee } from '@shared/domain/attendee';
import { attendeeOfLight, lightText, SharedWords } from '@shared/domain/hq/lightRecord';
import type { AttendeeShelf } from '@shared/domain/state';
import { HashIndex } from '../records/hashIndex';
import { RecordArena } from '../records/recordArena';

/** Garbage up to so many bytes is left where it is. */
const smallGarbage = 8 * 1024 * 1024;
/** After so many replaced records it is looked whether most of what is kept is garbage. */
const lookEvery = 4_096;

/** One workshop's people, who can be gone through in the order of registration. */
export interface PeopleShelf extends AttendeeShelf {
  readonly count: number;
  at(index: number): Attendee | undefined;
}

/** The people of all workshops in packed memory, a shelf for each workshop: two may know the same registration id. */
export class PackedPeople {
  private readonly records = new RecordArena();
  private readonly rows = new HashIndex();
  private readonly words = new SharedWords();
  /** Per row, the number of its workshop; per workshop, its rows in the order of registration. */
  private workshopOf = new Uint32Array(1_024);
  private readonly ofWorkshop: number[][] = [];
  private replaced = 0;
  /** One event looks at the same person several times. */
  private last: { row: number; attendee: Attendee } | null = null;

  get bytes(): number {
    return this.records.liveBytes + this.records.garbageBytes;
  }

  shelfOf(workshop: string): PeopleShelf {
    const own: number[] = [];
    const number = this.ofWorkshop.push(own) - 1;
    const read = (row: number): Attendee => {
      if (this.last?.row !== row) this.last = { row, attendee: attendeeOfLight(this.records.read(row), workshop, this.words) };
      return this.last.attendee;
    };
    const rowOf = (id: string): number | undefined =>
      this.rows.candidates(`${workshop}\n${id}`).find((row) => this.workshopOf[row] === number && read(row).id === id);
    return {
      get: (id) => {
        const row = rowOf(id);
        return row === undefined ? undefined : read(row);
      },
      set: (attendee) => {
        const row = rowOf(attendee.id);
        const text = lightText(attendee, workshop, this.words);
        if (row === undefined) {
          const added = this.add(number, `${workshop}\n${attendee.id}`, text);
          own.push(added);
          this.last = { row: added, attendee };
        } else {
          this.replace(row, text);
          this.last = { row, attendee };
        }
      },
      get count() {
        return own.length;
      },
      at: (index) => {
        const row = own[index];
        return row === undefined ? undefined : read(row);
      },
    };
  }

  private add(workshop: number, key: string, text: string): number {
    const row = this.records.append(text);
    if (row >= this.workshopOf.length) {
      const larger = new Uint32Array(this.workshopOf.length * 2);
      larger.set(this.workshopOf);
      this.workshopOf = larger;
    }
    this.workshopOf[row] = workshop;
    this.rows.add(key, row);
    return row;
  }

  private replace(row: number, text: string): void {
    this.records.replace(row, text);
    this.replaced += 1;
    if (this.replaced % lookEvery !== 0) return;
    const { garbageBytes, liveBytes } = this.records;
    if (garbageBytes > smallGarbage && garbageBytes > liveBytes) this.records.compact();
  }
}
