import type { JournalEvent } from '@shared/contract/events';
import { type DocumentProblem, type EventSignature, syncDocument, type SyncDocument } from '@shared/contract/sync';
import * as v from 'valibot';
import type { DeviceKey } from '../deviceKey';
import { hashEvent, hashJson } from '../journal/hashes';
import { wholeOf } from '../journal/received';
import { isPlainDocument } from './plainDocument';
import { isSignatureOf, signatureOf } from './signatures';

/** An event as the journal holds it: one of another device keeps the signature that it came with. */
export type HeldEvent = JournalEvent & { signature?: EventSignature; blanked?: string };

/**
 * The document of an event. What came with a signature keeps it; the rest is signed with this laptop's key, as its
 * own or, of a device whose key is lost, as vouched for.
 *
 * @param hash of the event, where it is known already.
 */
export function documentOf(event: HeldEvent, key: DeviceKey, hash = hashEvent(event)): SyncDocument {
  const id = `${event.id}:${hash}`;
  return { _id: id, ...event, signature: event.signature ?? signatureOf(id, key) } as unknown as SyncDocument;
}

/** The event of a document that was proved, as the journal is to hold it. */
export function eventOf(document: SyncDocument): HeldEvent {
  const { _id, _rev, ...event } = wholeOf(document);
  return event as unknown as HeldEvent;
}

export type Proof = { document: SyncDocument; problem: null } | { document: null; problem: DocumentProblem; id: string | null };

/**
 * Whether a document is what its id says and was signed by whom it names. Whether that device may write here is
 * another question.
 *
 * @param workshop the workshop that it must be of.
 */
export function prove(value: unknown, workshop: string): Proof {
  const id = typeof (value as { _id?: unknown } | null)?._id === 'string' ? (value as { _id: string })._id : null;
  const refuse = (problem: DocumentProblem): Proof => ({ document: null, problem, id });
  const document = documentIn(value);
  if (document === null) return refuse('malformed');
  if (document.workshop !== workshop) return refuse('other_workshop');
  const eventId = `${document.workshop}/${document.device}/${String(document.seq).padStart(10, '0')}`;
  if (document.id !== eventId) return refuse('malformed');
  const hasPerson = document.person !== undefined;
  if (hasPerson !== (document.personHash !== undefined)) return refuse('edited_person');
  try {
    const { _id, _rev, person: _person, signature: _signature, ...covered } = document;
    if (`${eventId}:${hashEvent(covered)}` !== _id) return refuse('edited');
    if (document.person && hashJson(document.person) !== document.personHash) return refuse('edited_person');
  } catch {
    return refuse('malformed'); // half a character has no canonical form
  }
  return isSignatureOf(document._id, document.signature) ? { document, problem: null } : refuse('bad_signature');
}

function documentIn(value: unknown): SyncDocument | null {
  if (isPlainDocument(value)) return value;
  const parsed = v.safeParse(syncDocument, value);
  return parsed.success ? parsed.output : null;
}
