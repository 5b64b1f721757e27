import { parentPort, workerData } from 'node:worker_threads';
import type { EventSignature } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import { type Proof, prove } from '../documents';
import { signaturesOf } from '../signatures';
import { BadJson, readJson } from './json';

/** What a thread is asked for. The text of a request goes to all threads, and each proves a part of its documents. */
export type HubJob =
  | { id: number; do: 'prove'; body: SharedArrayBuffer; workshop: string; part: number; parts: number; most: number }
  | { id: number; do: 'sign'; ids: string[] };

/** What it answers; documents come in several pieces, so that taking them in holds nobody up. */
export type HubJobAnswer =
  | { id: number; kind: 'proved'; first: number; proofs: Proof[] }
  | { id: number; kind: 'all'; newEdits: boolean; count: number }
  | { id: number; kind: 'signed'; signatures: EventSignature[] }
  | { id: number; kind: 'refused'; why: 'bad_json' | 'too_many'; message: string };

/** Documents in one message. */
const piece = 200;

// Reading, hashing and verifying 2,000 documents takes a fifth of a second of one core. The main process, which has
// scans to write, only hands the bytes on.
const { key } = workerData as { key: DeviceKey };
const port = parentPort as NonNullable<typeof parentPort>;

port.on('message', (job: HubJob) => {
  const say = (answer: HubJobAnswer): void => port.postMessage(answer);
  if (job.do === 'sign') return say({ id: job.id, kind: 'signed', signatures: signaturesOf(job.ids, key) });
  try {
    proveAll(job, say);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    say({ id: job.id, kind: 'refused', why: 'bad_json', message: error.message });
  }
});

function proveAll({ id, body, workshop, part, parts, most }: Extract<HubJob, { do: 'prove' }>, say: (answer: HubJobAnswer) => void): void {
  const read = readJson(Buffer.from(body).toString('utf8')) as { docs?: unknown; new_edits?: unknown } | null;
  const documents = read?.docs;
  if (!Array.isArray(documents)) throw new BadJson('The request has no list of documents, "docs".');
  if (documents.length > most) return say({ id, kind: 'refused', why: 'too_many', message: `More than ${most} documents at once.` });
  const newEdits = (read as { new_edits?: unknown }).new_edits !== false;
  const from = Math.floor((documents.length * part) / parts);
  const to = Math.floor((documents.length * (part + 1)) / parts);
  for (let first = from; first < to; first += piece) {
    const proofs = documents.slice(first, Math.min(first + piece, to)).map((document) => proved(newEdits ? document : withoutHistory(document), workshop));
    say({ id, kind: 'proved', first, proofs });
  }
  say({ id, kind: 'all', newEdits, count: documents.length });
}

/** What cannot even be hashed, such as half a character, is no event of ours. */
function proved(document: unknown, workshop: string): Proof {
  try {
    return prove(document, workshop);
  } catch {
    const id = (document as { _id?: unknown } | null)?._id;
    return { document: null, problem: 'malformed', id: typeof id === 'string' ? id : null };
  }
}

/** CouchDB's replication sends the revisions before this one too. Events have none. */
function withoutHistory(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('_revisions' in document)) return document;
  const { _revisions, ...rest } = document;
  return rest;
}
