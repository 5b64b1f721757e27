import { openKiosk } from '../application.mjs';
import { startPeerApp } from '../peers.mjs';
import { memoryOf } from '../processes.mjs';
import { atMost, figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { dataFolder, freshFolder } from '../workFolder.mjs';

const people = 100_000;
/** By then the application has also verified its older segments, once, 15 s after its start. */
const settleMilliseconds = 35_000;
const emptySettleMilliseconds = 12_000;
const readings = 5;

/** Memory of all processes, idle: desk, kiosk and store with 100,000 people, against an empty Electron with three windows. */
export async function memory({ say }) {
  if (process.platform !== 'linux') {
    say('left out: memory is read from /proc, which only Linux has');
    return [];
  }
  say(`preparing ${people} people`);
  const data = await dataFolder(people);
  say('an empty app with three windows');
  const three = startPeerApp('three', freshFolder('three'));
  await three.call('loaded');
  const empty = await settled(three, emptySettleMilliseconds);
  say('desk, kiosk and store');
  const application = await openKiosk({ data, desk: true });
  await application.inDesk('openPorts', 1);
  const ours = await settled(application, settleMilliseconds);
  return [
    figure({
      name: `memory of all processes, ${people} people`,
      value: ours.total,
      unit: 'MB',
      against: { name: 'empty app, three windows', value: empty.total },
      goal: atMost(ours.total / empty.total, 1.5, '≤ 1.5×'),
      how: `proportional set size of the process tree (/proc/*/smaps_rollup), ${settleMilliseconds / 1_000} s after all windows were ready, median of ${readings} readings; the empty app has two windows shown and one hidden`,
      details: { ours: ours.kinds, empty: empty.kinds },
    }),
  ];
}

/** Memory after a while of doing nothing; then the process is ended. */
async function settled(started, milliseconds) {
  await pause(milliseconds);
  const taken = [];
  for (let i = 0; i < readings; i++) {
    taken.push(memoryOf(started.pid));
    await pause(300);
  }
  await started.close();
  return { total: median(taken.map(({ total }) => total)), kinds: taken.at(-1).kinds };
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
