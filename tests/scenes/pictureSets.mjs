import { frameHeight, frameWidth, randomness } from './pictures.mjs';

/**
 * What goes wrong at a kiosk's camera, one kind at a time and then together, from what every reader reads to what none
 * does. The same numbers every time.
 *
 * @typedef {{kind: string, text: string, scene: import('./pictures.mjs').Scene}} Picture
 */

/** Each gets how hard it is to be, 0 to 1, and gives what it adds to the code and to the scene. */
const troubles = {
  sharp: () => [{}, {}],
  turned: (_hard, random) => [{ turn: random() * 360 }, {}],
  small: (hard) => [{ size: 130 - 85 * hard }, {}],
  blurred: (hard) => [{}, { blur: 2 + 8 * hard }],
  noisy: (hard) => [{ size: 220 }, { noise: 15 + 75 * hard }],
  tilted: (hard, random) => [{ tilt: 0.2 + 0.6 * hard, turn: random() * 30 - 15 }, {}],
  inverted: (hard) => [{ inverted: true, size: 300 - 200 * hard }, { noise: 20 * hard }],
  glare: (hard) => [{}, { glare: 0.3 + 1.2 * hard }],
  shaded: (hard) => [{ size: 240, at: [0.7, 0.5] }, { shade: 0.5 + 0.6 * hard, noise: 4 }],
  pale: (hard) => [{ ink: 60 + 65 * hard, paper: 150, size: 220 }, { noise: 4 + 8 * hard }],
  mixed: (hard, random) => [
    { turn: random() * 360, tilt: 0.5 * hard, size: 260 - 140 * hard, inverted: random() < 0.3, ink: 25 + 50 * hard },
    { blur: 2.2 * hard, noise: 22 * hard, shade: 0.5 * hard, glare: 0.3 * hard },
  ],
};

export const kinds = Object.keys(troubles);

/**
 * @param {number} perKind how many pictures of each kind
 * @returns {Picture[]}
 */
export function pictureSet(perKind, seed = 20250924) {
  const random = randomness(seed);
  return kinds.flatMap((kind) =>
    Array.from({ length: perKind }, (_, index) => {
      const number = String(Math.floor(random() * 100_000)).padStart(5, '0');
      // Tickets of three kinds: of the sample roster, short digits, and signed digits.
      const text = [`SEL25-${number}-${number}1`, digits(random, 25), digits(random, 176)][index % 3 === 0 ? 0 : index % 3];
      const hard = perKind === 1 ? 0.5 : index / (perKind - 1);
      const [code, scene] = troubles[kind](hard, random);
      const size = (code.size ?? 300) * (text.length > 100 ? 1.5 : 1);
      const at = code.at ?? [0.5 + (random() - 0.5) * 0.3, 0.5 + (random() - 0.5) * 0.2];
      return { kind, text, scene: { width: frameWidth, height: frameHeight, ground: 90 + 80 * random(), seed: Math.floor(random() * 1e9), ...scene, codes: [{ text, ...code, size, at }] } };
    }),
  );
}

function digits(random, count) {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
}
