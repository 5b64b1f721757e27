import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';
import { openKiosk } from '../application.mjs';
import { startPeerApp } from '../peers.mjs';
import { atMost, figure } from '../report.mjs';
import { median, p99 } from '../statistics.mjs';
import { freshFolder, headless, roster } from '../workFolder.mjs';
import { expectOnly } from './scan.mjs';

const people = 100_000;
const arrivedBefore = 20_000;
const refusedBefore = 200;
const perSecond = 20;
const burstSeconds = 20;
const quietSeconds = 10;
/** One scan in so many is of a code that nobody has, as at a real door. */
const unknownEvery = 20;
const longestFrame = 32;

/**
 * Frames of the desk on a day in full swing, its overview with the arrivals' chart open, while a burst of people comes
 * in at a kiosk; beside it the same page at rest and an empty window, before and after, as the limit.
 */
export async function deskFrames({ say }) {
  say(`preparing ${people} people, ${arrivedBefore} of them here`);
  const { data, target } = await dataFolderOfToday(people);
  const { people: everybody } = roster(people);
  await headless(['check-in', '--stdin', '--target', target, '--data', data], morning(everybody));
  say('an empty window');
  const empty = await emptyWindow();
  const application = await openKiosk({ data, desk: true, ports: 3 });
  let rest;
  let burst;
  try {
    await application.inDesk('ready');
    await application.inDesk('seen', `[data-testid="count-arrived"][data-value="${arrivedBefore}"]`);
    await application.inDesk('seen', '[data-testid="arrivals"] canvas');
    say('the desk at rest');
    rest = await application.inDesk('frames', quietSeconds * 1_000);
    say(`a burst of ${perSecond} scans a second`);
    const codes = Array.from({ length: perSecond * burstSeconds }, (_, index) => (index % unknownEvery === 0 ? `NOBODY-${index}` : everybody[arrivedBefore + index].code));
    const known = codes.filter((code) => !code.startsWith('NOBODY')).length;
    const [frames, answers] = await Promise.all([
      application.inDesk('frames', burstSeconds * 1_000),
      application.inKiosk('scanSteadily', codes, { target, perSecond }),
    ]);
    burst = frames;
    const { ok, ...others } = answers;
    if (ok !== known) throw new Error(`${known} people came, ${ok} were let in: ${JSON.stringify(answers)}`);
    expectOnly(others, 'unknown_ticket');
    // What was measured is a desk that showed all of it.
    await application.inDesk('seen', `[data-testid="count-arrived"][data-value="${arrivedBefore + known}"]`);
  } finally {
    await application.close();
  }
  say('an empty window once more');
  empty.push(...(await emptyWindow()));
  const spread = (gaps) => ({ p50: median(gaps), p99: p99(gaps), max: Math.max(...gaps), frames: gaps.length });
  const how =
    `gaps between animation frames in the desk's page, its overview open, ${burstSeconds} s of ${perSecond} scans a second over ports of a kiosk's page, ` +
    `one in ${unknownEvery} of an unknown code; ${people} people, ${arrivedBefore} of whom came in the four hours before; ` +
    `the same page at rest and an empty window of the same size, ${quietSeconds} s each, the latter before and after`;
  const details = { burst: spread(burst), rest: spread(rest), empty: spread(empty) };
  return [
    figure({
      name: `frame of the desk at ${perSecond} scans a second, ${people} people, p99`,
      value: p99(burst),
      unit: 'ms',
      against: { name: 'an empty window', value: p99(empty) },
      goal: atMost(p99(burst), longestFrame, `≤ ${longestFrame} ms`),
      how,
      details,
    }),
    figure({ name: 'the same page at rest, p99', value: p99(rest), unit: 'ms', against: { name: 'an empty window', value: p99(empty) }, how: 'the same run' }),
  ];
}

/** A data folder of a workshop whose first day is today, in a zone where it is about one o'clock in the afternoon. */
export async function dataFolderOfToday(count) {
  const data = freshFolder(`today-${count}`);
  const { agenda, target } = agendaOfToday();
  // First, for the workshop takes its zone from what comes first.
  await headless(['import-agenda', agenda, '--data', data]);
  await headless(['import-roster', roster(count).file, '--data', data]);
  return { data, target };
}

function agendaOfToday() {
  const ahead = 13 - new Date().getUTCHours();
  const zone = ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
  const dayIn = (days) => new Date(Date.now() + (ahead + days * 24) * 3_600_000).toISOString().slice(0, 10);
  const sample = fs.readFileSync(path.join(projectRoot, 'tests', 'fixtures', 'agenda-seoul.csv'), 'utf8');
  const agenda = path.join(freshFolder('agenda'), 'agenda.csv');
  fs.writeFileSync(agenda, sample.replaceAll('2025-09-24', dayIn(0)).replaceAll('2025-09-25', dayIn(1)).replaceAll('Asia/Seoul', zone));
  return { agenda, target: `day:${dayIn(0)}` };
}

async function emptyWindow() {
  const peer = startPeerApp('paint', freshFolder('empty'));
  try {
    await peer.call('painted');
    return await peer.call('frames', quietSeconds * 1_000);
  } finally {
    await peer.close();
  }
}

/** Scans of the four hours before, so that the chart, the lists and the counters hold what they hold on such a day. */
function morning(everybody) {
  const now = Date.now();
  const lines = [];
  for (let index = 0; index < arrivedBefore; index++) {
    const at = (share) => new Date(now - Math.round(4 * 3_600_000 * (1 - share))).toISOString();
    lines.push({ code: everybody[index].code, nonce: `before ${index}`, at: at(index / arrivedBefore) });
    if (index % (arrivedBefore / refusedBefore) === 0) lines.push({ code: `STRANGER-${index}`, nonce: `stranger ${index}`, at: at(index / arrivedBefore) });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
