import type { DraftEvent } from '@shared/contract/events';
import type { SyncDocument } from '@shared/contract/sync';
import type { Appended } from './batch';
import type { JournalWriteError } from './errors';
import type { Taken } from './received';

/** Events that came from elsewhere, all in a row, the hash of their last line, and whether they erase somebody. */
export class ReceivedLines {
  private texts: { line: number; text: string }[] | null = null;

  constructor(private readonly written: readonly { line: number; json: Uint8Array }[], readonly anchor: string, readonly erases: boolean) {}

  /** The lines, for whoever wants them. */
  get lines(): { line: number; text: string }[] {
    return (this.texts ??= this.written.map(({ line, json }) => ({ line, text: Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('utf8') })));
  }
}

/** What the journal has grown by. */
export interface Growth {
  workshops: ReadonlySet<string>;
  /** What of it came from elsewhere. */
  received: ReceivedLines | null;
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
