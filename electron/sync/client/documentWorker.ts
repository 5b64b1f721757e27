import { createPrivateKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { deviceOfKey, publicKeyOf } from '../../deviceKey';
import { transferred } from '../provedBatch';
import { workHere } from './documentWork';
import { SyncError } from './syncError';
import { outOfJournal, type WorkAnswer, type WorkOrder, type WorkResult } from './workThread';

// Signs and proves in a thread of its own.
const port = parentPort as NonNullable<typeof parentPort>;
const privateKey = createPrivateKey((workerData as { pem: string }).pem);
const publicKey = publicKeyOf(privateKey);
const work = workHere({ device: deviceOfKey(publicKey), publicKey, privateKey });

function say(answer: WorkAnswer, given: ArrayBuffer[] = []): void {
  port.postMessage(answer, given);
}

async function done(order: WorkOrder): Promise<{ result: WorkResult; given?: ArrayBuffer[] }> {
  if ('page' in order) {
    const { head, batch } = work.readPage(order.page, order.asked);
    batch.catch(() => undefined);
    say({ id: order.id, head: await head });
    const proved = await batch;
    return { result: proved, given: transferred(proved) };
  }
  if ('values' in order) return { result: await work.prove(order.values, order.workshop) };
  const packed = await ('journal' in order ? work.pack(outOfJournal(order.journal)) : work.pack(order.events, order.revisions));
  return { result: packed, given: [packed.body.buffer] };
}

port.on('message', (order: WorkOrder) => {
  done(order).then(
    ({ result, given }) => say({ id: order.id, result }, given),
    (error: Error) => say({ id: order.id, problem: error instanceof SyncError ? error.problem : 'local_fault', detail: error instanceof SyncError ? error.detail : error.message }),
  );
});
