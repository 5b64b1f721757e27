import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DocumentProblem } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import { gzipOfDocuments } from '../gzip';
import { documentOf, documentText, type HeldEvent, prove } from '../documents';

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
const breath = 100;

/** The work in the thread that asks for it, with a pause every few milliseconds. */
export function workHere(key: DeviceKey): DocumentWork {
  return {
    async pack(events, revisions = []) {
      const ids: string[] = [];
      const parts: string[] = [];
      for (const [index, event] of events.entries()) {
        const { id, text } = textOf(event, key, revisions[index]);
        ids.push(id);
        parts.push(text);
        if (index % breath === breath - 1) await pause();
      }
      return { ids, body: new Uint8Array(await zip(`{"docs":[${parts.join(',')}]}`, gzipOfDocuments)) };
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

function textOf(unsent: Unsent, key: DeviceKey, rev: string | undefined): { id: string; text: string } {
  const passedOn = 'json' in unsent && rev === undefined ? documentText(unsent.json, unsent.hash, key) : null;
  if (passedOn) return passedOn;
  const document = 'json' in unsent ? documentOf(JSON.parse(unsent.json) as HeldEvent, key, unsent.hash) : documentOf(unsent.event, key);
  return { id: document._id, text: JSON.stringify(rev === undefined ? document : { ...document, _rev: rev }) };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
