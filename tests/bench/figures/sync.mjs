import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atLeast, atMost, figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { startChild } from '../sync/child.mjs';
import { startHub, runCommand } from '../sync/command.mjs';
import { countingProxy } from '../sync/countingProxy.mjs';
import { enrolAt, forgetPlaces, laptops, syncRun, writeBodies, writePages } from '../sync/parties.mjs';
import { dataFolder, electronPath, freshFolder } from '../workFolder.mjs';

const events = Number(process.env.BENCH_SYNC_EVENTS ?? 50_000);
const rounds = Number(process.env.BENCH_SYNC_ROUNDS ?? 3);
const people = 1_000;
/**
 * PouchDB's replication as it comes, which sends and fetches 100 documents at once, from and to a database on the disk:
 * what its users have, who call it with a database and a URL, as ours call `sync`, and who want to find tomorrow what came
 * today. The goal is judged by it. And as it is fastest, told beside it: in memory, with the best number at once (of 500,
 * 1,000 and 2,000, tried once each).
 */
const pouches = { usual: { batch: 100, onDisk: true }, fastest: { batch: Number(process.env.BENCH_POUCH_BATCH ?? 1_000), onDisk: false } };
const signaturesScript = fileURLToPath(new URL('../sync/signatures.mjs', import.meta.url));
const ways = ['push', 'push again', 'pull'];
/** A hotel's network, bits a second each way: most of what is synced goes over such a one, and none goes over loopback. */
const link = 20_000_000;

/**
 * A laptop's events to a hub, once more without knowing that they are there, and from there to another laptop; against
 * PouchDB's replication of the same documents to and from hubs of its own, and the same bytes over plain HTTP; on loopback,
 * and, ours and plain HTTP, over a link as venues have.
 */
