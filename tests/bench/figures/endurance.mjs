import fs from 'node:fs';
import { openKiosk } from '../application.mjs';
import { memoryOf, processesBelow } from '../processes.mjs';
import { atMost, figure } from '../report.mjs';
import { dataFolder, roster } from '../workFolder.mjs';

const people = 10_000;
/** Until then the engine still compiles what runs often, some 0.6 MB; what people leave behind would go on growing. */
const warmUp = 1_000;
const visits = 1_000;
const target = 'target=day:2025-09-24&station=Entrance';

/**
 * A thousand people in a row through the whole of the kiosk's screens: each scans at a wedge, sees the answer, touches
 * "Done", and the kiosk waits again. What is left behind is compared with what as many before them left.
 */
export async function endurance({ say }) {
  if (process.platform !== 'linux') {
    say('left out: memory and handles are read from /proc, which only Linux has');
    return [];
  }
  const flags = ['--js-flags=--expose-gc', '--enable-precise-memory-info'];
  const kiosk = await openKiosk({ data: await dataFolder(people), query: target, flags });
  try {
    const codes = roster(people).people.slice(0, warmUp + visits).map(({ code }) => code);
    say(`warming up with ${warmUp} people`);
    await kiosk.inKiosk('visits', codes.slice(0, warmUp));
    const before = await taken(kiosk);
    say(`${visits} people`);
    const { milliseconds } = await kiosk.inKiosk('visits', codes.slice(warmUp));
    const after = await taken(kiosk);
    const how =
      `after ${warmUp} and after ${warmUp + visits} people, each a scan typed as a wedge does, its answer and a touch of "Done", ` +
      `${Math.round(milliseconds / visits)} ms a person; after a garbage collection`;
    return [
      ['memory of all processes', 'megabytes', 'MB'],
      ['JavaScript heap of the kiosk’s page', 'heap', 'MB'],
      ['open files and sockets of all processes', 'handles', ''],
      ['listeners on window and document', 'listeners', ''],
    ].map(([name, key, unit]) => {
      const growth = after[key] / before[key];
      return figure({
        name: `1,000 people in a row: ${name}`,
        value: after[key],
        unit,
        against: { name: 'before them', value: before[key] },
        ratio: growth,
        goal: atMost(growth, 1.05, '≤ 1.05×'),
        how,
      });
    });
  } finally {
    await kiosk.close();
  }
}

async function taken(kiosk) {
  // The tables are written and the state is packed away after some quiet seconds.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  await kiosk.inStore('collect');
  const { heap, listeners } = await kiosk.inKiosk('collect');
  const handles = processesBelow(kiosk.pid).reduce((sum, pid) => sum + countHandles(pid), 0);
  return { megabytes: memoryOf(kiosk.pid).total, heap: heap / 2 ** 20, handles, listeners };
}

function countHandles(pid) {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0; // it has just ended
  }
}
