import { isWithdrawn } from '@shared/domain/attendee';
import { absorbedIds } from '@shared/domain/merge';
import type { AttendeeRows } from '../attendeeRows';
import { buildSearchIndex } from './buildInWorker';
import type { PrefixIndex, PrefixIndexBuffers } from './prefixIndex';
import { type SearchTexts, tokensOf } from './searchTexts';

/** So many changed rows are brought up to date where they are; more are indexed anew, in a worker. */
const updatesInPlace = 1_000;

/** Finds the people of the roster. The index is brought up to date when somebody searches: a change costs no scan anything. */
export class RosterSearch {
  /** Rows that the index does not know yet as they are. */
  private staleRows: number[] = [];
  private building: Promise<void> | null = null;
  private unread: (() => Promise<PrefixIndex>) | null = null;
  private reading: Promise<void> | null = null;

  constructor(private readonly rows: AttendeeRows, private index: PrefixIndex) {}

  /** What is found of a row has changed. */
  touch(row: number): void {
    this.staleRows.push(row);
  }

  /** Rows whose text matches every word of a search, best first; all acknowledged changes are in it. */
  async find(words: string[], limit: number): Promise<{ rows: number[]; total: number }> {
    await this.ready();
    return this.index.search(words, limit);
  }

  /** Resolves once the search index knows everybody as they are. Many at once are indexed in a worker. */
  async ready(): Promise<void> {
    if (this.unread) {
      this.reading ??= this.readIndex(this.unread);
      await this.reading;
    }
    while (this.staleRows.length > updatesInPlace || this.building) {
      this.building ??= this.build().finally(() => {
        this.building = null;
      });
      await this.building;
    }
    for (const row of new Set(this.staleRows)) this.index.update(row, tokensOf(this.textsOf(row)));
    this.staleRows = [];
    if (this.index.needsRebuild) this.index.rebuild();
  }

  /** Says where the search index is kept; it is read when it is first needed. */
  readLater(read: () => Promise<PrefixIndex>): void {
    this.unread = read;
  }

  /** A kept index that cannot be read is built anew. */
  private async readIndex(read: () => Promise<PrefixIndex>): Promise<void> {
    const stale = this.staleRows;
    this.index = await read().catch(() => buildSearchIndex(this.rows.count, (row) => this.textsOf(row)));
    this.staleRows = [...new Set([...stale, ...this.staleRows])];
    this.unread = null;
  }

  private async build(): Promise<void> {
    this.staleRows = []; // what changes from here on is updated in place afterwards
    this.index = await buildSearchIndex(this.rows.count, (row) => this.textsOf(row));
  }

  /** The index as it is, for packing it away. */
  toBuffers(): PrefixIndexBuffers {
    return this.index.toBuffers();
  }

  private textsOf(row: number): SearchTexts {
    const attendee = this.rows.at(row);
    if (this.rows.isMerged(row) || isWithdrawn(attendee)) return { name: '', identifiers: [] };
    const { id, fields, issued, absorbed } = attendee;
    if (absorbed?.length) {
      const others = absorbedIds(this.rows.shelf, id).flatMap((each) => this.rows.shelf.get(each) ?? []);
      return {
        name: [fields.name, ...others.map((other) => other.fields.name)].join(' '),
        identifiers: [id, ...(fields.ticket === null ? [] : [fields.ticket]), ...issued, ...others.map((other) => other.id)],
      };
    }
    return { name: fields.name, identifiers: fields.ticket === null ? [id, ...issued] : [id, fields.ticket, ...issued] };
  }
}
