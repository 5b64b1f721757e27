import { openApplication } from '../application.mjs';
import { startPeerApp } from '../peers.mjs';
import { atMost, figure } from '../report.mjs';
import { median, rounded } from '../statistics.mjs';
import { dataFolder, freshFolder, roster } from '../workFolder.mjs';

const people = 100_000;
const rounds = 9;
const warmUps = 2;

/**
 * From the start of the process to the first scan's answer in the kiosk, with 100,000 people stored; against an empty
 * Electron window's first paint, in turn. Both have been started before: caches are warm.
 */
export async function start({ say }) {
  say(`preparing ${people} people`);
  const data = await dataFolder(people);
  const profile = freshFolder('paint');
  const painted = [];
  const moments = [];
  for (let round = 0; round < rounds + warmUps; round++) {
    say(round < warmUps ? 'warming up' : `round ${round - warmUps + 1} of ${rounds}`);
    const turns = [
      async () => painted.push(await untilPainted(profile)),
      async () => moments.push(await untilAnswered(data, roster(people).people[round * 7].code)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  const taken = moments.slice(warmUps);
  const breakdown = Object.keys(taken[0])
    .map((name) => [name, rounded(median(taken.map((each) => each[name])))])
    .sort(([, a], [, b]) => a - b);
  const value = median(taken.map(({ answered }) => answered));
  const limit = median(painted.slice(warmUps));
  return [
    figure({
      name: `start to the first scan's answer, ${people} people`,
      value,
      unit: 'ms',
      against: { name: "empty window's first paint", value: limit },
      goal: atMost(value / limit, 1.6, '≤ 1.6×'),
      how:
        `from spawning the process to the answer of a scan that the kiosk's page sends as soon as it is ready; median of ${rounds} ` +
        `starts, in turn with an empty app of the same flags, both with warm profiles; kiosk and store windows only`,
      details: Object.fromEntries(breakdown),
    }),
  ];
}

async function untilPainted(profile) {
  const empty = startPeerApp('paint', profile);
  const at = await empty.call('painted');
  await empty.close();
  return at - empty.startedAt;
}

/** ms from the start of the process to each moment of the way. */
async function untilAnswered(data, code) {
  const application = openApplication({ data, kiosk: true });
  const { answer, ready, answered, painted } = await application.inKiosk('firstScan', code);
  await application.close();
  if (answer !== 'ok') throw new Error(`The first scan was answered "${answer}".`);
  const moments = { ...application.marks, 'kiosk painted': painted, 'kiosk ready': ready, answered };
  return Object.fromEntries(Object.entries(moments).map(([name, at]) => [name, at - application.startedAt]));
}
