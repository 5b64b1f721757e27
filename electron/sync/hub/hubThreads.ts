import { Worker } from 'node:worker_threads';
import type { EventSignature } from '@shared/contract/sync';
import type { DeviceKey } from '../../deviceKey';
import type { ProvedBatch } from '../provedBatch';
import type { HubJob, HubJobAnswer } from './hubWorker';
import { HubRefusal } from './refusal';

/** A thread without work ends after this many milliseconds. */
const idleAfter = 15_000;

/** Documents live for one batch: with room for one, most are never copied by the garbage collector. */
const youngMb = 64;

interface Waiting {
  take(answer: HubJobAnswer): boolean;
  fail(error: Error): void;
}

type JobOf<J> = J extends { id: number } ? Omit<J, 'id'> : never;

/** One thread, started with its first job and ended when there is none for a while. */
class HubThread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private idle: NodeJS.Timeout | null = null;

  constructor(private readonly file: string, private readonly key: DeviceKey) {}

  get jobs(): number {
    return this.waiting.size;
  }

  /** Resolves when `take` says that the last answer came. @throws if the thread ends before. */
  ask(job: JobOf<HubJob>, take: (answer: HubJobAnswer) => boolean): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    const worker = (this.worker ??= this.start());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, {
        take: (answer) => {
          const last = take(answer);
          if (last) resolve();
          return last;
        },
        fail: reject,
      });
      worker.postMessage({ ...job, id }, job.do === 'prove' ? [job.body.buffer as ArrayBuffer] : []);
    });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.end(new Error('The hub was stopped.'));
    await worker?.terminate();
  }

  private end(error: Error): void {
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    this.worker = null;
    for (const { fail } of this.waiting.values()) fail(error);
    this.waiting.clear();
  }

  private start(): Worker {
    const worker = new Worker(this.file, { workerData: { key: this.key }, resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: youngMb } });
    worker.on('message', (answer: HubJobAnswer) => {
      if (!this.waiting.get(answer.id)?.take(answer)) return;
      this.waiting.delete(answer.id);
      if (this.waiting.size === 0) this.idle = setTimeout(() => void this.close(), idleAfter).unref();
    });
    const ended = (error: Error): void => {
      if (this.worker === worker) this.end(error);
    };
    worker.on('error', ended);
    worker.on('exit', () => ended(new Error('The thread that proves documents ended.')));
    return worker;
  }
}

/** Proves documents and signs own ones in two threads beside the main process. */
export class HubThreads {
  private readonly threads: HubThread[];

  /** @param file of `hubWorker`, as it was built. */
  constructor(file: string, key: DeviceKey) {
    this.threads = [new HubThread(file, key), new HubThread(file, key)];
  }

  /**
   * Reads the body of `_bulk_docs` and proves each of its documents.
   *
   * @param body is given away.
   * @param take is called for some documents after the other, each time once it is done with those before; what it throws ends it.
   * @throws HubRefusal 400 for a body that is not what it should be; what came before the fault may have been taken. 413 for more than `most` documents.
   */
  async prove(body: Buffer, workshop: string, most: number, take: (batch: ProvedBatch) => Promise<void>): Promise<{ newEdits: boolean }> {
    let newEdits = true;
    let refusal: HubRefusal | null = null;
    let taking = Promise.resolve();
    await this.quietest().ask({ do: 'prove', body: ownBytes(body), workshop, most }, (answer) => {
      if (answer.kind === 'proved') {
        taking = taking.then(() => take(answer.batch));
        taking.catch(() => undefined);
        return false;
      }
      if (answer.kind === 'refused') refusal = new HubRefusal(answer.why === 'too_many' ? 413 : 400, answer.why === 'too_many' ? 'too_large' : 'bad_request', answer.message);
      if (answer.kind === 'all') newEdits = answer.newEdits;
      return true;
    });
    if (refusal) throw refusal;
    await taking;
    return { newEdits };
  }

  /** This laptop's signatures of some ids of documents, in their order. */
  async sign(ids: string[]): Promise<EventSignature[]> {
    if (ids.length === 0) return [];
    let signatures: EventSignature[] = [];
    await this.quietest().ask({ do: 'sign', ids }, (answer) => {
      if (answer.kind === 'signed') signatures = answer.signatures;
      return true;
    });
    return signatures;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private quietest(): HubThread {
    return this.threads.reduce((a, b) => (b.jobs < a.jobs ? b : a));
  }
}

/** Bytes that have their memory for themselves, and can be handed over with it. */
function ownBytes(bytes: Buffer): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
}
