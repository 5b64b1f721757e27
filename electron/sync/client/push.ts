import { documentProblem, type Receipt } from '@shared/contract/sync';
import type { RefusedDocument } from '@shared/contract/syncState';
import { isInRanges, lastOfRange, rangesAfter } from '@shared/domain/ranges';
import { restartsTerm } from '@shared/domain/retention';
import * as v from 'valibot';
import type { HeldEvent } from '../documents';
import type { EventSource, HeldChange } from '../eventSource';
import { type BatchSize, isSmallest, sizeAfter, smaller } from './batchSize';
import type { PackedDocuments, Unsent } from './documentWork';
import { goOn, ofOwnFault, registrationOf, type WorkshopContext } from './exchangeContext';
import type { Place } from './place';
import { type RefusedEntry, refusedKey } from './refusedList';
import { SyncError } from './syncError';

/** What is sent in one request, and the line that counts as sent with it. */
interface Batch {
  /** How long its request took, in milliseconds, once it went through. */
  tookMs?: number;
  changes: HeldChange[];
  /** Null where all of these lines came from the remote itself. */
  packed: PackedDocuments | null;
  through: number;
  mark: Place['mark'];
  pending: number;
}

/** Errors of a receipt that are the server's own trouble: the document is sent again. */
const transient: ReadonlySet<string> = new Set(['timeout', 'internal_server_error', 'service_unavailable', 'unknown_error', 'error', 'nodedown', 'too_many_requests', 'write_failed']);
/** What says that the next request should be a smaller one. */
const tooMuch: ReadonlySet<string> = new Set(['timed_out', 'truncated', 'unreachable', 'no_network']);
/** So many batches are on their way at once: while a server writes one to its disk it can prove the next, and unpack the one behind it. */
const atOnce = 3;
/** Where a batch takes longer, it is the way that is slow, and several would only share it, in milliseconds. */
const slow = 5_000;

/** So many lines in a row. */
const worthPassing = 100;

/** A batch on its way. */
interface Sent {
  batch: Batch;
  /** Settled once its receipts are. */
  outcome: Promise<'sent' | 'too_large'>;
}

/**
 * Sends what the journal has and a database has not. The place is kept after each batch, in their order, once each of its
 * documents has a receipt; while some are under way, the next is made ready.
 */
export async function push(context: WorkshopContext): Promise<void> {
  const { place, places, batch: learnt } = context;
  let done = 0;
  let isSlow = false;
  let ready = prepare(context, place.line, learnt.size);
  const onTheWay: Sent[] = [];
  try {
    for (;;) {
      goOn(context);
      while (onTheWay.length < (isSlow ? 1 : atOnce)) {
        const batch = await ready;
        if (batch === null) break;
        ready = prepare(context, batch.through, learnt.size);
        ready.catch(() => undefined);
        const outcome = batch.packed ? send(context, batch, batch.packed) : Promise.resolve('sent' as const);
        outcome.catch(() => undefined);
        onTheWay.push({ batch, outcome });
      }
      const first = onTheWay.shift();
      if (!first) break;
      const { batch, outcome } = first;
      const since = context.now();
      if ((await outcome) === 'too_large') {
        // What is behind it may have gone through; it is sent again all the same, and is there.
        await Promise.allSettled([...onTheWay.splice(0).map((each) => each.outcome), ready]);
        ready = prepare(context, place.line, learnt.size);
        continue;
      }
      // Only in order: one that went through behind one that was too large says nothing of that.
      if (batch.tookMs !== undefined) learnt.size = sizeAfter(learnt.size, batch.tookMs);
      isSlow = context.now() - since > slow;
      place.line = batch.through;
      place.mark = batch.mark;
      place.fromRemote = rangesAfter(place.fromRemote, batch.through);
      places.saveSoon(place);
      done += batch.changes.length;
      context.onProgress(done, done + batch.pending);
    }
  } finally {
    await Promise.allSettled([...onTheWay.map(({ outcome }) => outcome), ready]); // nothing of it runs on behind a run that has ended
  }
}

async function prepare({ source, workshop, place, work, remote }: WorkshopContext, after: number, size: BatchSize): Promise<Batch | null> {
  for (let line = after; ; ) {
    const passed = await passRange(source, workshop, line, lastOfRange(place.fromRemote, line + 1));
    if (passed) return passed;
    const { changes: found, through, pending } = await ofOwnFault(source.changes(workshop, line, size.documents, size.bytes));
    const last = found.at(-1);
    if (!last) {
      // Only damaged lines, which are reported elsewhere: what is behind them is sent all the same.
      if (pending === 0 || through <= line) return null;
      line = through;
      continue;
    }
    const changes = found.filter((change) => !isInRanges(place.fromRemote, change.line) && (remote.relay || change.event.device === source.device));
    const packed = changes.length === 0 ? null : await work.pack(changes.map(unsent));
    return { changes, packed, through, mark: { line: last.line, hash: last.hash }, pending };
  }
}

