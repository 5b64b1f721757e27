import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { agenda, type Finished, finished, freshData, importInto, killTree, startHeadless } from './application';
import { BadNetwork } from './badNetwork';
import { readJournal } from './journalReader';
import { writeRoster } from './largeRoster';
import { served } from './servedHub';

/** Two real computers as far as their networks go, and between them what hotels and halls have. */

const env = { KIOSK_SYNC_PASSPHRASE: 'a passphrase for this test' };
const problem = BadNetwork.problem();
if (problem !== null) console.log(`The exchange over a bad network is not tested here: ${problem}.`);

function idsIn(data: string): string[] {
  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  return events.map(({ id }) => id).sort();
}

async function folderWith(people: number): Promise<string> {
  const data = freshData();
  const rosterFile = path.join(data, 'roster.csv');
  writeRoster(rosterFile, people);
  await importInto(data, { agenda, roster: rosterFile });
  return data;
}

/** As the application does by itself: a run that this network has broken off is begun anew, and goes on at its place. */
async function syncUntilThrough(data: string, line: string, network: BadNetwork): Promise<Finished> {
  for (let tries = 1; ; tries++) {
    const ended = await finished(startHeadless(['sync', '--hq', line, '--data', data, '--json'], env, 'pipe', network.within('client')));
    if (ended.code === 0 || tries === 4) return ended;
    expect(ended.stderr).toMatch(/^(timed_out|truncated|unreachable|no_network): /m);
  }
}

test.skipIf(problem !== null)('a fifth of all packets lost, 64 kbit/s, and the cable pulled in the middle: it goes on, and the result is whole', async () => {
  const [venue, hall] = await Promise.all([folderWith(150), folderWith(40)]);
  const all = [...idsIn(venue), ...idsIn(hall)].sort();
  const network = BadNetwork.make();
  const hub = startHeadless(['hub', '--host', network.addresses.hub, '--port', '0', '--relay', '--data', hall, '--json'], env, 'pipe', network.within('hub'));
  try {
    const { enrolment, tls } = await served(hub);
    expect(tls).toBe(true);
    network.worsen({ lossPercent: 20, kilobits: 64 });
    let isOver = false;
    const end = syncUntilThrough(venue, enrolment, network).finally(() => (isOver = true));
    await expect.poll(() => isOver || network.seen().bytes > 15_000, { timeout: 60_000, interval: 200 }).toBe(true);
    expect(isOver).toBe(false);
    network.pull();
    await sleep(4_000);
    expect(isOver).toBe(false);
    network.plugIn();
    const { code, json, stderr } = await end;
    const { lost } = network.seen();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^This laptop is enrolled at .*\n$/) });
    expect(json()[0]).toMatchObject({ refused: 0, pending: 0 });
    expect(lost).toBeGreaterThan(10);
    network.mend();
    expect((await finished(startHeadless(['sync', '--data', venue, '--json'], env, 'pipe', network.within('client')))).json()[0]).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
  } finally {
    killTree(hub);
    network.remove();
  }
  for (const data of [venue, hall]) expect(idsIn(data)).toEqual(all);
}, 180_000);
