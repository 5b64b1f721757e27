import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { fontsFolder } from '../../../electron/runtime/fontsIfStale.mjs';

/** The worker of ours, asked one thing after another. */
export async function openWorker(folder) {
  const worker = new Worker(path.join(folder, 'worker.mjs'), { workerData: { fonts: fontsFolder } });
  const next = () => new Promise((resolve, reject) => {
    worker.once('message', (message) => (message.error ? reject(new Error(message.error)) : resolve(message)));
    worker.once('error', reject);
  });
  await next();
  return {
    /** @returns {Promise<{bytes: number, milliseconds: number}>} */
    ask: (request) => {
      worker.removeAllListeners('error');
      worker.postMessage(request);
      return next();
    },
    stop: () => worker.terminate(),
  };
}
