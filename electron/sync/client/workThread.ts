import { Worker } from 'node:worker_threads';
import type { DocumentProblem } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import type { SyncProblem } from '@shared/contract/syncState';
import type { ProvedBatch } from '../provedBatch';
import type { RawAnswer } from './answer';
import type { PageHead } from './changesAnswer';
import type { DocumentWork, PackedDocuments, ReadPage, Unsent } from './documentWork';
import { SyncError } from './syncError';

/** Events as the journal has them, in few long pieces: their JSON one behind the other, where each ends, and their hashes (one a line). */
export interface JournalEvents {
  json: Uint8Array;
  ends: Uint32Array;
  hashes: string;
}

export type WorkOrder = { id: number } & (
  | { events: readonly Unsent[]; revisions: readonly string[] }
  | { journal: JournalEvents }
  | { page: RawAnswer; asked: Parameters<DocumentWork['readPage']>[1] }
  | { values: readonly unknown[]; workshop: string }
);
export type WorkResult = PackedDocuments | ProvedBatch | (DocumentProblem | null)[];
/** What a thread says: of a page its head first, then of everything the result, or what is wrong with it. */
export type WorkAnswer = { id: number } & ({ head: PageHead } | { result: WorkResult } | { problem: SyncProblem; detail: string });

interface Waiting {
  onHead(head: PageHead): void;
  resolve(result: WorkResult): void;
  reject(error: Error): void;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Documents live for one batch: with room for one, most are never copied by the garbage collector. */
const youngMb = 64;
/** Fewer documents than this are proved by one thread. */
const worthTwo = 200;

/** The work in two threads of their own, which are started with their first order and end with `close`. */
export class WorkThread implements DocumentWork {
  private readonly threads: [Thread, Thread];

  /** @param file the built `documentWorker.js`. */
  constructor(file: string, key: DeviceKey) {
    this.threads = [new Thread(file, key), new Thread(file, key)];
  }

  pack(events: readonly Unsent[], revisions: readonly string[] = []): Promise<PackedDocuments> {
    const journal = revisions.length === 0 ? asInJournal(events) : null;
    return this.quietest().order(journal ? { journal } : { events, revisions }) as Promise<PackedDocuments>;
  }

  readPage(page: RawAnswer, asked: Parameters<DocumentWork['readPage']>[1]): ReadPage {
    let onHead: (head: PageHead) => void = () => undefined;
    const batch = this.quietest().order({ page, asked }, (head) => onHead(head)) as Promise<ProvedBatch>;
    const head = new Promise<PageHead>((resolve, reject) => {
      onHead = resolve;
      batch.catch(reject);
    });
    return { head, batch };
  }

  async prove(values: readonly unknown[], workshop: string): Promise<(DocumentProblem | null)[]> {
    const half = Math.ceil(values.length / 2);
    const parts = values.length < worthTwo ? [values] : [values.slice(0, half), values.slice(half)];
    const threads = parts.length === 1 ? [this.quietest()] : this.threads;
    const problems = await Promise.all(parts.map((part, index) => (threads[index] as Thread).order({ values: part, workshop })));
    return (problems as (DocumentProblem | null)[][]).flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private quietest(): Thread {
    const [one, other] = this.threads;
    return other.orders < one.orders ? other : one;
  }
}

class Thread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(private readonly file: string, private readonly key: DeviceKey) {}

  get orders(): number {
    return this.waiting.size;
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
    this.fail('The thread that signs was ended.');
  }

  order(order: WithoutId<WorkOrder>, onHead: Waiting['onHead'] = () => undefined): Promise<WorkResult> {
    const id = ++this.last;
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { onHead, resolve, reject });
      worker.postMessage({ ...order, id }, given(order));
    });
  }

  private start(): Worker {
    const pem = this.key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const worker = new Worker(this.file, { workerData: { pem }, resourceLimits: { maxYoungGenerationSizeMb: youngMb } });
    worker.unref();
    worker.on('message', (answer: WorkAnswer) => {
      const waiting = this.waiting.get(answer.id);
      if ('head' in answer) return waiting?.onHead(answer.head);
      this.waiting.delete(answer.id);
      return 'result' in answer ? waiting?.resolve(answer.result) : waiting?.reject(new SyncError(answer.problem, answer.detail));
    });
    const gone = (why: string): void => {
      if (this.worker !== worker) return;
      this.worker = null;
      this.fail(why);
    };
    worker.once('error', (error) => gone(error.message));
    worker.once('exit', () => gone('The thread that signs has died.'));
    return worker;
  }

  private fail(why: string): void {
    for (const { reject } of this.waiting.values()) reject(new SyncError('local_fault', why));
    this.waiting.clear();
  }
}

/** What an order gives away, so that it need not be copied. */
function given(order: WithoutId<WorkOrder>): ArrayBuffer[] {
  if ('page' in order) return [order.page.body.buffer];
  return 'journal' in order ? [order.journal.json.buffer as ArrayBuffer, order.journal.ends.buffer as ArrayBuffer] : [];
}

/** Null if there are others among them. */
function asInJournal(events: readonly Unsent[]): JournalEvents | null {
  const pieces: { json: Uint8Array; hash: string }[] = [];
  for (const event of events) {
    if (!('json' in event)) return null;
    pieces.push(event);
  }
  const json = Buffer.from(new ArrayBuffer(pieces.reduce((sum, piece) => sum + piece.json.length, 0)));
  const ends = new Uint32Array(pieces.length);
  let end = 0;
  for (const [index, piece] of pieces.entries()) {
    json.set(piece.json, end);
    ends[index] = end += piece.json.length;
  }
  return { json, ends, hashes: pieces.map(({ hash }) => hash).join('\n') };
}

/** The same events in the thread that they were sent to. */
export function outOfJournal({ json, ends, hashes }: JournalEvents): Unsent[] {
  const each = hashes.split('\n');
  return Array.from(ends, (end, index) => ({ json: json.subarray(index === 0 ? 0 : ends[index - 1], end), hash: each[index] as string }));
}
