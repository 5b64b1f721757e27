import qrcode from 'qrcode-generator';

/**
 * Pictures as a camera takes them of square codes, drawn from a description: the same description gives the same
 * bytes on every machine. Grey, one byte a pixel.
 *
 * @typedef {object} Code one code in the picture
 * @property {string} text
 * @property {number} [size] side of the code with its quiet zone, in pixels
 * @property {[number, number]} [at] its middle, as shares of width and height
 * @property {number} [turn] degrees, clockwise
 * @property {number} [tilt] perspective: by how much of its size the far side is shorter, 0 to 0.6
 * @property {boolean} [inverted] light modules on dark ground, as phones show them at night
 * @property {number} [ink] brightness of what is dark, 0 to 255
 * @property {number} [paper] brightness of what is light
 *
 * @typedef {object} Scene
 * @property {number} [width]
 * @property {number} [height]
 * @property {Code[]} [codes]
 * @property {number} [ground] brightness of the room; 0 gives a black picture
 * @property {boolean} [room] whether there is something to see behind the codes: edges, stripes, a lamp
 * @property {number} [blur] radius in pixels
 * @property {number} [noise] standard deviation of each pixel
 * @property {number} [glare] strength of a reflection over the codes, 0 to 1
 * @property {number} [shade] how much darker the picture gets from one side to the other, 0 to 1
 * @property {number} [seed]
 */

export const frameWidth = 1280;
export const frameHeight = 720;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomness(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws a scene. @param {Scene} scene @returns {Uint8ClampedArray} width × height grey values */
export function drawScene(scene) {
  const { width = frameWidth, height = frameHeight, codes = [], ground = 120, room = true, blur = 0, noise = 0, glare = 0, shade = 0, seed = 1 } = scene;
  const random = randomness(seed);
  let values = new Float32Array(width * height).fill(ground);
  if (room && ground > 0) drawRoom(values, width, height, ground, random);
  for (const code of codes) drawCode(values, width, height, code);
  if (shade > 0) each(values, width, (value, x) => value * (1 - (shade * x) / width));
  for (const code of codes) if (glare > 0) drawGlare(values, width, height, code, glare);
  if (blur > 0) values = blurred(values, width, height, blur);
  if (noise > 0) each(values, width, (value) => value + noise * gaussian(random));
  return Uint8ClampedArray.from(values);
}

/** A grey picture as the RGBA that canvases take. */
export function rgbaOf(grey) {
  const rgba = new Uint8ClampedArray(grey.length * 4);
  for (let i = 0; i < grey.length; i++) {
    rgba[4 * i] = rgba[4 * i + 1] = rgba[4 * i + 2] = grey[i];
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

function each(values, width, change) {
  for (let i = 0; i < values.length; i++) values[i] = change(values[i], i % width);
}

function gaussian(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A wall, a door frame, a striped shirt, a lamp: edges that a reader has to look at and dismiss. */
function drawRoom(values, width, height, ground, random) {
  const things = Array.from({ length: 9 }, () => ({
    x: random() * width, y: random() * height, w: 40 + random() * width * 0.3, h: 40 + random() * height * 0.5,
    value: ground * (0.45 + random() * 0.9), stripes: random() < 0.35 ? 6 + Math.floor(random() * 14) : 0,
  }));
  for (const { x, y, w, h, value, stripes } of things) {
    for (let row = Math.floor(y); row < Math.min(height, y + h); row++) {
      for (let column = Math.floor(x); column < Math.min(width, x + w); column++) {
        const dark = stripes > 0 && Math.floor(column / stripes) % 2 === 0;
        values[row * width + column] = dark ? value * 0.6 : value;
      }
    }
  }
}

const quiet = 4;
const matrices = new Map();

function matrixOf(text) {
  let made = matrices.get(text);
  if (!made) {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    made = { count: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) };
    matrices.set(text, made);
  }
  return made;
}

function drawCode(values, width, height, { text, size = 320, at = [0.5, 0.5], turn = 0, tilt = 0, inverted = false, ink = 25, paper = 230 }) {
  const { count, isDark } = matrixOf(text);
  const modules = count + 2 * quiet;
  const [dark, light] = inverted ? [paper, ink] : [ink, paper];
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [at[0] * width, at[1] * height];
  const reach = Math.ceil(size * 0.75);
  const steps = 3; // samples a pixel, each way
  for (let y = Math.max(0, Math.floor(middleY - reach)); y < Math.min(height, middleY + reach); y++) {
    for (let x = Math.max(0, Math.floor(middleX - reach)); x < Math.min(width, middleX + reach); x++) {
      let sum = 0;
      let inside = 0;
      for (let sample = 0; sample < steps * steps; sample++) {
        const dx = x + ((sample % steps) + 0.5) / steps - middleX;
        const dy = y + (Math.floor(sample / steps) + 0.5) / steps - middleY;
        // Back from the picture to the code: turned back, then the perspective undone.
        const across = (dx * cos + dy * sin) / size;
        const down = (dy * cos - dx * sin) / size;
        const depth = 1 + tilt * down;
        const u = across / depth + 0.5;
        const v = down / depth + 0.5;
        if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
        const column = Math.floor(u * modules) - quiet;
        const row = Math.floor(v * modules) - quiet;
        inside++;
        sum += row >= 0 && column >= 0 && row < count && column < count && isDark(row, column) ? dark : light;
      }
      const index = y * width + x;
      if (inside > 0) values[index] = (sum + values[index] * (steps * steps - inside)) / (steps * steps);
    }
  }
}

/** A lamp in the glass of a phone: a bright spot over one corner that fades outwards. */
function drawGlare(values, width, height, { size = 320, at = [0.5, 0.5] }, strength) {
  const [spotX, spotY, radius] = [at[0] * width + size * 0.22, at[1] * height + size * 0.2, size * 0.3];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.hypot(x - spotX, y - spotY) / radius;
      if (far < 2) values[y * width + x] += 235 * strength * Math.exp(-far * far * 1.6);
    }
  }
}

/** Three passes of a box come close to a lens out of focus. */
function blurred(values, width, height, radius) {
  let from = values;
  for (let pass = 0; pass < 3; pass++) {
    from = boxed(from, width, height, radius / 1.6, 1, width);
    from = boxed(from, height, width, radius / 1.6, width, 1);
  }
  return from;
}

/** A box over lines of `length` pixels that lie `step` apart; the lines begin `stride` apart. A radius may be a fraction. */
function boxed(values, length, lines, radius, step, stride) {
  const out = new Float32Array(values.length);
  const whole = Math.floor(radius);
  const rest = radius - whole;
  const weight = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    const at = (i) => values[start + Math.min(length - 1, Math.max(0, i)) * step];
    let sum = 0;
    for (let i = -whole; i <= whole; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      out[start + i * step] = (sum + rest * (at(i - whole - 1) + at(i + whole + 1))) * weight;
      sum += at(i + whole + 1) - at(i - whole);
    }
  }
  return out;
}
