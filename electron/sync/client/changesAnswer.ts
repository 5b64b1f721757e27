import { type ChangesCursor, type ChangesPage, changesPage, type SyncDocument } from '@shared/contract/sync';
import { type RawAnswer, readAnswer } from './answer';
import { SyncError } from './syncError';

/** What was asked of `_changes`. */
export interface AskedChanges {
  since: ChangesCursor;
  limit: number;
}

/** An answer of `_changes` to what was asked. @throws SyncError for one that cannot be believed. */
export function readChanges(raw: RawAnswer, { since, limit }: AskedChanges): ChangesPage {
  const page = readAnswer(raw, changesPage, isPlainPage);
  checkCursor(since, limit, page);
  return page;
}

/** The events among its documents. @throws SyncError for a row without the document that it names. */
export function documentsIn({ results }: ChangesPage): SyncDocument[] {
  return results.filter(({ deleted, id }) => !deleted && !id.startsWith('_design/')).map(({ id, doc }) => {
    if ((doc as { _id?: unknown } | null | undefined)?._id !== id) throw new SyncError('malformed_answer', `${id} came without its document`);
    return doc as SyncDocument;
  });
}

/** Whether a value is a page by all that the contract asks for, as a hub writes it; what this is not sure of, the contract says. */
function isPlainPage(value: unknown): value is ChangesPage {
  const page = value as Partial<ChangesPage> | null;
  return (
    typeof page === 'object' && page !== null && Array.isArray(page.results) && isPlace(page.last_seq) && (page.pending === undefined || typeof page.pending === 'number') &&
    page.results.every((row: unknown) => {
      const { seq, id, deleted } = (row ?? {}) as Partial<ChangesPage['results'][number]>;
      return isPlace(seq) && typeof id === 'string' && (deleted === undefined || typeof deleted === 'boolean');
    })
  );
}

function isPlace(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/**
 * A hub's places are numbers that grow from row to row. Of CouchDB's, which are opaque, only that a page is not longer
 * than was asked for can be told.
 */
function checkCursor(since: ChangesCursor, limit: number, { results, last_seq: last }: ChangesPage): void {
  const wrong = (what: string): never => {
    throw new SyncError('bad_cursor', `${what}: since ${String(since)}, last_seq ${String(last)}, ${results.length} rows`);
  };
  if (results.length > limit) wrong('more rows than were asked for');
  if (typeof last !== 'number') return;
  let before = typeof since === 'number' ? since : 0;
  if (last < before) wrong('it went back');
  for (const { seq } of results) {
    if (typeof seq !== 'number' || seq <= before) wrong('a row is out of place');
    before = seq as number;
  }
  if (last < before) wrong('it is before its last row');
}
