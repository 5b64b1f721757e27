import { type BriefReceipts, type DocumentProblem, idsText, type Receipt } from '@shared/contract/sync';
import { hashText } from '../../../journal/hashes';
import type { ProvedDocument } from '../../../journal/received';
import { type DocumentKind, type ProvedBatch, takenOut } from '../../provedBatch';
import { sendJson } from '../answers';
import type { DatabaseCall, HubParts } from '../call';
import type { EnrolledDevice } from '../hubFile';
import { HubRefusal } from '../refusal';
import { JournalWriteError } from '../../../journal/errors';

/**
 * `POST /{db}/_bulk_docs`: takes documents that are proved and that this device may write, and acknowledges each only
 * once it is on the disk. With `new_edits: false`, as CouchDB's replication sends it, the answer names only those that
 * were refused, as CouchDB's does; what is taken is proved all the same. `brief`, which CouchDB does not know, leaves out
 * the receipts of what was written.
 */
export async function bulkDocs(call: DatabaseCall): Promise<void> {
  const { request, response, hub, workshop, target: { query } } = call;
  const { sentBytes, inflatedBytes, documents: most } = hub.limits;
  const receipts: Receipt[] = [];
  const body = await call.body({ sentBytes, inflatedBytes });
  const { newEdits } = await hub.threads.prove(body, workshop, most, async (batch) => void receipts.push(...(await takeIn(call, batch))));
  if (newEdits && query.get('brief') === 'true') return sendJson(request, response, 201, briefly(receipts));
  return sendJson(request, response, 201, newEdits ? receipts : receipts.filter((each) => 'error' in each && each.error === 'forbidden'));
}

/** Writes those documents of a batch that may be written. @returns a receipt for each of all. */
async function takeIn(call: DatabaseCall, batch: ProvedBatch): Promise<Receipt[]> {
  const { hub, device, workshop } = call;
  if (!hub.records.isEnrolled(device)) throw new HubRefusal(401, 'unauthorized', 'The device was revoked.');
  const receipts: Receipt[] = [];
  const refuse = (index: number, id: string | null, problem: DocumentProblem): void => {
    receipts[index] = { id: id ?? '', error: 'forbidden', reason: problem };
    call.refused(problem, `document ${id ?? 'without an id'}`);
  };
  for (const { index, id, problem } of batch.unproved) refuse(index, id, problem);
  const may = new Map(batch.kinds.map((kind) => [kind, mayWrite(hub, device, kind)]));
  const wanted: { index: number; document: ProvedDocument }[] = [];
  for (const [index, taken] of takenOut(batch, workshop).entries()) {
    if (taken === null) continue;
    if (may.get(taken.kind)) wanted.push({ index, document: taken.document });
    else refuse(index, taken.document._id, 'not_their_device');
  }
  const words = wanted.length === 0 ? [] : await received(hub, workshop, wanted.map(({ document }) => document));
  for (const [i, { index, document: { _id: id } }] of wanted.entries()) {
    if (words[i] === 'written') receipts[index] = { id, ok: true, rev: revisionOf(id) };
    else if (words[i] === 'known') receipts[index] = { id, error: 'conflict', reason: 'Document update conflict.' };
    else refuse(index, id, 'other_event_with_this_id');
  }
  return receipts;
}

function briefly(receipts: readonly Receipt[]): BriefReceipts {
  const others = receipts.filter((each) => !('ok' in each));
  return { written: receipts.length - others.length, all: hashText(idsText(receipts.map(({ id }) => id))), others };
}

/**
 * Whether a device may bring documents of a kind: its own events, signed by itself; those of others, and those that somebody
 * vouches for, only with the right to pass on. Nobody signs for a device with another key than it was enrolled with,
 * and nobody but this hub for this hub.
 */
function mayWrite({ records, key, source }: HubParts, device: EnrolledDevice, { device: author, signer, key: signerKey }: DocumentKind): boolean {
  if (!device.relay && (signer !== device.device || author !== device.device)) return false;
  const pinned = signer === key.device ? key.publicKey : records.pinnedKey(signer);
  if (pinned !== null && pinned !== signerKey) return false;
  return (author !== key.device && author !== source.device) || signer === key.device;
}

/** @throws HubRefusal 507 or 500 when the disk does not take them: they are to be sent again. */
async function received({ source }: HubParts, workshop: string, documents: ProvedDocument[]): ReturnType<HubParts['source']['receive']> {
  try {
    return await source.receive(workshop, documents);
  } catch (error) {
    if (!(error instanceof JournalWriteError)) throw error;
    if (error.code === 'disk_full') throw new HubRefusal(507, 'insufficient_storage', "The hub's disk is full. Free some space there; nothing is lost, it is sent again.");
    throw new HubRefusal(500, 'not_written', "The hub's disk takes nothing. Check its drive; nothing is lost, it is sent again.");
  }
}

/** An event is never changed, so it has one revision. */
export function revisionOf(documentId: string): string {
  return `1-${documentId.slice(-32)}`;
}
