import * as v from 'valibot';
import { errorShape } from './errors';
import { draftEvent, type JournalEvent } from './events';

/** What travels over the ports between windows, the store window and the main process. */

const id = v.pipe(v.number(), v.integer());
const params = v.unknown();

/** From a window (or the headless commands) to the store. */
export const clientMessage = v.variant('kind', [
  v.object({ kind: v.literal('command'), id, name: v.string(), params }),
  v.object({ kind: v.literal('query'), id, name: v.string(), params }),
  v.object({ kind: v.literal('subscribe'), id, name: v.string(), params }),
  v.object({ kind: v.literal('unsubscribe'), id }),
]);
export type ClientMessage = v.InferOutput<typeof clientMessage>;

/** From the store to a window. A subscription's first result and its updates are `value` messages of its id. */
export const storeMessage = v.variant('kind', [
  v.object({ kind: v.literal('value'), id, value: v.unknown() }),
  v.object({ kind: v.literal('error'), id, error: errorShape }),
]);
export type StoreMessage = v.InferOutput<typeof storeMessage>;

/** From the store to the journal in the main process. */
export const journalRequest = v.variant('kind', [
  v.object({ kind: v.literal('append'), id, workshop: v.pipe(v.string(), v.minLength(1)), drafts: v.array(draftEvent) }),
  v.object({ kind: v.literal('read'), id, after: v.pipe(v.number(), v.integer(), v.minValue(0)), anchor: v.nullable(v.string()) }),
  /** Carries out every erasure that the journal holds. */
  v.object({ kind: v.literal('blank'), id }),
  /** The answer to a `beat`. */
  v.object({ kind: v.literal('alive'), beat: v.number() }),
  /** All of the journal is folded: the store answers from now on. */
  v.object({ kind: v.literal('ready') }),
  /** The answer to a `flush`. */
  v.object({ kind: v.literal('flushed') }),
]);
export type JournalRequest = v.InferOutput<typeof journalRequest>;

/** What the journal added to a draft: its place in the journal and its envelope. */
export interface Sealed {
  line: number;
  id: string;
  device: string;
  seq: number;
  hlc: string;
}

export interface JournalPage {
  /** Event JSON, one per entry, in journal order. */
  lines: { line: number; text: string }[];
  damaged: { file: string; line: number; reason: string }[];
  /** The last line of this page: where the next one starts. */
  through: number;
  /** Hash of line `through`: together they say which journal a store belongs to. */
  anchor: string;
  end: boolean;
}

/** From the main process to the store. */
export type JournalReply =
  /** `anchor` is the hash of the last line written. */
  | { kind: 'appended'; id: number; sealed: Sealed[]; anchor: string }
  | { kind: 'page'; id: number; page: JournalPage }
  /**
   * Events from elsewhere were written, in lines that follow one another; `anchor` is the hash of the last. It may come
   * before or after the answer to an `append` that was written beside it.
   */
  | { kind: 'received'; lines: JournalPage['lines']; anchor: string }
  /** Nothing was left to be blanked. Where something was, the store is started anew without what it knew. */
  | { kind: 'blanked'; id: number }
  /** The store's high-water mark is not of this journal: fold from the beginning. */
  | { kind: 'foreign'; id: number }
  | { kind: 'refused'; id: number; code: 'disk_full' | 'read_only' | 'failed'; message: string }
  /** Are you there? A store that does not answer for some seconds is started anew. */
  | { kind: 'beat'; beat: number }
  /** The application is closing. */
  | { kind: 'flush' };

export type { JournalEvent };
