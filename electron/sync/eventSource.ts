import type { HeldBlock, SyncDocument } from '@shared/contract/sync';
import type { Taken } from '../journal/received';
import type { HeldEvent } from './documents';

/** What became of a document that was handed to the journal. */
export type { Taken };

/** An event of the journal with its line, which is the cursor of whoever reads on from it, and its hash. */
export interface HeldChange {
  line: number;
  event: HeldEvent;
  hash: string;
  /** The event's JSON in UTF-8, where it is at hand. */
  json?: Uint8Array;
}

/** How far the events of one device go in a workshop. What lies between two ranges is missing here. */
export interface DeviceChain {
  device: string;
  /** First and last sequence number of each run without a gap, in order. */
  ranges: [number, number][];
  /** `at` and hybrid time of its latest event here. */
  lastAt: string;
  lastHlc: string;
}

/** The journal as sync sees it: events of all devices and workshops, in the order in which this laptop got them. */
export interface EventSource {
  /** This laptop's id. */
  readonly device: string;
  /** The last line of the journal. */
  readonly lastLine: number;
  workshops(): Promise<string[]>;
  /**
   * Events of a workshop after a line, at most `limit` of them and about `bytes` of JSON; at least one if there is any.
   * `through` is the line to go on after; `pending` how many events are still behind it.
   */
  changes(workshop: string, after: number, limit: number, bytes?: number): Promise<{ changes: HeldChange[]; through: number; pending: number }>;
  /** How many events of a workshop there are. */
  count(workshop: string): Promise<number>;
  /** The last event of a workshop: by it a journal is known again, as by its last line; null without events. */
  lastOf(workshop: string): Promise<{ line: number; hash: string } | null>;
  /** The hash of each event that is held; null for those that are not. */
  hashesOf(workshop: string, ids: readonly string[]): Promise<(string | null)[]>;
  /** The line of each event that is held; null for those that are not. */
  linesOf(workshop: string, ids: readonly string[]): Promise<(number | null)[]>;
  eventsOf(workshop: string, ids: readonly string[]): Promise<(HeldEvent | null)[]>;
  /**
   * Writes events of other devices as they are, those that are not here yet, and resolves once they are on the disk,
   * with one word for each. They must have been proved.
   *
   * @throws JournalWriteError when the disk does not take them. Then none was written.
   */
  receive(workshop: string, documents: readonly SyncDocument[]): Promise<Taken[]>;
  chains(workshop: string): Promise<DeviceChain[]>;
  /** Which events of a workshop there are, a thousand of a device to a block: who has the same blocks has the same events. */
  blocks(workshop: string): Promise<HeldBlock[]>;
  /** For each block the lines of its events (ranges of them, first and last), if exactly those are here; null if not. */
  linesOfBlocks(workshop: string, blocks: readonly HeldBlock[]): Promise<([number, number][] | null)[]>;
  /** Calls back after events were written, own ones or others'. Returns how to stop that. */
  onGrown(callback: (workshop: string) => void): () => void;
}
