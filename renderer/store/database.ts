import Dexie, { type EntityTable } from 'dexie';
import type { EventType } from '@shared/contract/events';

/**
 * One event as the store keeps it: whole but for its personal part, which lives with the details alone. Registrations
 * are not here, since the details say all they say.
 */
export interface EventRow {
  line: number;
  id: string;
  /** The attendee it is about; empty for events about nobody. */
  subject: string;
  type: EventType;
  json: string;
}

/** How far a part of the store follows the journal: the line, and that line's hash to know the journal by. */
export interface HighWater {
  line: number;
  anchor: string;
}

/** The details of one attendee (`Details` of the domain) as JSON: a text is written several times as fast as its parts. */
export interface DetailsRow {
  id: string;
  json: string;
}

export interface MetaRow {
  key: 'tables' | 'packed';
  highWater: HighWater;
  /** Of the fold that made it; another number means it is folded anew. */
  projectionVersion: number;
}

/** A piece of the packed projection: memory as it is, so that a start reads it in one go. */
export interface PackedRow {
  key: string;
  value: unknown;
}

/** Raised whenever the fold or the packing changes its meaning: stores made before are then folded anew. */
export const projectionVersion = 10;

/**
 * The IndexedDB of the store window. It is an index of the journal and may be lost at any time without loss; the
 * journal says everything that is here.
 */
export class StoreDatabase extends Dexie {
  declare meta: EntityTable<MetaRow, 'key'>;
  declare events: EntityTable<EventRow, 'line'>;
  declare details: EntityTable<DetailsRow, 'id'>;
  declare packed: EntityTable<PackedRow, 'key'>;

  constructor(name = 'champions-store') {
    // Not `strict` for every write: the journal is what must survive a power cut, and the high-water mark travels in
    // the same transaction as the rows it speaks of, so a lost write is only done again.
    super(name, { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ meta: 'key', events: 'line, subject', details: 'id' });
    this.version(2)
      .stores({ meta: 'key', events: 'line, subject', details: 'id', packed: 'key' })
      .upgrade(async (transaction) => {
        // Version 1 kept one high-water mark under the key `journal`, without the hash that tells journals apart.
        const meta = transaction.table<MetaRow | { key: 'journal'; line: number }, string>('meta');
        await meta.clear();
        await transaction.table('events').clear();
        await transaction.table('details').clear();
      });
  }
}
