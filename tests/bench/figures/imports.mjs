import fs from 'node:fs';
import path from 'node:path';
import { openApplication } from '../application.mjs';
import { openPeers } from '../peers.mjs';
import { figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { dataFolder, freshFolder, headless, roster } from '../workFolder.mjs';

const people = 100_000;
const scans = 50_000;

/** A roster of 100,000 rows: read, planned and in the journal; against papaparse, which only parses it. And a rebuild. */
export async function imports({ say }) {
  const { file } = roster(people);
  const peers = await openPeers();
  let parsed;
  try {
    const text = fs.readFileSync(file, 'utf8');
    say('papaparse');
    const times = [];
    for (let round = 0; round < 5; round++) times.push((await peers.page('papa.parse', text)).milliseconds);
    parsed = median(times);
  } finally {
    await peers.close();
  }

  say(`importing ${people} people`);
  const data = freshFolder('import');
  const application = openApplication({ data, desk: true });
  let imported;
  try {
    await application.inDesk('openPorts', 1);
    imported = await application.inDesk('importRoster', path.basename(file), fs.readFileSync(file).toString('base64'));
  } finally {
    await application.close();
  }
  if (imported.added !== people) throw new Error(`${imported.added} people were imported, not ${people}.`);

  say(`rebuilding ${scans} scans`);
  const busy = await dataFolder(10_000);
  const codes = roster(10_000).people.map(({ code }) => code);
  for (let day = 0; day < scans / codes.length; day++) {
    await headless(['check-in', '--stdin', '--target', `day:2025-11-0${day + 1}`, '--data', busy], `${codes.join('\n')}\n`);
  }
  const rebuilt = JSON.parse((await headless(['rebuild', '--data', busy, '--json'])).stdout);
  return [
    figure({
      name: `import of ${people} rows`,
      value: imported.milliseconds / 1_000,
      unit: 's',
      against: { name: 'papaparse alone', value: parsed / 1_000 },
      how: "roster.import over the desk's port: parsed and checked in a worker, planned, every person an event on the disk; papaparse parses the same text in one go, median of 5",
    }),
    figure({
      name: `rebuild of ${scans} scans`,
      value: rebuilt.milliseconds / 1_000,
      unit: 's',
      how: `the headless command's own figure, without start and end: ${rebuilt.events} events folded, tables and packed blocks written`,
    }),
  ];
}
