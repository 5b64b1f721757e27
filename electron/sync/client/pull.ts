import type { ChangesCursor, ChangesPage, DocumentProblem, SyncDocument } from '@shared/contract/sync';
import { hashText } from '../../journal/hashes';
import { goOn, ofOwnFault, registrationOf, type WorkshopContext } from './exchangeContext';
import { afterLine, withLines, withRanges } from './lineRanges';
import { type RefusedEntry, refusedKey } from './refusedList';
import { SyncError } from './syncError';

/** A page of about a megabyte. */
const largestPage = 1_000;
/** Of so many events that may be known to a hub, it is asked which it has. */
const worthAsking = 500;
/** Of rows without their documents. */
const echoPage = 5_000;

/** A page on its way: its documents are proved as soon as they are there, while the page before it is written. */
interface Coming {
  page: Promise<ChangesPage | null>;
  proved: Promise<ProvedPage | null>;
}

interface ProvedPage {
  documents: SyncDocument[];
  problems: (DocumentProblem | null)[];
}

/**
 * Fetches what a database has and the journal has not. The place is kept after each page, once its documents are on the
 * disk or on the list of the refused.
 *
 * @returns false if the remote has no such database.
 */
export async function pull(context: WorkshopContext): Promise<boolean> {
  const { place } = context;
  let done = 0;
  await passHeld(context);
  if (!(await passEcho(context))) return false;
  let coming = fetchAndProve(context, place.cursor);
  let since = place.cursor;
  for (;;) {
    goOn(context);
    const page = await coming.page;
    if (page === null) return false;
    const { results, pending } = page;
    const last = results.at(-1);
    if (!last) return true;
    // Some CouchDB behind a balancer may give the same place again; asking on would never end.
    const isEnd = last.seq === since || pending === 0;
    since = last.seq;
    const next = isEnd ? null : fetchAndProve(context, since);
    try {
      await take(context, page, (await coming.proved) as ProvedPage);
    } catch (error) {
      await next?.proved.catch(() => undefined); // nothing of it runs on behind a run that has ended
      throw error;
    }
    done += results.length;
    context.onProgress(done, done + (pending ?? 0));
    if (!next) return true;
    coming = next;
  }
}

function fetchAndProve(context: WorkshopContext, since: ChangesCursor): Coming {
  const page = fetchPage(context, since);
  const proved = page.then((found) => (found ? provePage(context, found) : null));
  for (const each of [page, proved]) each.catch(() => undefined);
  return { page, proved };
}

/** A page of documents; of fewer where these are so large that an answer would not end, or not in time. */
async function fetchPage({ server, database, page }: WorkshopContext, since: ChangesCursor): Promise<ChangesPage | null> {
  for (;;) {
    try {
      const found = await server.changes(database, since, page.size);
      page.size = Math.min(largestPage, page.size * 2);
      return found;
    } catch (error) {
      if (!(error instanceof SyncError) || !['endless_answer', 'timed_out', 'truncated'].includes(error.problem)) throw error;
      const isSmallest = page.size === 1;
      page.size = Math.max(1, Math.floor(page.size / 2));
      if (error.problem !== 'endless_answer' || isSmallest) throw error;
    }
  }
}

/**
 * A hub says in a few bytes of a thousand events that it has them: what both have is neither sent nor fetched, and if that
 * is all that the hub has, it is not even passed over one by one.
 */
async function passHeld(context: WorkshopContext): Promise<void> {
  const { place, places, server, source, workshop, database } = context;
  const held = place.echo < worthAsking ? null : await server.held(database);
  if (held === null) return;
  const lines = await ofOwnFault(source.linesOfBlocks(workshop, held.blocks));
  place.fromRemote = afterLine(withRanges(place.fromRemote, lines.flatMap((each) => each ?? [])), place.line);
  if (!lines.includes(null)) {
    place.cursor = held.last_seq;
    place.echo = 0;
  }
  places.saveSoon(place);
}

/**
 * What was sent comes back in `_changes`: it is passed over by its ids, without fetching it, as long as all of a page is
 * here. A laptop that has lost its place learns from it what it need not send.
 */
