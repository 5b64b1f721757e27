/**
 * What an exchange would take if each event had a signature of its own: signed by whoever sends it and verified by
 * whoever gets it. Run by Electron as Node, for its Ed25519 is another one than Node's: `signatures.mjs COUNT` prints ms
 * of two threads that sign and verify so many, and that only verify them.
 */
import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

if (isMainThread) {
  const count = Number(process.argv[2]);
  const times = [];
  for (const doing of ['both', 'verify']) {
    const workers = [0, 1].map(() => new Worker(fileURLToPath(import.meta.url), { workerData: { count: count / 2, doing } }));
    const said = (worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    await Promise.all(workers.map(said));
    const begun = performance.now();
    const done = workers.map(said);
    for (const worker of workers) worker.postMessage('go');
    await Promise.all(done);
    times.push(performance.now() - begun);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  process.stdout.write(JSON.stringify({ both: times[0], verify: times[1] }));
} else {
  const { count, doing } = workerData;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const texts = Array.from({ length: count }, (_, index) => Buffer.from(`champions-kiosk event\nseoul-2025/K3W8PZ4T/${String(index).padStart(10, '0')}:${randomBytes(16).toString('hex')}`));
  const signatures = doing === 'verify' ? texts.map((text) => sign(null, text, privateKey)) : [];
  parentPort.once('message', () => {
    for (const [index, text] of texts.entries()) {
      if (!verify(null, text, publicKey, signatures[index] ?? sign(null, text, privateKey))) throw new Error('A signature does not hold.');
    }
    parentPort.postMessage('done');
  });
  parentPort.postMessage('ready');
}
