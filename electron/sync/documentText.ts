import type { EventSignature } from '@shared/contract/sync';
import type { ByteText } from '../byteText';

/** The document of an event that the journal has as JSON in UTF-8, which is passed on as it stands. */
export interface PassedOn {
  id: string;
  json: Uint8Array;
  /** Whether its event came with a signature. */
  isSigned: boolean;
}

const start = '{"id":"';
const afterId = '","workshop":';

/** What the JSON of an event, as the journal writes it, says without being read; null for JSON that somebody else wrote. */
export function glance(json: Uint8Array): { id: string; isSigned: boolean } | null {
  const text = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  const end = text.indexOf(afterId, start.length);
  if (end === -1 || text.toString('latin1', 0, start.length) !== start) return null;
  const id = text.toString('utf8', start.length, end);
  if (id === '' || /["\\]/.test(id)) return null;
  // A signature is last. Without one, `prev` or `blanked` is, behind whatever is in `data`: a text, and one brace.
  return { id, isSigned: text.toString('latin1', text.length - 3) === '"}}' };
}

/** @returns null where it has to be read after all. */
export function passedOn(json: Uint8Array, hash: string): PassedOn | null {
  const seen = glance(json);
  return seen && { id: `${seen.id}:${hash}`, json, isSigned: seen.isSigned };
}

/**
 * Writes a document as JSON.
 *
 * @param signature for an event that came without one.
 * @param revision as CouchDB wants to have one.
 */
export function writeDocument(out: ByteText, { id, json, isSigned }: PassedOn, signature: EventSignature | null, revision: string | null = null): void {
  out.write(revision === null ? `{"_id":"${id}",` : `{"_id":"${id}","_rev":"${revision}",`);
  if (isSigned || signature === null) {
    out.add(json.subarray(1));
    return;
  }
  const { signer, key, value, path } = signature;
  out.add(json.subarray(1, -1)).write(`,"signature":{"signer":"${signer}","key":"${key}","value":"${value}"${path === undefined ? '' : `,"path":"${path}"`}}}`);
}
