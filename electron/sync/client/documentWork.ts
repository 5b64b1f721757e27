import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DocumentProblem } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import { hashEvent } from '../../journal/hashes';
import { gzipOfDocuments } from '../gzip';
import { type DocumentText, documentText, type HeldEvent, prove, withSignature } from '../documents';
import { signaturesOf } from '../signatures';

/** Documents as they go over the wire: the body of a `_bulk_docs`, gzipped, and whose receipts are to come. */
export interface PackedDocuments {
  ids: string[];
  body: Uint8Array<ArrayBuffer>;
}

/** An event, or its JSON and its hash as the journal has them. */
export type Unsent = { event: HeldEvent } | { json: string; hash: string };

/** Signing and proving, which take a tenth of a millisecond each: too long, by thousands, for a thread that has scans to write. */
export interface DocumentWork {
  /** @param revisions of documents that are to be replaced. */
  pack(events: readonly Unsent[], revisions?: readonly string[]): Promise<PackedDocuments>;
  /** For each of what came, why it is not to be believed; null if it is. */
  prove(values: readonly unknown[], workshop: string): Promise<(DocumentProblem | null)[]>;
  close(): Promise<void>;
}

const zip = promisify(gzip);
/** Documents between two pauses. */
const breath = 128;

/** The work in the thread that asks for it, with a pause every few milliseconds. */
export function workHere(key: DeviceKey): DocumentWork {
  return {
    async pack(events, revisions = []) {
      const texts: DocumentText[] = [];
      for (const [index, event] of events.entries()) {
        texts.push(textOf(event, revisions[index]));
        if (index % breath === breath - 1) await pause();
      }
      const unsigned = texts.filter(({ isSigned }) => !isSigned);
      const signed = new Map<DocumentText, string>();
      for (let first = 0; first < unsigned.length; first += breath) {
        const some = unsigned.slice(first, first + breath);
        for (const [index, signature] of signaturesOf(some.map(({ id }) => id), key).entries()) signed.set(some[index] as DocumentText, withSignature(some[index] as DocumentText, signature));
        await pause();
      }
      const parts = texts.map((each) => signed.get(each) ?? each.text);
      return { ids: texts.map(({ id }) => id), body: new Uint8Array(await zip(`{"docs":[${parts.join(',')}]}`, gzipOfDocuments)) };
    },
    async prove(values, workshop) {
      const problems: (DocumentProblem | null)[] = [];
      for (const [index, value] of values.entries()) {
        problems.push(prove(value, workshop).problem);
        if (index % breath === breath - 1) await pause();
      }
      return problems;
    },
    close: () => Promise.resolve(),
  };
}

function textOf(unsent: Unsent, rev: string | undefined): DocumentText {
  const passedOn = 'json' in unsent && rev === undefined ? documentText(unsent.json, unsent.hash) : null;
  if (passedOn) return passedOn;
  const event = 'json' in unsent ? (JSON.parse(unsent.json) as HeldEvent) : unsent.event;
  const id = `${event.id}:${'json' in unsent ? unsent.hash : hashEvent(event)}`;
  return { id, text: JSON.stringify({ _id: id, ...(rev === undefined ? {} : { _rev: rev }), ...event }), isSigned: event.signature !== undefined };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
