import { openKiosk } from './application.mjs';
import { memoryOf } from './processes.mjs';
import { dataFolder } from './workFolder.mjs';
const k = await openKiosk({ data: await dataFolder(100000), desk: true });
for (let i = 0; i < 9; i++) { await new Promise((r) => setTimeout(r, 4000)); console.log((i + 1) * 4, JSON.stringify(memoryOf(k.pid).kinds.main)); }
await k.close(); process.exit(0);