function unsent(change: HeldChange): Unsent {
  const { json, hash } = change;
  return json === undefined ? { event: change.event } : { json, hash };
}

/** Only what may be one is read. */
function isErasure(change: HeldChange): boolean {
  const { json } = change;
  const mayBe = json === undefined || Buffer.from(json.buffer, json.byteOffset, json.byteLength).includes('"attendee.erased"');
  return mayBe && change.event.type === 'attendee.erased';
}

/** Many lines that came from the remote itself are passed over without being read. */
async function passRange(source: EventSource, workshop: string, after: number, last: number | null): Promise<Batch | null> {
  if (last === null || last - after < worthPassing) return null;
  const { changes: [change], pending } = await ofOwnFault(source.changes(workshop, last - 1, 1));
  return change?.line === last ? { changes: [], packed: null, through: last, mark: { line: last, hash: change.hash }, pending } : null;
}

async function send(context: WorkshopContext, batch: Batch, packed: PackedDocuments): Promise<'sent' | 'too_large'> {
  const { batch: learnt, place } = context;
  const { changes } = batch;
  const sentSize = { bytes: learnt.size.bytes, documents: Math.min(learnt.size.documents, changes.length) };
  const startedAt = performance.now();
  let receipts: Receipt[];
  try {
    receipts = await deliver(context, packed);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    if (tooMuch.has(error.problem)) learnt.size = smaller(sentSize);
    if (error.problem !== 'too_large') throw error;
    if (!isSmallest(sentSize)) {
      learnt.size = smaller(sentSize);
      return 'too_large';
    }
    receipts = [{ id: packed.ids[0] as string, error: 'too_large', reason: error.detail }];
  }
  if (settle(context, packed.ids, receipts) > 0) noteReach(context, changes.values());
  batch.tookMs = performance.now() - startedAt;
  const erased = changes.filter(isErasure).map(({ event }) => registrationOf(event));
  place.toBlank = [...new Set([...place.toBlank, ...erased.filter((id) => id !== null)])];
  return 'sent';
}

/** Sends documents, to a database that is made if there is none. */
export async function deliver({ server, database }: WorkshopContext, { ids, body }: PackedDocuments): Promise<Receipt[]> {
  const receipts = await server.push(database, ids, body);
  if (receipts) return receipts;
  await server.create(database);
  const again = await server.push(database, ids, body);
  if (!again) throw new SyncError('server_error', `${database} was made and is not there`);
  return again;
}

/**
 * Believes the receipts of documents: those there are off the list of the refused, those refused on it.
 *
 * @returns how many are there.
 * @throws SyncError `server_error` if one says that the server had trouble with it.
 */
export function settle({ refused, place, counts, workshop, now }: WorkshopContext, ids: readonly string[], receipts: readonly Receipt[]): number {
  const at = new Date(now()).toISOString();
  const taken: string[] = [];
  const bad: Omit<RefusedEntry, 'key' | 'version'>[] = [];
  let pushed = 0;
  for (const [index, id] of ids.entries()) {
    const receipt = receipts[index] as Receipt;
    if ('ok' in receipt || receipt.error === 'conflict') {
      taken.push(refusedKey('push', id));
      if ('ok' in receipt) pushed += 1;
      continue;
    }
    if (transient.has(receipt.error)) throw new SyncError('server_error', `${id}: ${receipt.error} ${receipt.reason ?? ''}`);
    bad.push({ direction: 'push', workshop, id, code: codeOf(receipt), reason: `${receipt.error}${receipt.reason ? `: ${receipt.reason}` : ''}`.slice(0, 1_000), at });
  }
  refused.remove(taken);
  refused.add(bad);
  counts.pushed += pushed;
  place.echo += pushed;
  return taken.length;
}

/** Events are there now that were not before: from now on personal data have been at headquarters. The place is not yet kept. */
export function noteReach({ place, now }: Pick<WorkshopContext, 'place' | 'now'>, events: Iterable<{ event: Pick<HeldEvent, 'type'> }>): void {
  for (const { event } of events) {
    if (!restartsTerm(event.type)) continue;
    place.reachedAt = new Date(now()).toISOString();
    return;
  }
}

/** A hub and our design for CouchDB name the problem as the error or at the start of the reason. */
function codeOf({ error, reason = '' }: Extract<Receipt, { error: string }>): RefusedDocument['code'] {
  if (error === 'too_large' || error === 'document_too_large') return 'too_large';
  const named = [error, /^[a-z_]+/.exec(reason)?.[0]].find((word) => v.is(documentProblem, word));
  return (named as RefusedDocument['code'] | undefined) ?? 'other';
}
