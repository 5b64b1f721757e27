import { Worker } from 'node:worker_threads';
import type { DocumentProblem } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import type { DocumentWork, PackedDocuments, Unsent } from './documentWork';
import { SyncError } from './syncError';

export type WorkOrder = { id: number } & ({ events: readonly Unsent[]; revisions: readonly string[] } | { values: readonly unknown[]; workshop: string });
export interface WorkAnswer {
  id: number;
  result?: PackedDocuments | (DocumentProblem | null)[];
  problem?: string;
}

interface Waiting {
  resolve(result: NonNullable<WorkAnswer['result']>): void;
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
    return this.quietest().order({ events, revisions }) as Promise<PackedDocuments>;
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

  order(order: WithoutId<WorkOrder>): Promise<NonNullable<WorkAnswer['result']>> {
    const id = ++this.last;
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ ...order, id });
    });
  }

  private start(): Worker {
    const pem = this.key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const worker = new Worker(this.file, { workerData: { pem }, resourceLimits: { maxYoungGenerationSizeMb: youngMb } });
    worker.unref();
    worker.on('message', ({ id, result, problem }: WorkAnswer) => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (result) waiting?.resolve(result);
      else waiting?.reject(new SyncError('local_fault', problem ?? ''));
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
