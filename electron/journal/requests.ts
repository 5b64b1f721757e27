import type { DraftEvent } from '@shared/contract/events';
import type { SyncDocument } from '@shared/contract/sync';
import type { Appended } from './batch';
import type { JournalWriteError } from './errors';
import type { Taken } from './received';

/** What the journal has grown by. */
export interface Growth {
  workshops: ReadonlySet<string>;
  /** The events among it that came from elsewhere, all in a row, the hash of their last line, and whether they erase somebody. */
  received: { lines: { line: number; text: string }[]; anchor: string; erases: boolean } | null;
}

export interface AppendRequest {
  kind: 'append';
  workshop: string;
  drafts: readonly DraftEvent[];
  resolve(written: Appended): void;
  reject(error: JournalWriteError): void;
}

export interface ReceiveRequest {
  kind: 'receive';
  workshop: string;
  documents: readonly SyncDocument[];
  /** Null: the index is not at the journal's end, so nobody can say what is known. */
  resolve(taken: Taken[] | null): void;
  reject(error: JournalWriteError): void;
}

export type Request = AppendRequest | ReceiveRequest;