export async function sync({ say }) {
  say(`preparing ${events} events`);
  const { fillTo, documentLines, databaseOf, workshop, createDeviceKey } = await laptops();
  const laptop = await dataFolder(people);
  await fillTo(laptop, events);
  await runCommand(['attendance', '--json', '--data', laptop]); // its store has read them all before anything is measured
  const lines = await documentLines(laptop);
  const documents = path.join(freshFolder('documents'), 'documents.ndjson');
  fs.writeFileSync(documents, lines.join('\n'));
  const database = databaseOf(workshop);

  const times = { ours: three(), usual: three(), fastest: three(), raw: three(), oursOverLink: three(), rawOverLink: three() };
  const bytes = { ours: three(), usual: three(), fastest: three() };
  const signatures = { push: [], pull: [] };
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}: sync`);
    const pages = freshFolder('pages');
    for (const [kept, bitsPerSecond] of [['ours', Infinity], ['oursOverLink', link]]) {
      await withHub(async (hub, proxy) => {
        const from = copyOf(laptop);
        const to = freshFolder('other-laptop');
        createDeviceKey(to);
        const [sender, receiver] = [await enrolAt(hub, from), await enrolAt(hub, to)];
        const run = async (way, data, who, expected) => {
          proxy.taken();
          const { milliseconds, ...result } = await syncRun(data, who, proxy.port);
          expect(result, { pushed: 0, pulled: 0, refused: 0, pending: 0, ...expected });
          times[kept][way].push(milliseconds);
          bytes[kept]?.[way].push(proxy.taken().all);
        };
        await run('push', from, sender, { pushed: events });
        forgetPlaces(from);
        await run('push again', from, sender, {});
        await run('pull', to, receiver, { pulled: events });
        if (kept === 'ours') await writePages(pages, hub.port, receiver, database, 1_000);
      }, bitsPerSecond);
    }

    for (const [peer, { batch, onDisk }] of Object.entries(pouches)) {
      say(`round ${round + 1} of ${rounds}: PouchDB, batches of ${batch}, ${onDisk ? 'on the disk' : 'in memory'}`);
      await withHub(async (hub, proxy) => {
        const other = freshFolder('other-laptop');
        createDeviceKey(other);
        const [sender, receiver] = [await enrolAt(hub, copyOf(laptop)), await enrolAt(hub, other)];
        const pouch = startChild('pouchPeer.mjs');
        if (onDisk) await pouch.call('keepIn', freshFolder('pouch'));
        const run = async (way, what, count, { user, password } = sender) => {
          const url = `http://${user}:${password}@127.0.0.1:${proxy.port}/${encodeURIComponent(database)}`;
          proxy.taken();
          times[peer][way].push(await pouch.call(what, url, count, batch));
          bytes[peer][way].push(proxy.taken().all);
        };
        try {
          await pouch.call('load', documents);
          await run('push', 'push', events);
          await pouch.call('load', documents);
          await run('push again', 'push', 0);
          await run('pull', 'pull', events, receiver);
        } finally {
          await pouch.close();
        }
      });
    }

    say(`round ${round + 1} of ${rounds}: plain HTTP, signatures`);
    const { both, verify } = await signaturesAlone();
    signatures.push.push(both);
    signatures.pull.push(verify);
    const bodies = freshFolder('bodies');
    writeBodies(bodies, lines, 2_000, 1);
    const [server, client] = [startChild('rawPeer.mjs'), startChild('rawPeer.mjs')];
    try {
      for (const [index, each] of [server, client].entries()) await each.call('open', path.join(bodies, '..', `kept-${round}-${index}`));
      const port = await server.call('serve', pages);
      for (const [kept, bitsPerSecond] of [['raw', Infinity], ['rawOverLink', link]]) {
        const proxy = await countingProxy(port, bitsPerSecond);
        times[kept].push.push(await client.call('push', proxy.port, bodies));
        times[kept].pull.push(await client.call('pull', proxy.port, fs.readdirSync(pages).length));
        await proxy.close();
      }
    } finally {
      await Promise.all([server.close(), client.close()]);
    }
  }
  const how = `${events} events of a laptop with ${people} people, headless "sync" in one Electron and headless "hub" in another, HTTP on loopback; the time is that which the run noted of itself, from its first request to its last, without the starts of processes; medians of ${rounds}, in turns`;
  return ways.flatMap((way) => {
    const seconds = median(times.ours[way]) / 1_000;
    const [usual, fastest] = ['usual', 'fastest'].map((peer) => median(times[peer][way]) / 1_000);
    const megabytes = median(bytes.ours[way]) / 1e6;
    const pouchMegabytes = median(bytes.fastest[way]) / 1e6;
    const what = way === 'push again' ? 'push again, with its place forgotten' : way;
    const pouchHow = 'PouchDB 9 in Node, documents that are signed already';
    return [
      figure({
        name: `${what}, ${events} events`, value: seconds, unit: 's', against: { name: 'PouchDB as it comes', value: usual }, ratio: usual / seconds, goal: atLeast(usual / seconds, 4, '≥ 4 × faster'),
        how: `${how}. ${pouchHow}, from and to LevelDB on the disk, its own batches of ${pouches.usual.batch}`,
      }),
      figure({
        name: `${what}, PouchDB at its fastest`, value: seconds, unit: 's', against: { name: `PouchDB in memory, batches of ${pouches.fastest.batch}`, value: fastest }, ratio: fastest / seconds,
        how: `${pouchHow}, from and to memory; told, and not what the goal is judged by`,
      }),
      figure({
        name: `${what}: bytes on the wire`, value: megabytes, unit: 'MB', against: { name: `PouchDB, batches of ${pouches.fastest.batch}`, value: pouchMegabytes }, goal: atMost(megabytes / pouchMegabytes, 0.5, '≤ 0.5 ×'),
        how: 'both ways, heads and all, counted by a proxy on loopback in front of the hub',
      }),
      ...(way === 'push again' ? [] : [
        rawFigure(`${what} against the bytes alone, on loopback`, seconds, median(times.raw[way]) / 1_000),
        rawFigure(`${what} against the bytes alone, over a link of ${link / 1e6} Mbit/s`, median(times.oursOverLink[way]) / 1_000, median(times.rawOverLink[way]) / 1_000),
        figure({
          name: `${what} against its signatures alone`, value: seconds, unit: 's', against: { name: way === 'push' ? 'signed and verified' : 'verified', value: median(signatures[way]) / 1_000 },
          how: `${events} Ed25519 signatures in two threads of the same Electron, and nothing else: what an exchange would take at least if each event had a signature of its own`,
        }),
      ]),
    ];
  });
}

function rawFigure(name, value, raw) {
  return figure({
    name, value, unit: 's', against: { name: 'plain HTTP', value: raw }, goal: atMost(value / raw, 3, '≤ 3 ×'),
    how: 'the same gzipped bodies and pages between two Node processes, one after another, each gunzipped, appended to a file and flushed, through the same proxy; nothing is parsed, hashed, signed or verified',
  });
}

/** ms that two threads take to sign and verify, and to verify alone, as many as there are events. */
async function signaturesAlone() {
  const { stdout } = await promisify(execFile)(electronPath, [signaturesScript, String(events)], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  return JSON.parse(stdout);
}

const three = () => Object.fromEntries(ways.map((way) => [way, []]));

function copyOf(folder) {
  const copy = freshFolder('laptop');
  fs.cpSync(folder, copy, { recursive: true });
  return copy;
}

/** A hub over an empty data folder, and a proxy in front of it, for a while. */
async function withHub(work, bitsPerSecond) {
  const hub = await startHub(freshFolder('hub'));
  const proxy = await countingProxy(hub.port, bitsPerSecond);
  try {
    await work(hub, proxy);
  } finally {
    await proxy.close();
    await hub.stop();
  }
}

function expect(result, wanted) {
  for (const [name, value] of Object.entries(wanted)) if (result[name] !== value) throw new Error(`${name} is ${result[name]}, not ${value}: ${JSON.stringify(result)}`);
}
