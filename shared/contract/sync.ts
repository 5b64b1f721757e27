import * as v from 'valibot';

/**
 * What travels between devices, a hub and headquarters: a subset of CouchDB's protocol, one document an event
 * (decisions/0015). Everything here comes from outside and is believed only once it was parsed and proved.
 */

/** This laptop, in every event id it writes: eight letters and digits that follow from its public key. */
export const deviceId = v.pipe(v.string(), v.regex(/^[0-9A-Z]{8}$/));
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const publicKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const signature = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/));

/** A signature of one thing alone. `key` is the signer's Ed25519 public key, from which its id follows. */
export const soleSignature = v.strictObject({ signer: deviceId, key: publicKey, value: signature });

/**
 * Who says that an event is as it stands: `signer` is the device that wrote it, or, where that device's key is lost,
 * the one that vouches for it. `value` signs `signedText` of the document's id; or, of events that were signed together,
 * `signedRootText` of the root of a tree of hashes, to which `path` leads from this one event, without the others.
 * `path` has for each step a letter, on which side the other half stands, and its hash, from the event up.
 */
export const eventSignature = v.strictObject({ ...soleSignature.entries, path: v.optional(v.pipe(v.string(), v.regex(/^(?:[lr][0-9a-f]{32}){1,16}$/))) });
export type EventSignature = v.InferOutput<typeof eventSignature>;

/** `<event id>:<hash>`, such as `SEL25/K3W8PZ4T/0000000012:9f…`. */
export const documentId = v.pipe(v.string(), v.regex(/^[^/\s]{1,128}\/[0-9A-Z]{8}\/\d{10}:[0-9a-f]{32}$/));

/**
 * An event as it travels: its envelope and parts as the journal has them, under an id that ends in its hash. The shape
 * of `data` and `person` is that of its type; a type or a version that is not known here is kept and passed on.
 */
export const syncDocument = v.strictObject({
  _id: documentId,
  /** CouchDB's revision, where it gives one. Means nothing here. */
  _rev: v.optional(v.string()),
  id: v.string(),
  workshop: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  device: deviceId,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999_999_999)),
  at: v.string(),
  hlc: v.pipe(v.string(), v.regex(/^\d{13}-[0-9a-f]{4}$/)),
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  v: v.pipe(v.number(), v.integer(), v.minValue(1)),
  data: v.record(v.string(), v.unknown()),
  person: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  personHash: v.optional(hash),
  prev: v.union([v.literal(''), hash]),
  /** The hash that the event had before a text about an erased person was blanked in it. */
  blanked: v.optional(hash),
  signature: eventSignature,
});
export type SyncDocument = v.InferOutput<typeof syncDocument>;

/** What the signature of one event is over. The hash of this text is the event's leaf in a tree of those signed together. */
export function signedText(id: string): string {
  return `champions-kiosk event\n${id}`;
}

/** What the hash of two halves of such a tree is made of. */
export function joinedText(left: string, right: string): string {
  return `champions-kiosk events\n${left}\n${right}`;
}

/** What the signature of events that were signed together is over. */
export function signedRootText(root: string): string {
  return `champions-kiosk root\n${root}`;
}

/** One row of an answer to `_bulk_docs`, for one document that was sent. `conflict` means: it is there already. */
export const receipt = v.union([
  v.object({ id: v.string(), ok: v.literal(true), rev: v.optional(v.string()) }),
  v.object({ id: v.string(), error: v.string(), reason: v.optional(v.string()) }),
]);
export type Receipt = v.InferOutput<typeof receipt>;

/**
 * What a hub answers to `_bulk_docs?brief=true` in the place of a receipt for each document: how many were written, the
 * receipts of all others, and, to show that it had each of them, the hash of `idsText`.
 */
export const briefReceipts = v.object({ written: v.pipe(v.number(), v.integer(), v.minValue(0)), all: hash, others: v.array(receipt) });
export type BriefReceipts = v.InferOutput<typeof briefReceipts>;

/** The ids of all documents of a request, in their order. */
export function idsText(ids: readonly string[]): string {
  return ids.join('\n');
}

/** A place in `_changes`: a number of a hub, an opaque text of CouchDB. */
export const changesCursor = v.union([v.pipe(v.number(), v.integer(), v.minValue(0)), v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))]);
export type ChangesCursor = v.InferOutput<typeof changesCursor>;

/** An answer of `GET /{db}/_changes?include_docs=true`. Documents that are not events (`_design/…`) have other ids. */
export const changesPage = v.object({
  results: v.array(v.object({ seq: changesCursor, id: v.string(), deleted: v.optional(v.boolean()), doc: v.optional(v.unknown()) })),
  last_seq: changesCursor,
  pending: v.optional(v.number()),
});
export type ChangesPage = v.InferOutput<typeof changesPage>;

/**
 * Events of one device that a hub has, of a thousand numbers at most: the first and the last of them, and the hash (as of
 * an event) of their hashes, 16 bytes each, one behind the other, with zeros for those that are missing in between. Whoever
 * finds the same with what is here knows that both have the same events.
 */
export const heldBlock = v.pipe(
  v.object({ device: deviceId, first: v.pipe(v.number(), v.integer(), v.minValue(1)), last: v.pipe(v.number(), v.integer(), v.maxValue(9_999_999_999)), hash }),
  v.check(({ first, last }) => first <= last && last - first < 1_024, 'A block has a thousand events at most.'),
);
export type HeldBlock = v.InferOutput<typeof heldBlock>;

/** An answer of a hub to `GET /{db}/_held`: all that it has, up to this place of `_changes` at least. */
export const heldBlocks = v.object({ last_seq: v.pipe(v.number(), v.integer(), v.minValue(0)), blocks: v.array(heldBlock) });
export type HeldBlocks = v.InferOutput<typeof heldBlocks>;

/** Why a document is not taken. The words for people are in the catalogue (`sync.refused.<code>`). */
export const documentProblem = v.picklist([
  /** It has not the form of a document. */
  'malformed',
  /** Its content and the hash in its id do not fit: it was changed. */
  'edited',
  /** Its personal part is not the one that was written. */
  'edited_person',
  /** The signature is not its signer's. */
  'bad_signature',
  /** Whoever sent it may not write in this device's name. */
  'not_their_device',
  /** Another event with the same id is here already: two laptops run with a copy of one data folder. */
  'other_event_with_this_id',
  /** It is of another workshop than the database. */
  'other_workshop',
]);
export type DocumentProblem = v.InferOutput<typeof documentProblem>;

/** The database of a workshop: CouchDB takes lower-case letters, digits and `_$()+-/`; every other byte becomes `$` and two hexadecimal digits. */
export function databaseOf(workshop: string): string {
  const bytes = new TextEncoder().encode(workshop);
  return `wego-${Array.from(bytes, (byte) => (isPlain(byte) ? String.fromCharCode(byte) : `$${byte.toString(16).padStart(2, '0')}`)).join('')}`;
}

/** The workshop of a database, or null if it is none of ours. */
export function workshopOfDatabase(database: string): string | null {
  if (!/^wego-(?:[a-z0-9-]|\$[0-9a-f]{2})+$/.test(database)) return null;
  const text = database.slice('wego-'.length);
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '$') {
      bytes.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(text.charCodeAt(i));
  }
  try {
    const workshop = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return databaseOf(workshop) === database ? workshop : null;
  } catch {
    return null;
  }
}

function isPlain(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d;
}
