import { Worker } from 'node:worker_threads';
import type { DocumentProblem } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import type { HeldEvent } from '../documents';
import type { DocumentWork, PackedDocuments } from './documentWork';
import { SyncError } from './syncError';

export type WorkOrder = { id: number } & ({ events: readonly HeldEvent[]; revisions: readonly string[] } | { values: readonly unknown[]; workshop: string });
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

/** The work in a thread of its own, which is started with the first order and ends with `close`. */
export class WorkThread implements DocumentWork {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** @param file the built `documentWorker.js`. */
  constructor(private readonly file: string, private readonly key: DeviceKey) {}

  pack(events: readonly HeldEvent[], revisions: readonly string[] = []): Promise<PackedDocuments> {
    return this.order({ events, revisions }) as Promise<PackedDocuments>;
  }

  prove(values: readonly unknown[], workshop: string): Promise<(DocumentProblem | null)[]> {
    return this.order({ values, workshop }) as Promise<(DocumentProblem | null)[]>;
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
    this.fail('The thread that signs was ended.');
  }

  private order(order: WithoutId<WorkOrder>): Promise<NonNullable<WorkAnswer['result']>> {
    const id = ++this.last;
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ ...order, id });
    });
  }

  private start(): Worker {
    const pem = this.key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const worker = new Worker(this.file, { workerData: { pem } });
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
