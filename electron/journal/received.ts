import type { SyncDocument } from '@shared/contract/sync';
import { blankEvent, textsOf } from './blankEvent';
import { type NamingTexts, personKey } from './erasedPeople';

/** What the JSON of an event has that came from elsewhere, and of one that was written here has not. */
export const signatureMark = '"signature":{"signer":';

/** What became of a document. */
export type Taken = 'written' | 'known' | 'other_event_with_this_id';

/**
 * The JSON of a proved document's event, with its parts in the order in which they are written here, and without what
 * is personal of anybody who was erased.
 *
 * @param erased people as `personKey` names them.
 * @param texts by which the erased could be named in what others wrote; those of this document are added.
 */
export function jsonOfDocument(document: SyncDocument, erased: ReadonlySet<string>, texts: NamingTexts): string {
  const { id, workshop, device, seq, at, hlc, type, v, data, person, personHash, prev, blanked, signature } = document;
  const event = { id, workshop, device, seq, at, hlc, type, v, data, person, personHash, prev, blanked, signature };
  if (erased.size === 0) return JSON.stringify(event);
  if (person && typeof data.registrationId === 'string' && erased.has(personKey(workshop, data.registrationId))) texts.add(workshop, textsOf(person));
  return JSON.stringify(blankEvent(event as never, { people: erased, texts }) ?? event);
}

/** What the journal needs to know of a proved document without reading it. */
export interface ProvedParts {
  _id: string;
  workshop: string;
  device: string;
  seq: number;
  hlc: string;
  type: string;
  /** Its event as the journal is to have it: JSON in UTF-8. */
  json: Uint8Array;
}

/** A document that was proved in another thread, and written as JSON there: only who asks for more of it has that read. */
export class ProvedDocument implements SyncDocument {
  readonly _id: string;
  readonly workshop: string;
  readonly device: string;
  readonly seq: number;
  readonly hlc: string;
  readonly type: string;
  readonly json: Uint8Array;
  readonly id: string;
  private read: SyncDocument | null = null;

  constructor({ _id, workshop, device, seq, hlc, type, json }: ProvedParts) {
    this._id = _id;
    this.id = _id.slice(0, -33);
    this.workshop = workshop;
    this.device = device;
    this.seq = seq;
    this.hlc = hlc;
    this.type = type;
    this.json = json;
  }

  /** All of it, as an object without getters. */
  get whole(): SyncDocument {
    return (this.read ??= { _id: this._id, ...(JSON.parse(Buffer.from(this.json.buffer, this.json.byteOffset, this.json.byteLength).toString('utf8')) as Omit<SyncDocument, '_id'>) });
  }

  get at(): string {
    return this.whole.at;
  }

  get v(): number {
    return this.whole.v;
  }

  get data(): Record<string, unknown> {
    return this.whole.data;
  }

  get person(): SyncDocument['person'] {
    return this.whole.person;
  }

  get personHash(): string | undefined {
    return this.whole.personHash;
  }

  get prev(): string {
    return this.whole.prev;
  }

  get blanked(): string | undefined {
    return this.whole.blanked;
  }

  get signature(): SyncDocument['signature'] {
    return this.whole.signature;
  }
}

/** A document as an object that can be written as JSON. */
export function wholeOf(document: SyncDocument): SyncDocument {
  return document instanceof ProvedDocument ? document.whole : document;
}

/** The JSON in UTF-8 of what `jsonOfDocument` is of: as it came, where nobody was erased. */
export function bytesOfDocument(document: SyncDocument, erased: ReadonlySet<string>, texts: NamingTexts): Uint8Array {
  return document instanceof ProvedDocument && erased.size === 0 ? document.json : Buffer.from(jsonOfDocument(document, erased, texts));
}

/** The hash of a proved document: the end of its id. */
export function hashOfDocument({ _id }: SyncDocument): string {
  return _id.slice(-32);
}
