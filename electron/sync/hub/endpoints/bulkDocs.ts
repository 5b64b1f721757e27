import type { DocumentProblem, Receipt, SyncDocument } from '@shared/contract/sync';
import { sendJson } from '../answers';
import type { DatabaseCall, HubParts } from '../call';
import type { EnrolledDevice } from '../hubFile';
import { HubRefusal } from '../refusal';
import { JournalWriteError } from '../../../journal/errors';

/** Documents that are written together. Between two of these, scans have their turn. */
const together = 500;

/**
 * `POST /{db}/_bulk_docs`: takes documents that are proved and that this device may write, and acknowledges each only
 * once it is on the disk. With `new_edits: false`, as CouchDB's replication sends it, the answer names only those that
 * were refused, as CouchDB's does; what is taken is proved all the same.
 */
export async function bulkDocs(call: DatabaseCall): Promise<void> {
  const { request, response, hub, device, workshop } = call;
  const { sentBytes, inflatedBytes, documents: most } = hub.limits;
  const { proofs, newEdits } = await hub.threads.prove(await call.body({ sentBytes, inflatedBytes }), workshop, most);
  if (!hub.records.isEnrolled(device)) throw new HubRefusal(401, 'unauthorized', 'The device was revoked.');

  const receipts: Receipt[] = [];
  const wanted: { index: number; document: SyncDocument }[] = [];
  const refuse = (index: number, id: string | null, problem: DocumentProblem): void => {
    receipts[index] = { id: id ?? '', error: 'forbidden', reason: problem };
    call.refused(problem, `document ${id ?? 'without an id'}`);
  };
  for (const [index, { document, problem, ...rest }] of proofs.entries()) {
    if (document === null) refuse(index, (rest as { id: string | null }).id, problem);
    else if (mayWrite(hub, device, document)) wanted.push({ index, document });
    else refuse(index, document._id, 'not_their_device');
  }
  for (let first = 0; first < wanted.length; first += together) {
    const some = wanted.slice(first, first + together);
    const taken = await received(hub, workshop, some.map(({ document }) => document));
    for (const [i, { index, document: { _id: id } }] of some.entries()) {
      if (taken[i] === 'written') receipts[index] = { id, ok: true, rev: revisionOf(id) };
      else if (taken[i] === 'known') receipts[index] = { id, error: 'conflict', reason: 'Document update conflict.' };
      else refuse(index, id, 'other_event_with_this_id');
    }
  }
  await sendJson(request, response, 201, newEdits ? receipts : receipts.filter((each) => 'error' in each && each.error === 'forbidden'));
}

/**
 * Whether a device may bring a document: its own events, signed by itself; those of others, and those that somebody
 * vouches for, only with the right to pass on. Nobody signs for a device with another key than it was enrolled with,
 * and nobody but this hub for this hub.
 */
function mayWrite({ records, key, source }: HubParts, device: EnrolledDevice, { device: author, signature }: SyncDocument): boolean {
  if (!device.relay && (signature.signer !== device.device || author !== device.device)) return false;
  const pinned = signature.signer === key.device ? key.publicKey : records.pinnedKey(signature.signer);
  if (pinned !== null && pinned !== signature.key) return false;
  return (author !== key.device && author !== source.device) || signature.signer === key.device;
}

/** @throws HubRefusal 507 or 500 when the disk does not take them: they are to be sent again. */
async function received({ source }: HubParts, workshop: string, documents: SyncDocument[]): ReturnType<HubParts['source']['receive']> {
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
