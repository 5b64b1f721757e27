import type { Committer } from './committer';
import type { StoreDatabase } from './database';
import type { Headquarters } from './hq/headquarters';
import type { ImportRuns } from './import/importRuns';
import type { JournalLink } from './journalLink';
import type { PortMemory } from './portMemory';
import type { Projection } from './projection';
import type { ProofTries } from './proofTries';
import type { DetailSearch } from './search/detailSearch';
import type { Tables } from './tables';

/** Everything that commands and queries of the store work with. */
export interface StoreContext {
  readonly projection: Projection;
  readonly committer: Committer;
  readonly tables: Tables;
  readonly database: StoreDatabase;
  readonly journal: JournalLink;
  readonly ports: PortMemory;
  readonly tries: ProofTries;
  /** Imports that are under way, and what the last one said of every row. */
  readonly imports: ImportRuns;
  readonly deep: DetailSearch;
  /** All workshops, for whoever asks in headquarters' role. */
  readonly hq: Headquarters;
  /** Resolves once the whole projection can be read; at a start a scan and a few queries need not wait for it. */
  whole(): Promise<void>;
  /** Resolves once a scan of this code can be decided. */
  knows(code: string): Promise<void>;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Lines of the journal that could not be read when it was folded. */
  damaged: { file: string; line: number; reason: string }[];
  /** Throws the tables and the packed projection away and folds the journal from its first line. */
  rebuild(): Promise<void>;
}
