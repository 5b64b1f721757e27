import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { formatEnrolmentLine, parseEnrolmentLine } from '@shared/contract/hub';
import { agenda, finished, freshData, headless, importInto, killTree, startHeadless } from './application';
import { readJournal } from './journalReader';
import { writeRoster } from './largeRoster';
import { freePort, Passage } from './passage';
import { seededRandom } from './seededRandom';
import { served } from './servedHub';

const kills = 20;
/** Of 7,500 events and more, after so many bytes: in the first request, between two batches, or in one of the later ones. */
const soonBytes = 12_000;
const lateBytes = 60_000;
const env = { KIOSK_SYNC_PASSPHRASE: 'a passphrase for this test' };

interface Folder {
  data: string;
  tickets: string[];
}

/** A data folder with so many people in it. */
async function folderWith(people: number): Promise<Folder> {
  const data = freshData();
  const rosterFile = path.join(data, 'roster.csv');
  const tickets = writeRoster(rosterFile, people).map(({ ticket }) => ticket);
  await importInto(data, { agenda, roster: rosterFile });
  return { data, tickets };
}

let scans = 0;

/** So many scans of anybody: each is an event, whether they are let in or are there already. */
async function scan({ data, tickets }: Folder, count: number): Promise<void> {
  const lines = Array.from({ length: count }, () => `${JSON.stringify({ code: tickets[++scans % tickets.length], nonce: `scan ${scans}` })}\n`);
  expect(await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', data], lines.join(''))).toMatchObject({ code: 0 });
}

/** Each event of a folder as a text, by its id: all but the signature, which only those that came from elsewhere have. */
function eventsIn({ data }: Folder): string[] {
  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  return events.map((event) => `${event.id} ${JSON.stringify({ ...event, signature: undefined })}`).sort();
}

test(`client and hub are each killed ${kills} times in mid-sync: both come to hold the same, nothing is lost or doubled`, async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000_000);
  onTestFailed(() => console.error(`To run this again: CRASH_SEED=${seed}`));
  const random = seededRandom(seed);
  const [venue, hall] = await Promise.all([folderWith(5_000), folderWith(2_500)]);
  // Each event that was ever written: nothing else may be anywhere at the end, and none of it missing.
  const written = new Set([...eventsIn(venue), ...eventsIn(hall)]);
  expect(written.size).toBeGreaterThan(7_500);

  const port = await freePort();
  const passage = await Passage.to(port);
  const startHub = (): ChildProcess => startHeadless(['hub', '--host', '127.0.0.1', '--port', String(port), '--tls', '--relay', '--data', hall.data, '--json'], env);
  const sync = (...more: string[]): ChildProcess => startHeadless(['sync', ...more, '--data', venue.data, '--json'], env);
  const killed = { client: 0, hub: 0 };
  let hub = startHub();
  try {
    // Enrolled at once: what is killed later goes on with the token that it has.
    const { line } = parseEnrolmentLine((await served(hub)).enrolment);
    let through: string[] = ['--hq', formatEnrolmentLine({ ...line!, port: passage.port })];
    while (killed.client < kills || killed.hub < kills) {
      const kill = killed.hub >= kills || (killed.client < kills && random() < 0.5) ? 'client' : 'hub';
      const [bytes, moment] = [Math.floor(4_000 + random() * (random() < 0.7 ? soonBytes : lateBytes)), random() * 20];
      const client = sync(...through);
      const end = finished(client);
      let isKilled = false;
      passage.after(bytes, () => {
        setTimeout(() => {
          if (kill === 'client' ? client.exitCode !== null : hub.exitCode !== null) return;
          if (kill === 'hub') passage.down();
          killTree(kill === 'client' ? client : hub);
          isKilled = true;
        }, moment);
      });
      const gone = new Promise((resolve) => hub.once('close', resolve));
      const { code, stderr } = await end;
      passage.forget();
      through = [];
      if (!isKilled) {
        // All is there already: something new is needed that can be cut in its middle.
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        await scan(venue, 1_500);
        for (const event of eventsIn(venue)) written.add(event);
        continue;
      }
      killed[kill] += 1;
      if (kill === 'client') continue;
      expect(stderr).toMatch(/^(unreachable|truncated|timed_out): /m);
      await gone;
      passage.up();
      hub = startHub();
    }
    const last = await finished(sync());
    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(last.json()[0]).toMatchObject({ refused: 0, pending: 0 });
    expect((await finished(sync())).json()[0]).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
    await expectHealthy(venue); // asks the hub, too
  } finally {
    killTree(hub);
    await passage.close();
  }
  await expectHealthy(hall);
  for (const folder of [venue, hall]) expect(eventsIn(folder)).toEqual([...written].sort());
}, 240_000);

async function expectHealthy({ data }: Folder): Promise<void> {
  const doctor = await headless(['doctor', '--data', data, '--json'], '', env);
  expect(doctor.json<{ checks: unknown }>()[0]!.checks).not.toContainEqual(expect.objectContaining({ ok: false }));
}
