import fs from 'node:fs';
import path from 'node:path';
import { openKiosk } from '../application.mjs';
import { openPeers } from '../peers.mjs';
import { atLeast, atMost, figure } from '../report.mjs';
import { median, steppedQuantile } from '../statistics.mjs';
import { dataFolder, freshFolder, roster } from '../workFolder.mjs';

const sizes = [1_000, 10_000, 100_000];
const rounds = 10;
const scansPerRound = 250;
/** People come one after another: a computer that waits in between falls asleep, and so it does in what it is held against. */
const pacedScansPerRound = 40;
const pauseMilliseconds = 50;
const pouchPeople = 10_000;
const pouchScansPerRound = 60;
/** Longer than a store waits after the last scan before it packs its state away (3 s), and the packing itself. */
const settleMilliseconds = 4_500;

/**
 * A scan's way to its durable answer: from a port of the kiosk's page through the store to the journal's fsync and
 * back. All contenders take turns in every round, so that what disturbs the machine disturbs all of them.
 */
export async function scan({ say }) {
  const kiosks = [];
  const peers = await openPeers();
  try {
    for (const size of sizes) {
      say(`preparing ${size} people`);
      const data = await dataFolder(size);
      const kiosk = await openKiosk({ data });
      await kiosk.inKiosk('rest');
      kiosks.push({ size, data, kiosk, codes: spread(roster(size).people, scansPerRound), times: [] });
    }
    say('loading PouchDB');
    await peers.page('pouch.load', roster(pouchPeople).people);
    const pouchCodes = spread(roster(pouchPeople).people, pouchScansPerRound);
    const file = path.join(freshFolder('limit'), 'journal');
    const limits = { port: [], ipc: [], append: [] };
    const paced = { times: [], limits: { port: [], ipc: [], append: [] } };
    const pouchTimes = [];
    for (let round = -1; round < rounds; round++) {
      say(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      const target = `day:2025-10-${String(round + 2).padStart(2, '0')}`;
      const scanAt = async ({ kiosk }, codes, options) => {
        await kiosk.inKiosk('wake');
        const { times, answers } = await kiosk.inKiosk('scan', codes, options);
        await kiosk.inKiosk('rest');
        expectOnly(answers, 'ok');
        return round < 0 ? [] : times;
      };
      const limitsInto = async (kept, count, pause) => {
        const taken = await takeLimits(peers, file, lastLine(kiosks[0].data), count, pause);
        if (round >= 0) for (const [name, times] of Object.entries(taken)) kept[name].push(...times);
      };
      const turns = [
        ...kiosks.map((each) => async () => void each.times.push(...(await scanAt(each, each.codes, { target })))),
        () => limitsInto(limits, scansPerRound, 0),
        async () => {
          const largest = kiosks.at(-1);
          const codes = largest.codes.slice(0, pacedScansPerRound);
          paced.times.push(...(await scanAt(largest, codes, { target: target.replace('-10-', '-11-'), pause: pauseMilliseconds })));
        },
        () => limitsInto(paced.limits, pacedScansPerRound, pauseMilliseconds),
        async () => {
          const times = await peers.scans(pouchCodes, target);
          if (round >= 0) pouchTimes.push(...times);
        },
      ];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) {
        await turn();
        // What one leaves to be done afterwards must not fall to the next.
        await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
      }
    }
    return figuresOf(kiosks, limits, paced, pouchTimes, Buffer.byteLength(lastLine(kiosks[0].data)));
  } finally {
    for (const { kiosk } of kiosks) await kiosk.close();
    await peers.close();
  }
}

/** People of all parts of a roster. */
function spread(people, count) {
  const step = people.length / count;
  return Array.from({ length: count }, (_, index) => people[Math.floor(index * step)].code);
}

export function expectOnly(answers, answer) {
  const others = Object.keys(answers).filter((each) => each !== answer);
  if (others.length > 0) throw new Error(`Scans were answered ${JSON.stringify(answers)} where all should be "${answer}".`);
}

