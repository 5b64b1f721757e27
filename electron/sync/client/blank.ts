import type { HeldEvent } from '../documents';
import { deliver, settle } from './push';
import { goOn, ofOwnFault, registrationOf, type WorkshopContext } from './exchangeContext';
import type { StoredDocument } from './remoteServer';
import { SyncError } from './syncError';

const pageSize = 2_000;
const chunkSize = 500;
/** A document that somebody else is blanking at the same time is read again so often. */
const tries = 3;

/**
 * Blanks erased people in a CouchDB, which does not do it by itself: their documents are replaced by what the journal
 * holds of them now. Their ids and hashes, and so every proof, stay. What CouchDB keeps of the old revisions goes with
 * its next compaction.
 */
export async function blank(context: WorkshopContext): Promise<void> {
  const { source, workshop, place, places } = context;
  const erased = new Set(place.toBlank);
  if (erased.size === 0) return;
  if (!context.blanksItself) {
    let found: { id: string; event: HeldEvent }[] = [];
    const { lastLine } = source;
    for (let line = 0; line < lastLine; ) {
      goOn(context);
      const { changes, through, pending } = await ofOwnFault(source.changes(workshop, line, pageSize));
      for (const { event, hash } of changes) if (isBlank(event, erased)) found.push({ id: `${event.id}:${hash}`, event });
      context.onProgress(lastLine - pending, lastLine);
      for (; found.length >= chunkSize; found = found.slice(chunkSize)) await replace(context, found.slice(0, chunkSize));
      if (through <= line) break;
      line = through;
    }
    await replace(context, found);
  }
  place.toBlank = [];
  places.save(place);
}

/** Whether an event has lost personal data because one of these people was erased, or may have. */
function isBlank(event: HeldEvent, erased: ReadonlySet<string>): boolean {
  if (event.blanked !== undefined) return true; // a text about somebody, who is not named
  if (event.person !== null || event.personHash === undefined) return false;
  const id = registrationOf(event);
  return id === null || erased.has(id);
}

async function replace(context: WorkshopContext, candidates: readonly { id: string; event: HeldEvent }[]): Promise<void> {
  const { server, database, work } = context;
  let left = candidates;
  for (let round = 0; round < tries && left.length > 0; round++) {
    const rows = await server.stored(database, left.map(({ id }) => id));
    const old = left.flatMap(({ id, event }, index) => {
      const rev = revisionToReplace(rows[index] as StoredDocument, event);
      return rev === null ? [] : [{ id, event, rev }];
    });
    if (old.length === 0) return;
    const packed = await work.pack(old, old.map(({ rev }) => rev));
    const receipts = await deliver(context, packed);
    const crossed = new Set(receipts.filter((receipt) => 'error' in receipt && receipt.error === 'conflict').map(({ id }) => id));
    const settled = receipts.filter(({ id }) => !crossed.has(id));
    const { pushed } = context.counts;
    settle(context, settled.map(({ id }) => id), settled);
    context.counts.pushed = pushed; // nothing new is there
    left = old.filter(({ id }) => crossed.has(id));
  }
  if (left.length > 0) throw new SyncError('server_error', `${left.length} documents of erased people could not be blanked yet`);
}

/** The revision that is there, if it has what the journal no longer has. */
function revisionToReplace(row: StoredDocument, event: HeldEvent): string | null {
  if ('error' in row || row.value.deleted || !row.doc) return null;
  const { person, blanked } = row.doc as { person?: unknown; blanked?: unknown };
  const hasPerson = event.person === null && person !== null && person !== undefined;
  const hasText = event.blanked !== undefined && blanked !== event.blanked;
  return hasPerson || hasText ? row.value.rev : null;
}
