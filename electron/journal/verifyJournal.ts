import { parentPort, workerData } from 'node:worker_threads';
import { verifyFolder } from './scan';

/** Milliseconds: so long it works, then rests. Nobody waits for it, and scans, screens and printers want the processor. */
const work = 5;
const rest = 20;

// Reads the whole journal beside the running application, so that damage in old segments is found before they are
// needed. Segments that are being written while it reads can look torn at their end: that is no finding.
const { folder } = workerData as { folder: string };
const { damage } = verifyFolder(folder, sparingly());
parentPort?.postMessage(damage.filter((each) => each.reason !== 'torn end'));

/** Called often, it holds this thread up for most of the time. */
function sparingly(): () => void {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  let since = performance.now();
  return () => {
    if (performance.now() - since < work) return;
    Atomics.wait(nothing, 0, 0, rest);
    since = performance.now();
  };
}
