import { parentPort, workerData } from 'node:worker_threads';
import { verifyFolder } from './scan';

// Reads the whole journal beside the running application, so that damage in old segments is found before they are
// needed. Segments that are being written while it reads can look torn at their end: that is no finding.
const { folder } = workerData as { folder: string };
const { damage } = verifyFolder(folder);
parentPort?.postMessage(damage.filter((each) => each.reason !== 'torn end'));
