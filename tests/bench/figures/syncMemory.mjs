import fs from 'node:fs';
import { memoryOf } from '../processes.mjs';
import { atMost, figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { startChild } from '../sync/child.mjs';
import { startHub } from '../sync/command.mjs';
import { enrolAt, laptops } from '../sync/parties.mjs';
import { freshFolder } from '../workFolder.mjs';

/** Fewer for a quick look: BENCH_SYNC_MEMORY_EVENTS=100000. */
const events = Number(process.env.BENCH_SYNC_MEMORY_EVENTS ?? 1_000_000);
const devices = 4;
const together = 2_000;

/** The hub's memory while a million events go in. */
export async function syncMemory({ say }) {
  const { file, createDeviceKey } = await laptops();
  const data = freshFolder('hub');
  const hub = await startHub(data, { uses: devices });
  const senders = startChild('senders.mjs');
  try {
    const folders = [];
    for (let index = 0; index < devices; index++) {
      const folder = freshFolder('sender');
      createDeviceKey(folder);
      folders.push({ folder, who: await enrolAt(hub, folder) });
    }
    await senders.call('open', file, hub.port, folders);
    const samples = [];
    const begun = performance.now();
    for (let sent = 0; sent < events; sent += together) {
      await senders.call('send', hub.port, (sent / together) % devices, Math.min(together, events - sent));
      const { total, kinds } = memoryOf(hub.pid);
      samples.push({ sent: sent + together, total, main: kinds.main[0] });
      if ((sent / together) % 50 === 49) say(`${sent + together} of ${events}: ${Math.round(total)} MB, the main process ${kinds.main[0]} MB`);
    }
    const seconds = (performance.now() - begun) / 1_000;
    const between = (from, to, of = 'total') => median(samples.filter(({ sent }) => sent > from * events && sent <= to * events).map((each) => each[of]));
    const [first, last] = [between(0.2, 0.5), between(0.5, 1)];
    const journal = fs.readdirSync(`${data}/journal`).reduce((sum, name) => sum + fs.statSync(`${data}/journal/${name}`).size, 0);
    const how = `${events} signed events of ${devices} devices in requests of ${together}, one after another, to headless "hub" over an empty data folder; PSS of all its processes after each request. Slope: least squares over the last 80 %`;
    return [
      figure({
        name: `memory of a hub, the second half of ${events} events`, value: last, unit: 'MB', against: { name: 'between 20 % and 50 %', value: first }, goal: atMost(last / first, 1.05, '≤ 1.05 ×'), how,
        details: {
          mainProcess: { before: Math.round(between(0.2, 0.5, 'main')), after: Math.round(between(0.5, 1, 'main')) },
          largest: Math.round(Math.max(...samples.map(({ total }) => total))), slopeMbPerMillion: Math.round(slopeOf(samples.filter(({ sent }) => sent > 0.2 * events)) * 1e6),
          journalMb: Math.round(journal / 2 ** 20), seconds: Math.round(seconds),
        },
      }),
      figure({ name: 'events a hub takes in a second, signed and sent beside it', value: events / seconds, unit: 'events/s', how: `${how}. One process signs them and waits for each answer; both share the machine's cores` }),
    ];
  } finally {
    await senders.close();
    await hub.stop();
  }
}

/** MB an event, by least squares. */
function slopeOf(samples) {
  const mean = (of) => samples.reduce((sum, each) => sum + each[of], 0) / samples.length;
  const [x, y] = [mean('sent'), mean('total')];
  const up = samples.reduce((sum, { sent, total }) => sum + (sent - x) * (total - y), 0);
  return up / samples.reduce((sum, { sent }) => sum + (sent - x) ** 2, 0);
}