async function takeLimits(peers, file, line, count, pause) {
  const message = { kind: 'command', id: 1, name: 'scan.submit', params: { line } };
  return {
    port: await peers.roundTrips(message, count, pause),
    ipc: await peers.ipc(message, count, pause),
    append: await peers.appends(file, Buffer.byteLength(line) + 1, count, pause),
  };
}

/** What the journal wrote for the last scan. */
function lastLine(data) {
  const folder = path.join(data, 'journal');
  const segment = fs.readdirSync(folder).filter((name) => fs.statSync(path.join(folder, name)).size > 0 && /\d/.test(name)).sort().at(-1);
  return fs.readFileSync(path.join(folder, segment), 'utf8').trimEnd().split('\n').at(-1);
}

function partsOf({ port, ipc, append }) {
  const parts = { port: median(port), ipc: median(ipc), append: median(append) };
  return { parts, limit: parts.port + parts.ipc + parts.append };
}

function figuresOf(kiosks, limits, paced, pouchTimes, bytes) {
  const { parts, limit } = partsOf(limits);
  const pace = partsOf(paced.limits);
  const pacedMedian = steppedQuantile(paced.times, 0.5);
  const at = (size, share) => steppedQuantile(kiosks.find((each) => each.size === size).times, share);
  const pouch = median(pouchTimes);
  const largest = sizes.at(-1);
  const smallest = sizes[0];
  const how =
    `performance.now() in the kiosk's page around scan.submit on a port of its own, one scan at a time; ${rounds} rounds of ` +
    `${scansPerRound} scans, all contenders taking turns; kiosk and store windows open`;
  const tail = at(largest, 0.99) / at(smallest, 0.99);
  return [
    ...sizes.map((size) => {
      const value = at(size, 0.5);
      return figure({
        name: `scan, ${size} people, median`,
        value,
        unit: 'ms',
        against: { name: 'fsync + port + ipc', value: limit },
        goal: atMost(value / limit, 2, '≤ 2×'),
        how,
        details: { p90: at(size, 0.9), p99: at(size, 0.99), limitParts: parts, bytes },
      });
    }),
    figure({
      name: `scan, ${largest} people, one every ${pauseMilliseconds} ms, median`,
      value: pacedMedian,
      unit: 'ms',
      against: { name: `fsync + port + ipc, one every ${pauseMilliseconds} ms`, value: pace.limit },
      goal: atMost(pacedMedian / pace.limit, 2, '≤ 2×'),
      how: `the same, ${pacedScansPerRound} scans a round with ${pauseMilliseconds} ms between an answer and the next scan, and as long between the parts of the limit: processors and threads fall asleep meanwhile, as they do between people`,
      details: { p90: steppedQuantile(paced.times, 0.9), limitParts: pace.parts },
    }),
    figure({
      name: `scan, ${largest} people, p99`,
      value: at(largest, 0.99),
      unit: 'ms',
      against: { name: `p99 with ${smallest}`, value: at(smallest, 0.99) },
      ratio: tail,
      goal: atMost(tail, 1.2, '≤ 1.2×'),
      how: 'the same scans',
    }),
    figure({
      name: `scan, ${largest} people, against PouchDB`,
      value: at(largest, 0.5),
      unit: 'ms',
      against: { name: `PouchDB with ${pouchPeople}`, value: pouch },
      ratio: pouch / at(largest, 0.5),
      goal: atLeast(pouch / at(largest, 0.5), 3, 'at least 3× faster'),
      how:
        `PouchDB (IndexedDB adapter) in a hidden window, asked over a port like the store, without a file: get by ticket code, then event ` +
        `and person in one bulkDocs; ${rounds} rounds of ${pouchScansPerRound} in turn with the above. The ratio is PouchDB's median ÷ ours`,
    }),
  ];
}
