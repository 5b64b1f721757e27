import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DocumentProblem } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import { hashEvent } from '../../journal/hashes';
import { ByteText } from '../../byteText';
import { type HeldEvent, prove } from '../documents';
import { type PassedOn, passedOn, writeDocument } from '../documentText';
import { gzipOfDocuments } from '../gzip';
import { proveBatch, type ProvedBatch } from '../provedBatch';
import { signaturesOf } from '../signatures';
import type { RawAnswer } from './answer';
import { type AskedChanges, openPage, type PageHead } from './changesAnswer';

/** Documents as they go over the wire: the body of a `_bulk_docs`, gzipped, and whose receipts are to come. */
export interface PackedDocuments {
  ids: string[];
  body: Uint8Array<ArrayBuffer>;
}

/** An event, or its JSON in UTF-8 and its hash as the journal has them. */
export type Unsent = { event: HeldEvent } | { json: Uint8Array; hash: string };

/** Signing and proving, which take a tenth of a millisecond each: too long, by thousands, for a thread that has scans to write. */
export interface DocumentWork {
  /** @param revisions of documents that are to be replaced. */
  pack(events: readonly Unsent[], revisions?: readonly string[]): Promise<PackedDocuments>;
  /** Reads an answer of `_changes` and proves its documents. */
  readPage(page: RawAnswer, asked: AskedChanges & { workshop: string }): ReadPage;
  /** For each of what came, why it is not to be believed; null if it is. */
  prove(values: readonly unknown[], workshop: string): Promise<(DocumentProblem | null)[]>;
  close(): Promise<void>;
}

/** A page of `_changes`: what is behind it can be asked for while its documents are proved. Both are rejected with a SyncError for one that cannot be believed. */
export interface ReadPage {
  head: Promise<PageHead>;
  batch: Promise<ProvedBatch>;
}

const zip = promisify(gzip);
/** Documents between two pauses. */
const breath = 128;
/** What a document has more than its event, in bytes: its id and, mostly, a signature. */
const aroundEach = 600;

/** The work in the thread that asks for it, with a pause every few milliseconds. */
export function workHere(key: DeviceKey): DocumentWork {
  return {
    async pack(events, revisions = []) {
      const documents: PassedOn[] = [];
      for (const [index, event] of events.entries()) {
        documents.push(documentOf(event, revisions[index]));
        if (index % breath === breath - 1) await pause();
      }
      const out = new ByteText(documents.reduce((sum, { json }) => sum + json.length + aroundEach, 0)).write('{"docs":[');
      for (let first = 0; first < documents.length; first += breath) {
        const some = documents.slice(first, first + breath);
        const unsigned = some.filter(({ isSigned }) => !isSigned);
        const signatures = signaturesOf(unsigned.map(({ id }) => id), key);
        let next = 0;
        for (const [index, each] of some.entries()) {
          if (first + index > 0) out.write(',');
          writeDocument(out, each, each.isSigned ? null : (signatures[next++] ?? null));
        }
        if (first + breath < documents.length) await pause();
      }
      return { ids: documents.map(({ id }) => id), body: new Uint8Array(await zip(out.write(']}').whole, gzipOfDocuments)) };
    },
    readPage(page, { workshop, ...asked }) {
      const opened = pause().then(() => openPage(page, asked));
      return { head: opened.then(({ head }) => head), batch: opened.then(({ head, documents }) => pause().then(() => proveBatch(documents, head.rows, workshop))) };
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

function documentOf(unsent: Unsent, rev: string | undefined): PassedOn {
  const asItStands = 'json' in unsent && rev === undefined ? passedOn(unsent.json, unsent.hash) : null;
  if (asItStands) return asItStands;
  const event = 'json' in unsent ? (JSON.parse(Buffer.from(unsent.json).toString('utf8')) as HeldEvent) : unsent.event;
  const json = Buffer.from(JSON.stringify({ ...(rev === undefined ? {} : { _rev: rev }), ...event }));
  return { id: `${event.id}:${'json' in unsent ? unsent.hash : hashEvent(event)}`, json, isSigned: event.signature !== undefined };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
