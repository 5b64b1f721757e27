import type { SyncProgress, SyncRemote } from '@shared/contract/syncState';
import type { EventSource } from '../eventSource';
import type { BatchSize } from './batchSize';
import type { DocumentWork } from './documentWork';
import type { Place, Places } from './place';
import type { RefusedList } from './refusedList';
import type { RemoteServer } from './remoteServer';
import { SyncError } from './syncError';

/** What one run with a remote works with. */
export interface ExchangeContext {
  source: EventSource;
  work: DocumentWork;
  server: RemoteServer;
  places: Places;
  refused: RefusedList;
  remote: Pick<SyncRemote, 'all' | 'relay'>;
  /** Whether the remote blanks erased people by itself, as a hub does. */
  blanksItself: boolean;
  /** How much is sent at once; what a run learns of it, the next one knows. */
  batch: { size: BatchSize };
  /** How many documents are fetched at once. */
  page: { size: number };
  counts: { pushed: number; pulled: number };
  onPhase(phase: SyncProgress['phase'], workshop: string | null): void;
  onProgress(done: number, total: number): void;
  signal?: AbortSignal | undefined;
  now(): number;
}

/** One workshop in such a run. */
export interface WorkshopContext extends ExchangeContext {
  workshop: string;
  database: string;
  place: Place;
}

/** What this computer's own disk or threads say against going on. */
export async function ofOwnFault<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    throw error instanceof SyncError ? error : new SyncError('local_fault', (error as Error).message, { cause: error });
  }
}

export function goOn({ signal }: ExchangeContext): void {
  if (signal?.aborted) throw new SyncError('cancelled', '');
}

/** The registration id that an event or a document speaks of. */
export function registrationOf(event: { data?: unknown }): string | null {
  const id = (event.data as { registrationId?: unknown } | undefined)?.registrationId;
  return typeof id === 'string' ? id : null;
}
