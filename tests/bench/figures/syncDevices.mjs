import { figure } from '../report.mjs';
import { median, p99, quantile } from '../statistics.mjs';
import { startChild } from '../sync/child.mjs';
import { startHub } from '../sync/command.mjs';
import { enrolAt, laptops } from '../sync/parties.mjs';
import { freshFolder } from '../workFolder.mjs';

const devices = Number(process.env.BENCH_SYNC_DEVICES ?? 50);
const each = 1_000;
const together = 250;

/** Fifty devices that come to one hub at the same moment: each sends its events and reads those of all. Nothing may be lost. */
export async function syncDevices({ say }) {
  const { file, createDeviceKey, documentIds } = await laptops();
  const data = freshFolder('hub');
  const hub = await startHub(data, { uses: devices });
  const senders = startChild('senders.mjs');
  let ids;
  let result;
  let late;
  let milliseconds;
  try {
    const folders = [];
    for (let index = 0; index < devices; index++) {
      const folder = freshFolder('device');
      createDeviceKey(folder);
      folders.push({ folder, who: await enrolAt(hub, folder, `127.0.1.${index + 1}`) });
    }
    say(`${devices} devices sign ${each} events each`);
    ids = await senders.call('open', file, hub.port, folders, each, together);
    say('all at once');
    await hub.late();
    const begun = performance.now();
    result = await senders.call('exchange', hub.port, ids);
    milliseconds = performance.now() - begun;
    late = await hub.late();
  } finally {
    await senders.close();
    await hub.stop();
  }
  const missing = result.filter((device) => device.missing > 0);
  if (missing.length > 0) throw new Error(`${missing.length} devices lack events: ${missing[0].missing} of ${ids.length}`);
  const held = await documentIds(data);
  const lost = ids.filter((id) => !held.has(id));
  if (lost.length > 0 || held.size !== ids.length) throw new Error(`The hub's journal has ${held.size} events, ${lost.length} of ${ids.length} are lost.`);
  const how = `${devices} enrolled keys, ${each} signed events each in requests of ${together}, to headless "hub"; each device then reads _changes until it has all ${ids.length}, which is looked at, as are the hub's journal and every receipt. All devices are in one Node process beside the hub and prove nothing of what they get`;
  const slowest = Math.max(...result.map((device) => device.milliseconds));
  return [
    figure({ name: `${devices} devices at once, until each has all ${ids.length} events`, value: milliseconds / 1_000, unit: 's', how, details: { sentAll: Math.max(...result.map(({ sent }) => sent)) / 1_000 } }),
    figure({ name: 'the slowest of them', value: slowest / 1_000, unit: 's', against: { name: 'the median one', value: median(result.map((device) => device.milliseconds)) / 1_000 }, how }),
    figure({ name: "the hub's event loop meanwhile, p99", value: p99(late), unit: 'ms', how: `how late a timer of 5 ms comes in the hub's main process; ${how}`, details: { median: quantile(late, 0.5), largest: Math.max(...late) } }),
  ];
}
