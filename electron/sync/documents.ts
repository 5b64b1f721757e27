import { sign, verify, type KeyObject } from 'node:crypto';
import type { JournalEvent } from '@shared/contract/events';
import { type DocumentProblem, type EventSignature, signedText, syncDocument, type SyncDocument } from '@shared/contract/sync';
import * as v from 'valibot';
import { type DeviceKey, deviceOfKey, publicKeyObject } from '../deviceKey';
import { hashEvent, hashJson } from '../journal/hashes';

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
  const signature = event.signature ?? { signer: key.device, key: key.publicKey, value: sign(null, Buffer.from(signedText(id)), key.privateKey).toString('hex') };
  return { _id: id, ...event, signature } as unknown as SyncDocument;
}

/** The event of a document that was proved, as the journal is to hold it. */
export function eventOf(document: SyncDocument): HeldEvent {
  const { _id, _rev, ...event } = document;
  return event as unknown as HeldEvent;
}

const keys = new Map<string, KeyObject>();

/** A few devices send many events: their keys are kept. */
function keyObject(publicKey: string): KeyObject {
  let key = keys.get(publicKey);
  if (!key) {
    if (keys.size > 1_000) keys.clear();
    key = publicKeyObject(publicKey);
    keys.set(publicKey, key);
  }
  return key;
}

export type Proof = { document: SyncDocument; problem: null } | { document: null; problem: DocumentProblem; id: string | null };

/**
 * Whether a document is what its id says and was signed by whom it names. Whether that device may write here is
 * another question.
 *
 * @param workshop the workshop that it must be of.
 */
export function prove(value: unknown, workshop: string): Proof {
  const parsed = v.safeParse(syncDocument, value);
  const id = typeof (value as { _id?: unknown } | null)?._id === 'string' ? (value as { _id: string })._id : null;
  const refuse = (problem: DocumentProblem): Proof => ({ document: null, problem, id });
  if (!parsed.success) return refuse('malformed');
  const document = parsed.output;
  if (document.workshop !== workshop) return refuse('other_workshop');
  const eventId = `${document.workshop}/${document.device}/${String(document.seq).padStart(10, '0')}`;
  if (document.id !== eventId) return refuse('malformed');
  const hasPerson = document.person !== undefined;
  if (hasPerson !== (document.personHash !== undefined)) return refuse('edited_person');
  try {
    if (`${eventId}:${hashEvent(eventOf(document))}` !== document._id) return refuse('edited');
    if (document.person && hashJson(document.person) !== document.personHash) return refuse('edited_person');
  } catch {
    return refuse('malformed'); // half a character has no canonical form
  }
  const { signer, key, value: signature } = document.signature;
  if (deviceOfKey(key) !== signer) return refuse('bad_signature');
  try {
    if (!verify(null, Buffer.from(signedText(document._id)), keyObject(key), Buffer.from(signature, 'hex'))) return refuse('bad_signature');
  } catch {
    return refuse('bad_signature');
  }
  return { document, problem: null };
}
