import { isUtf8 } from 'node:buffer';
import { type ChangesCursor, type ChangesPage, changesPage, type SyncDocument } from '@shared/contract/sync';
import { type JsonList, readList } from '../jsonList';
import { type RawAnswer, readAnswer } from './answer';
import { SyncError } from './syncError';

/** What was asked of `_changes`. */
export interface AskedChanges {
  since: ChangesCursor;
  limit: number;
}

/** What there is to know of a page before its documents are proved. */
export interface PageHead {
  rows: number;
  /** The place of its last row; null if it has none. */
  last: ChangesCursor | null;
  /** How many events are behind it, where the server says. */
  pending: number | null;
}

/** An answer of `_changes` to what was asked. @throws SyncError for one that cannot be believed. */
export function readChanges(raw: RawAnswer, { since, limit }: AskedChanges): ChangesPage {
  const page = readAnswer(raw, changesPage, isPlainPage);
  checkCursor(since, limit, page);
  return page;
}

/**
 * The same, of which the events are read one by one.
 *
 * @throws SyncError as `documents` does when it comes to a row that cannot be believed: then nothing of the page can.
 */
export function openPage(raw: RawAnswer, asked: AskedChanges): { head: PageHead; documents: Iterable<SyncDocument> } {
  const page = openHubPage(raw, asked) ?? readChanges(raw, asked);
  const { results } = page;
  const last = (Array.isArray(results) ? results.at(-1) : results.last) as Row | null | undefined;
  return {
    head: { rows: results.length, last: last?.seq ?? null, pending: page.pending ?? null },
    documents: documentsIn(Array.isArray(results) ? results : results.rows(asked.since)),
  };
}

type Row = ChangesPage['results'][number];

/** The events among the documents of some rows. @throws SyncError for a row without the document that it names. */
function* documentsIn(rows: Iterable<Row>): Generator<SyncDocument> {
  for (const { deleted, id, doc } of rows) {
    if (deleted || id.startsWith('_design/')) continue;
    if ((doc as { _id?: unknown } | null | undefined)?._id !== id) throw new SyncError('malformed_answer', `${id} came without its document`);
    yield doc as SyncDocument;
  }
}

interface HubPage {
  results: { length: number; last: Row | null; rows(since: ChangesCursor): Iterable<Row> };
  pending: number | undefined;
}

/** A page as a hub writes it, by what can be told without reading all of its rows; null for any other, and for what is wrong. */
function openHubPage({ body, type }: RawAnswer, { since, limit }: AskedChanges): HubPage | null {
  if (type !== 'application/json' || !isUtf8(body)) return null;
  let list: JsonList | null;
  let last: unknown;
  try {
    list = readList(body, 'results');
    last = list && list.length > 0 ? list.at(list.length - 1) : null;
  } catch {
    return null; // whoever reads all of it says what is wrong
  }
  if (list === null || list.length > limit) return null;
  const { last_seq: end, pending } = list.rest;
  if (!isPlace(end) || (pending !== undefined && typeof pending !== 'number')) return null;
  const least = isRow(last) ? (last.seq as number) : typeof since === 'number' ? since : 0;
  if ((last !== null && !isRow(last)) || (end as number) < least) return null;
  const { length, at } = list;
  return { results: { length, last, rows: (from) => rowsOf(length, at, typeof from === 'number' ? from : 0) }, pending: pending as number | undefined };
}

function* rowsOf(length: number, at: (index: number) => unknown, since: number): Generator<Row> {
  let before = since;
  for (let index = 0; index < length; index++) {
    let row: unknown;
    try {
      row = at(index);
    } catch {
      throw new SyncError('not_json', `row ${index} of ${length}`);
    }
    if (!isRow(row)) throw new SyncError('malformed_answer', `row ${index} of ${length}`);
    if ((row.seq as number) <= before) throw new SyncError('bad_cursor', `a row is out of place: ${row.seq} after ${before}`);
    before = row.seq as number;
    yield row;
  }
}

/** Whether a value is a page by all that the contract asks for, as a hub writes it; what this is not sure of, the contract says. */
function isPlainPage(value: unknown): value is ChangesPage {
  const page = value as Partial<ChangesPage> | null;
  return (
    typeof page === 'object' && page !== null && Array.isArray(page.results) && isPlace(page.last_seq) && (page.pending === undefined || typeof page.pending === 'number') &&
    page.results.every(isRow)
  );
}

function isRow(value: unknown): value is Row {
  const { seq, id, deleted } = (value ?? {}) as Partial<Row>;
  return isPlace(seq) && typeof id === 'string' && (deleted === undefined || typeof deleted === 'boolean');
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
