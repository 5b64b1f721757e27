import path from 'node:path';
import { createFolder } from '../segments';
import { ChainNames } from './chainNames';
import { again, lineHashDigits, type LineRecord, LineRecords, noEvent } from './lineRecords';
import { Places } from './places';

/** A line that was written, as the index needs it. */
export interface IndexedLine {
  line: number;
  /** Of the line, not of the event. */
  lineHash: string;
  workshop: string;
  device: string;
  seq: number;
  hash: string;
}

const version = '1';

/** The open files of an index, and what little of them is held in memory: counts of workshops and devices. */
export class IndexFiles {
  readonly names: ChainNames;
  readonly records: LineRecords;
  readonly places: Places;
  /** By the number of a workshop, how many events it has. */
  readonly counts = new Map<number, number>();
  /** By the number of a chain, how many events it has and its highest sequence number. */
  readonly chains = new Map<number, { count: number; last: number }>();

  constructor(folder: string) {
    createFolder(folder);
    const file = (name: string): string => path.join(folder, `${name}.${version}`);
    this.names = new ChainNames(file('chains'));
    this.records = new LineRecords(file('lines'), (chain) => this.names.at(chain)?.seed);
    this.places = new Places(file('places'));
  }

  /** Takes in the next lines of the journal; a bare number is one that cannot be read. @throws what the disk says. */
  take(lines: readonly (IndexedLine | number)[]): void {
    const { records, names, counts, places } = this;
    const rows: LineRecord[] = [];
    for (const each of lines) {
      const number = typeof each === 'number' ? each : each.line;
      if (number !== records.count + rows.length + 1) throw new Error(`line ${number} of the journal came to the index after line ${records.count + rows.length}`);
      if (typeof each === 'number') {
        rows.push({ hash: '', lineHash: '', chain: noEvent, seq: 0, rank: 0 });
        continue;
      }
      const { workshop, device, seq, hash } = each;
      const lineHash = each.lineHash.slice(0, lineHashDigits);
      const { number: chain, workshopNumber } = names.obtain(workshop, device);
      const known = places.get(listOfChain(chain), seq - 1);
      if (known > 0 && known < number && isOf(known <= records.count ? records.get(known) : rows[known - records.count - 1], chain, seq)) {
        rows.push({ hash, lineHash, chain: again, seq, rank: 0 });
        continue;
      }
      const row = { hash, lineHash, chain, seq, rank: (counts.get(workshopNumber) ?? 0) + 1 };
      rows.push(row);
      this.enter(number, row, workshopNumber);
    }
    records.append(rows);
    places.flush();
  }

  /** Counts a record that was kept, and puts its places right. False if it does not follow those before it. */
  recount(line: number, record: LineRecord): boolean {
    const { chain, rank } = record;
    if (chain === noEvent || chain === again) return true;
    const name = this.names.at(chain);
    if (!name || rank !== (this.counts.get(name.workshopNumber) ?? 0) + 1) return false;
    this.enter(line, record, name.workshopNumber);
    return true;
  }

  private enter(line: number, { chain, seq, rank }: LineRecord, workshopNumber: number): void {
    this.counts.set(workshopNumber, rank);
    const { count, last } = this.chains.get(chain) ?? { count: 0, last: 0 };
    this.chains.set(chain, { count: count + 1, last: Math.max(last, seq) });
    this.place(listOfChain(chain), seq - 1, line);
    this.place(listOfWorkshop(workshopNumber), rank - 1, line);
  }

  private place(list: number, index: number, line: number): void {
    if (this.places.get(list, index) !== line) this.places.set(list, index, line);
  }

  /** The line of an event; 0 if it is not here. Whatever else may stand in its place, all that are here were looked up when this was opened. */
  lineOf(chain: number, seq: number): number {
    const line = this.places.get(listOfChain(chain), seq - 1);
    return isOf(this.records.get(line), chain, seq) ? line : 0;
  }

  /** The sequence numbers of a chain's events, in order. */
  *numbersOf(chain: number): Generator<number> {
    for (const index of this.places.indexes(listOfChain(chain))) if (this.lineOf(chain, index + 1) > 0) yield index + 1;
  }

  close(): void {
    this.names.close();
    this.records.close();
    this.places.close();
  }
}

function isOf(record: LineRecord | null | undefined, chain: number, seq: number): boolean {
  return record?.chain === chain && record.seq === seq;
}

/** Where the lines of a chain are among the places. */
export function listOfChain(chain: number): number {
  return chain * 2;
}

/** Where the lines of a workshop are among the places. */
export function listOfWorkshop(workshopNumber: number): number {
  return workshopNumber * 2 + 1;
}
