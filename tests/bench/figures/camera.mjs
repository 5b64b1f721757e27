import path from 'node:path';
import { FakeCamera, lumaOf } from '../../scenes/fakeCamera.mjs';
import { randomness } from '../../scenes/pictures.mjs';
import { openKiosk } from '../application.mjs';
import { processorTimeOf } from '../processes.mjs';
import { atMost, figure } from '../report.mjs';
import { median, quantile } from '../statistics.mjs';
import { dataFolder, freshFolder, roster } from '../workFolder.mjs';

const people = 1_000;
const scans = 40;
const picturesPerSecond = 30;
const settleMilliseconds = 3_000;
const idleMilliseconds = 20_000;

/** A ticket held in front of the camera until its answer is on the screen; and what a kiosk costs that waits. */
export async function camera({ say }) {
  const lens = new FakeCamera(path.join(freshFolder('camera'), 'lens.y4m'), {}, picturesPerSecond);
  const kiosk = await openKiosk({ data: await dataFolder(people), flags: lens.flags });
  try {
    await kiosk.inKiosk('painted', '[data-testid="camera"] [data-shown]');
    await pause(settleMilliseconds);
    const times = await takeScans(kiosk, lens, say);
    return [answerFigure(times), ...(process.platform === 'linux' ? await takeIdle(kiosk, lens, say) : [])];
  } finally {
    await kiosk.close();
    lens.close();
  }
}

async function takeScans(kiosk, lens, say) {
  const random = randomness(7);
  const nobody = lumaOf({});
  const times = [];
  for (const [index, { code }] of roster(people).people.slice(0, scans).entries()) {
    if (index % 10 === 0) say(`scan ${index + 1} of ${scans}`);
    const ticket = lumaOf({ codes: [{ text: code, size: 220 + 120 * random(), turn: random() * 360, at: [0.4 + 0.2 * random(), 0.4 + 0.2 * random()] }], noise: 4, blur: 1 });
    // At any moment of the reader's rhythm, at rest as it is when nobody is there.
    await pause(1_000 + 500 * random());
    const answered = kiosk.inKiosk('painted', '[data-testid="screen-answer"]');
    const shownAt = lens.showLuma(ticket);
    times.push((await answered) - shownAt);
    lens.showLuma(nobody);
    await kiosk.inKiosk('press', '[data-testid="done"]');
    await kiosk.inKiosk('painted', '[data-testid="screen-waiting"]');
  }
  return times;
}

function answerFigure(times) {
  const value = median(times);
  return figure({
    name: 'code in view to answer on the screen, median',
    value,
    unit: 'ms',
    goal: atMost(value, 300, '≤ 300 ms'),
    how:
      `from the moment a ticket is in what a camera of ${picturesPerSecond} pictures a second sees (1280 × 720, Chromium's fake camera) to the painted answer; ` +
      `${scans} tickets of different size and turn, ${people} people, the kiosk at rest before each`,
    details: { p90: quantile(times, 0.9), slowest: Math.max(...times), fastest: Math.min(...times) },
  });
}

async function takeIdle(kiosk, lens, say) {
  say('idle, nothing moves');
  lens.showLuma(lumaOf({}));
  await pause(settleMilliseconds);
  const still = await processorShare(kiosk);
  say('idle, a camera with noise');
  const noisy = Array.from({ length: 6 }, (_, seed) => withNoise(lumaOf({}), seed));
  let turn = 0;
  const flicker = setInterval(() => lens.showLuma(noisy[turn++ % noisy.length]), 1_000 / picturesPerSecond);
  await pause(settleMilliseconds);
  const moving = await processorShare(kiosk);
  clearInterval(flicker);
  const how =
    `processor time of all the application's processes (main, GPU, windows, video capture, ${picturesPerSecond} pictures a second of 1280 × 720 without a graphics card) ` +
    `over ${idleMilliseconds / 1_000} s, as a share of one core`;
  return [
    figure({
      name: 'idle scanning screen',
      value: still.total,
      unit: '% of a core',
      goal: atMost(still.total, 25, '≤ 25 %'),
      how,
      details: still,
    }),
    figure({
      name: 'idle scanning screen, camera with noise',
      value: moving.total,
      unit: '% of a core',
      goal: atMost(moving.total, 25, '≤ 25 %'),
      how: `${how}; every picture has other noise, of 5 levels of 255`,
      details: moving,
    }),
  ];
}

/** Adds noise that is different for each number. */
function withNoise(luma, seed) {
  const random = randomness(100 + seed);
  return luma.map((value) => Math.max(16, Math.min(235, value + 5 * (random() + random() + random() + random() - 2) * 1.73)));
}

async function processorShare({ pid, inKiosk }) {
  const [before, readings, start] = [processorTimeOf(pid), await inKiosk('readings'), performance.now()];
  await pause(idleMilliseconds);
  const time = performance.now() - start;
  const kinds = Object.fromEntries(Object.entries(processorTimeOf(pid)).map(([kind, used]) => [kind, Number(((100 * (used - (before[kind] ?? 0))) / time).toFixed(1))]));
  const total = Object.values(kinds).reduce((sum, share) => sum + share, 0);
  return { total, ...kinds, readingsPerSecond: Number(((1_000 * ((await inKiosk('readings')) - readings)) / time).toFixed(1)) };
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
