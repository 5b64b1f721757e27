import { parentPort, workerData } from 'node:worker_threads';
import type { EventSignature } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import { proveBatch, type ProvedBatch, transferred } from '../provedBatch';
import { signaturesOf } from '../signatures';
import { BadJson, type JsonList, readList } from '../jsonList';

/** What a thread is asked for. */
export type HubJob =
  | { id: number; do: 'prove'; body: Uint8Array; workshop: string; most: number }
  | { id: number; do: 'sign'; ids: string[] };

/** What it answers. Documents come in several pieces: while one is written, the next is proved. */
export type HubJobAnswer =
  | { id: number; kind: 'proved'; batch: ProvedBatch }
  | { id: number; kind: 'all'; newEdits: boolean }
  | { id: number; kind: 'signed'; signatures: EventSignature[] }
  | { id: number; kind: 'refused'; why: 'bad_json' | 'too_many'; message: string };

/** Documents in one message, which are written together. Between two of these, scans have their turn. */
const piece = 500;

// Reading, hashing and verifying 2,000 documents takes some 30 ms of one core. The main process, which has scans to
// write, only hands the bytes on.
const { key } = workerData as { key: DeviceKey };
const port = parentPort as NonNullable<typeof parentPort>;

port.on('message', (job: HubJob) => {
  const say = (answer: HubJobAnswer): void => port.postMessage(answer, answer.kind === 'proved' ? transferred(answer.batch) : []);
  if (job.do === 'sign') return say({ id: job.id, kind: 'signed', signatures: signaturesOf(job.ids, key) });
  try {
    proveAll(job, say);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    say({ id: job.id, kind: 'refused', why: 'bad_json', message: error.message });
  }
});

function proveAll({ id, body, workshop, most }: Extract<HubJob, { do: 'prove' }>, say: (answer: HubJobAnswer) => void): void {
  const list = readList(body, 'docs');
  if (list === null) throw new BadJson('The request has no list of documents, "docs".');
  if (list.length > most) return say({ id, kind: 'refused', why: 'too_many', message: `More than ${most} documents at once.` });
  const newEdits = list.rest.new_edits !== false;
  for (let first = 0; first < list.length; first += piece) {
    const count = Math.min(piece, list.length - first);
    say({ id, kind: 'proved', batch: proveBatch(documentsFrom(list, first, count, newEdits), count, workshop) });
  }
  say({ id, kind: 'all', newEdits });
}

function* documentsFrom(list: JsonList, first: number, count: number, newEdits: boolean): Generator<unknown> {
  for (let index = first; index < first + count; index++) yield newEdits ? list.at(index) : withoutHistory(list.at(index));
}

/** CouchDB's replication sends the revisions before this one too. Events have none. */
function withoutHistory(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('_revisions' in document)) return document;
  const { _revisions, ...rest } = document;
  return rest;
}
