import type { Committer } from './committer';
import type { StoreDatabase } from './database';
import type { JournalLink } from './journalLink';
import type { Projection } from './projection';
import type { Tables } from './tables';

/** Everything that commands and queries of the store work with. */
export interface StoreContext {
  readonly projection: Projection;
  readonly committer: Committer;
  readonly tables: Tables;
  readonly database: StoreDatabase;
  readonly journal: JournalLink;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Lines of the journal that could not be read when it was folded. */
  damaged: { file: string; line: number; reason: string }[];
  /** Throws the tables and the packed projection away and folds the journal from its first line. */
  rebuild(): Promise<void>;
}
