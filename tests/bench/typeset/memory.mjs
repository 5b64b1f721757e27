/** A process of its own for one figure: `node memory.mjs FOLDER PEOPLE.json FILE` prints its peak memory and the time. */
import { readFileSync } from 'node:fs';
import { openWorker } from './workerThread.mjs';

const [folder, people, to] = process.argv.slice(2);
const worker = await openWorker(folder);
const { bytes, milliseconds } = await worker.ask({ job: 'merged', people: JSON.parse(readFileSync(people, 'utf8')), to });
await worker.stop();
process.stdout.write(JSON.stringify({ bytes, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
