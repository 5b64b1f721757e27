import fs from 'node:fs';
import path from 'node:path';
import { openApplication } from '../application.mjs';
import { atMost, figure } from '../report.mjs';
import { p99 } from '../statistics.mjs';
import { freshFolder, roster } from '../workFolder.mjs';

const people = 100_000;
const longestFrame = 100;

/** A roster of 100,000 rows through the desk's own dialog: no frame of the desk may be held up, and scans go on. */
export async function deskImport({ say }) {
  const { file } = roster(people);
  const application = openApplication({ data: freshFolder('desk-import'), desk: true });
  try {
    await application.inDesk('openPorts', 1);
    await application.inDesk('ready');
    say(`importing ${people} people by the dialog`);
    const base64 = fs.readFileSync(file).toString('base64');
    const { frames, long, scans, milliseconds, sentence } = await application.inDesk('importByDialog', path.basename(file), base64);
    if (!/100,000/.test(sentence)) throw new Error(`The dialog said: ${sentence}`);
    return [
      figure({
        name: `longest frame of the desk while ${people} rows come in`,
        value: Math.max(...frames),
        unit: 'ms',
        goal: atMost(Math.max(...frames), longestFrame, `≤ ${longestFrame} ms`),
        how: `gaps between animation frames in the desk from the choice of the file to its last sentence (${frames.length} frames, ${Math.round(milliseconds / 1_000)} s): read, compared, shown, confirmed, written`,
        details: { over50: long },
      }),
      figure({
        name: `scan answered while ${people} rows come in, p99`,
        value: p99(scans),
        unit: 'ms',
        how: `${scans.length} scans of unknown tickets, one after the other over a port of the desk; the longest ${Math.round(Math.max(...scans))} ms`,
      }),
    ];
  } finally {
    await application.close();
  }
}
