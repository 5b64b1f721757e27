import { createPrivateKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { deviceOfKey, publicKeyOf } from '../../deviceKey';
import { workHere } from './documentWork';
import { outOfJournal, type WorkAnswer, type WorkOrder } from './workThread';

// Signs and proves in a thread of its own.
const port = parentPort as NonNullable<typeof parentPort>;
const privateKey = createPrivateKey((workerData as { pem: string }).pem);
const publicKey = publicKeyOf(privateKey);
const work = workHere({ device: deviceOfKey(publicKey), publicKey, privateKey });

async function done(order: WorkOrder): Promise<NonNullable<WorkAnswer['result']>> {
  if ('journal' in order) return work.pack(outOfJournal(order.journal));
  return 'events' in order ? work.pack(order.events, order.revisions) : work.prove(order.values, order.workshop);
}

port.on('message', (order: WorkOrder) => {
  done(order).then(
    (result) => port.postMessage({ id: order.id, result } satisfies WorkAnswer, 'body' in result ? [result.body.buffer] : []),
    (error: Error) => port.postMessage({ id: order.id, problem: error.message } satisfies WorkAnswer),
  );
});