async function passEcho(context: WorkshopContext): Promise<boolean> {
  const { place, places, server, source, workshop, database } = context;
  while (place.echo > 0) {
    const page = await server.changes(database, place.cursor, Math.min(echoPage, place.echo), false);
    if (page === null) return false;
    const ids = page.results.filter(({ deleted, id }) => !deleted && !id.startsWith('_design/')).map(({ id }) => id);
    const hashes = await ofOwnFault(source.hashesOf(workshop, ids.map(eventIdOf)));
    const last = page.results.at(-1);
    const isKnown = last !== undefined && last.seq !== place.cursor && ids.every((id, index) => id === `${eventIdOf(id)}:${hashes[index]}`);
    if (isKnown) {
      place.cursor = last.seq;
      place.fromRemote = afterLine(withLines(place.fromRemote, await linesOf(context, ids.map(eventIdOf))), place.line);
    }
    place.echo = isKnown ? Math.max(0, place.echo - page.results.length) : 0;
    places.saveSoon(place);
  }
  return true;
}

async function provePage({ work, workshop }: WorkshopContext, { results }: ChangesPage): Promise<ProvedPage> {
  const documents = results.filter(({ deleted, id }) => !deleted && !id.startsWith('_design/')).map(({ id, doc }) => {
    if ((doc as { _id?: unknown } | null | undefined)?._id !== id) throw new SyncError('malformed_answer', `${id} came without its document`);
    return doc as SyncDocument;
  });
  return { documents, problems: await work.prove(documents, workshop) };
}

async function take(context: WorkshopContext, { results }: ChangesPage, { documents, problems }: ProvedPage): Promise<void> {
  const { place, places, refused, workshop, now } = context;
  const at = new Date(now()).toISOString();
  const bad = documents.flatMap((document, index): Omit<RefusedEntry, 'key' | 'version'>[] => {
    const code = problems[index];
    return code ? [{ direction: 'pull', workshop, id: idOf(document), code, reason: '', at, document }] : [];
  });
  const good = documents.filter((_document, index) => problems[index] === null);
  bad.push(...(await receive(context, good)).map((document) => ({ direction: 'pull' as const, workshop, id: document._id, code: 'other_event_with_this_id' as const, reason: '', at, document })));
  const kept = bad.filter(({ id }) => !refused.has(refusedKey('pull', id)));
  refused.add(kept);
  const badIds = new Set(bad.map(({ id }) => id));
  refused.remove(good.filter(({ _id }) => !badIds.has(_id)).map(({ _id }) => refusedKey('pull', _id)));
  place.cursor = (results.at(-1) as ChangesPage['results'][number]).seq;
  places.saveSoon(place);
}

/** Has proved documents written to the journal, and notes their lines as this remote's. @returns those that another event stands in the way of. */
export async function receive(context: WorkshopContext, documents: readonly SyncDocument[]): Promise<SyncDocument[]> {
  const { source, workshop, place, counts } = context;
  if (documents.length === 0) return [];
  const taken = await ofOwnFault(source.receive(workshop, documents));
  const written = documents.filter((_document, index) => taken[index] === 'written');
  if (written.length > 0) {
    counts.pulled += written.length;
    place.fromRemote = withLines(place.fromRemote, await linesOf(context, written.map(({ id }) => id)));
    const erased = written.filter(({ type }) => type === 'attendee.erased').map((document) => registrationOf(document));
    place.toBlank = [...new Set([...place.toBlank, ...erased.filter((id) => id !== null)])];
  }
  return documents.filter((_document, index) => taken[index] === 'other_event_with_this_id');
}

async function linesOf({ source, workshop }: WorkshopContext, ids: readonly string[]): Promise<number[]> {
  const lines = await ofOwnFault(source.linesOf(workshop, ids));
  return lines.filter((line) => line !== null);
}

export function eventIdOf(documentId: string): string {
  const end = documentId.lastIndexOf(':');
  return end === -1 ? documentId : documentId.slice(0, end);
}

function idOf(document: unknown): string {
  const id = (document as { _id?: unknown } | null)?._id;
  return typeof id === 'string' && id.length <= 1_024 ? id : hashText(JSON.stringify(document));
}
