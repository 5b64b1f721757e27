import type { SyncDocument } from '@shared/contract/sync';

const documentIds = /^[^/\s]{1,128}\/[0-9A-Z]{8}\/\d{10}:[0-9a-f]{32}$/;
const devices = /^[0-9A-Z]{8}$/;
const times = /^\d{13}-[0-9a-f]{4}$/;
const hashes = /^[0-9a-f]{32}$/;
const keys = /^[0-9a-f]{64}$/;
const values = /^[0-9a-f]{128}$/;
const paths = /^(?:[lr][0-9a-f]{32}){1,16}$/;

/** Names that valibot leaves out of an object. */
const leftOut = ['__proto__', 'prototype', 'constructor'];

/**
 * Whether a value is a document by all that `syncDocument` of the contract asks for, told in a tenth of the time. What it
 * is not sure of is not one here: that is left to the contract itself, which also says what is wrong.
 *
 * @param value out of JSON.
 */
export function isPlainDocument(value: unknown): value is SyncDocument {
  if (!isObject(value)) return false;
  let fields = 0;
  for (const name of Object.keys(value)) {
    switch (name) {
      case '_rev': case 'person': case 'personHash': case 'blanked':
        break;
      case '_id': case 'id': case 'workshop': case 'device': case 'seq': case 'at': case 'hlc': case 'type': case 'v': case 'data': case 'prev': case 'signature':
        fields += 1;
        break;
      default:
        return false;
    }
  }
  const { _id, _rev, id, workshop, device, seq, at, hlc, type, v, data, person, personHash, prev, blanked } = value;
  return (
    fields === 12 &&
    isText(_id, documentIds) && typeof id === 'string' && isShort(workshop, 128) && isText(device, devices) && isCount(seq, 9_999_999_999) &&
    typeof at === 'string' && isText(hlc, times) && isShort(type, 100) && isCount(v, Number.MAX_SAFE_INTEGER) && isRecord(data) &&
    (prev === '' || isText(prev, hashes)) && isSignature(value.signature) &&
    (_rev === undefined || typeof _rev === 'string') && (person === undefined || person === null || isRecord(person)) &&
    (personHash === undefined || isText(personHash, hashes)) && (blanked === undefined || isText(blanked, hashes))
  );
}

function isSignature(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { signer, key, value: signature, path } = value;
  if (Object.keys(value).length !== (path === undefined ? 3 : 4) || (path !== undefined && !isText(path, paths))) return false;
  // Events that were signed together follow each other.
  if (signer === last.signer && key === last.key && signature === last.value) return true;
  if (!isText(signer, devices) || !isText(key, keys) || !isText(signature, values)) return false;
  last = { signer, key, value: signature };
  return true;
}

let last: { signer: unknown; key: unknown; value: unknown } = { signer: null, key: null, value: null };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecord(value: unknown): boolean {
  return isObject(value) && !leftOut.some((name) => Object.hasOwn(value, name));
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function isShort(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}

function isCount(value: unknown, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
}
