import type { SyncDocument } from '@shared/contract/sync';
import { blankEvent, textsOf } from './blankEvent';

/** What the JSON of an event has that came from elsewhere, and of one that was written here has not. */
export const signatureMark = '"signature":{"signer":';

/** What became of a document. */
export type Taken = 'written' | 'known' | 'other_event_with_this_id';

/**
 * The JSON of a proved document's event, with its parts in the order in which they are written here, and without what
 * is personal of anybody who was erased.
 *
 * @param texts by which the erased could be named in what others wrote; those of this document are added.
 */
export function jsonOfDocument(document: SyncDocument, erased: ReadonlySet<string>, texts: Set<string>): string {
  const { id, workshop, device, seq, at, hlc, type, v, data, person, personHash, prev, blanked, signature } = document;
  const event = { id, workshop, device, seq, at, hlc, type, v, data, person, personHash, prev, blanked, signature };
  if (erased.size === 0) return JSON.stringify(event);
  if (person && typeof data.registrationId === 'string' && erased.has(data.registrationId)) for (const text of textsOf(person)) texts.add(text);
  return JSON.stringify(blankEvent(event as never, { ids: erased, texts: [...texts] }) ?? event);
}

/** The hash of a proved document: the end of its id. */
export function hashOfDocument({ _id }: SyncDocument): string {
  return _id.slice(-32);
}
