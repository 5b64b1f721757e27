import type { ChangesCursor, SyncDocument } from '@shared/contract/sync';
import { isInRanges, joined, rangesAfter, withNumbers, without } from '@shared/domain/ranges';
import { hashText } from '../../journal/hashes';
import { wholeOf } from '../../journal/received';
import { type ProvedBatch, takenOut } from '../provedBatch';
import { goOn, ofOwnFault, registrationOf, type WorkshopContext } from './exchangeContext';
import { PagesAhead } from './pagesAhead';
import { type RefusedEntry, refusedKey } from './refusedList';

/** Of so many events that may be known to a hub, it is asked which it has. */
const worthAsking = 500;
/** Of rows without their documents. */
const echoPage = 5_000;

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
  const pages = new PagesAhead(context, place.cursor);
  try {
    for (let page = pages.first; page; page = pages.behind()) {
      goOn(context);
      const head = await page.head;
      if (head === null) return false;
      if (head.last === null) return true;
      await take(context, head.last, (await page.batch) as ProvedBatch);
      done += head.rows;
      context.onProgress(done, done + (head.pending ?? 0));
    }
    return true;
  } finally {
    await pages.stop();
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
  const there = joined(lines.flatMap((each) => each ?? []));
  noteReached(context, without(rangesAfter(there, place.line), place.fromRemote).length > 0);
  place.fromRemote = rangesAfter(joined([...place.fromRemote, ...there]), place.line);
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
    const page = await server.changes(database, { since: place.cursor, limit: Math.min(echoPage, place.echo) });
    if (page === null) return false;
    const ids = page.results.filter(({ deleted, id }) => !deleted && !id.startsWith('_design/')).map(({ id }) => id);
    const hashes = await ofOwnFault(source.hashesOf(workshop, ids.map(eventIdOf)));
    const last = page.results.at(-1);
    const isKnown = last !== undefined && last.seq !== place.cursor && ids.every((id, index) => id === `${eventIdOf(id)}:${hashes[index]}`);
    if (isKnown) {
      place.cursor = last.seq;
      const lines = await linesOf(context, ids.map(eventIdOf));
      noteReached(context, lines.some((line) => line > place.line && !isInRanges(place.fromRemote, line)));
      place.fromRemote = rangesAfter(withNumbers(place.fromRemote, lines), place.line);
    }
    place.echo = isKnown ? Math.max(0, place.echo - page.results.length) : 0;
    places.saveSoon(place);
  }
  return true;
}

/** What was not sent from here got there on another way, and is only now known to be there. */
function noteReached({ place, now }: WorkshopContext, isNews: boolean): void {
  if (isNews) place.reachedAt = new Date(now()).toISOString();
}

async function take(context: WorkshopContext, last: ChangesCursor, batch: ProvedBatch): Promise<void> {
  const { place, places, refused, workshop, now } = context;
  const came = { direction: 'pull' as const, workshop, reason: '', at: new Date(now()).toISOString() };
  const bad: Omit<RefusedEntry, 'key' | 'version'>[] = batch.unproved.map(({ problem, document }) => ({ ...came, id: idOf(document), code: problem, document }));
  const good = takenOut(batch, workshop).flatMap((each) => each?.document ?? []);
  for (const document of await receive(context, good)) bad.push({ ...came, id: document._id, code: 'other_event_with_this_id', document: wholeOf(document) });
  refused.add(bad.filter(({ id }) => !refused.has(refusedKey('pull', id))));
  if (refused.size > 0) {
    const badIds = new Set(bad.map(({ id }) => id));
    refused.remove(good.filter(({ _id }) => !badIds.has(_id)).map(({ _id }) => refusedKey('pull', _id)));
  }
  place.cursor = last;
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
    place.fromRemote = withNumbers(place.fromRemote, await linesOf(context, written.map(({ id }) => id)));
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
