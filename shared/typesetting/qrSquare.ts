import type { ErrorCorrection } from './qrCodewords';

const formatBits = { L: 1, M: 0, Q: 3, H: 2 };

const masks: ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** The square of a QR code, with its patterns in place. */
export class Square {
  readonly count: number;
  readonly #version: number;
  readonly #modules: Uint8Array;
  /** Where patterns stand, which carry no data and are not masked. */
  readonly #pattern: Uint8Array;

  constructor(version: number) {
    this.#version = version;
    this.count = version * 4 + 17;
    this.#modules = new Uint8Array(this.count * this.count);
    this.#pattern = new Uint8Array(this.count * this.count);
    for (let at = 0; at < this.count; at++) {
      this.#set(6, at, at % 2 === 0);
      this.#set(at, 6, at % 2 === 0);
    }
    for (const [row, column] of [[3, 3], [3, this.count - 4], [this.count - 4, 3]] as const) this.#finder(row, column);
    const positions = this.#alignments();
    const last = positions.length - 1;
    positions.forEach((row, i) => positions.forEach((column, j) => {
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) this.#square(row, column, 2, (distance) => distance !== 1);
    }));
    this.#format(this.#modules, 0, 'L');
    this.#versionBits();
  }

  place(codewords: Uint8Array): void {
    const { count } = this;
    let bit = 0;
    for (let right = count - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < count; step++) {
        const row = ((right + 1) & 2) === 0 ? count - 1 - step : step;
        for (const column of [right, right - 1]) {
          if (this.#pattern[row * count + column] || bit >= codewords.length * 8) continue;
          this.#modules[row * count + column] = ((codewords[bit >> 3] as number) >> (7 - (bit & 7))) & 1;
          bit += 1;
        }
      }
    }
  }

  masked(mask: number, correction: ErrorCorrection): Uint8Array {
    const modules = this.#modules.slice();
    const dark = masks[mask] as (row: number, column: number) => boolean;
    for (let row = 0, at = 0; row < this.count; row++) {
      for (let column = 0; column < this.count; column++, at++) if (!this.#pattern[at] && dark(row, column)) modules[at] = (modules[at] as number) ^ 1;
    }
    this.#format(modules, mask, correction);
    return modules;
  }

  #set(row: number, column: number, dark: boolean): void {
    this.#modules[row * this.count + column] = dark ? 1 : 0;
    this.#pattern[row * this.count + column] = 1;
  }

  #square(row: number, column: number, reach: number, dark: (distance: number) => boolean): void {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const [y, x] = [row + dy, column + dx];
        if (y >= 0 && x >= 0 && y < this.count && x < this.count) this.#set(y, x, dark(Math.max(Math.abs(dy), Math.abs(dx))));
      }
    }
  }

  #finder(row: number, column: number): void {
    this.#square(row, column, 4, (distance) => distance !== 2 && distance !== 4);
  }

  #alignments(): number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const step = Math.floor((this.#version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const positions = Array.from({ length: count - 1 }, (_, at) => this.count - 7 - at * step);
    return [6, ...positions.reverse()];
  }

  /** 7.9: the level and the mask, twice. */
  #format(modules: Uint8Array, mask: number, correction: ErrorCorrection): void {
    const data = (formatBits[correction] << 3) | mask;
    let remainder = data;
    for (let at = 0; at < 10; at++) remainder = (remainder << 1) ^ ((remainder >>> 9) * 0x537);
    const bits = ((data << 10) | remainder) ^ 0x5412;
    const { count } = this;
    const set = (row: number, column: number, value: number): void => {
      modules[row * count + column] = value & 1;
      this.#pattern[row * count + column] = 1;
    };
    for (let at = 0; at <= 5; at++) set(at, 8, bits >>> at);
    set(7, 8, bits >>> 6);
    set(8, 8, bits >>> 7);
    set(8, 7, bits >>> 8);
    for (let at = 9; at < 15; at++) set(8, 14 - at, bits >>> at);
    for (let at = 0; at < 8; at++) set(8, count - 1 - at, bits >>> at);
    for (let at = 8; at < 15; at++) set(count - 15 + at, 8, bits >>> at);
    set(count - 8, 8, 1);
  }

  /** 7.10. */
  #versionBits(): void {
    if (this.#version < 7) return;
    let remainder = this.#version;
    for (let at = 0; at < 12; at++) remainder = (remainder << 1) ^ ((remainder >>> 11) * 0x1f25);
    const bits = (this.#version << 12) | remainder;
    for (let at = 0; at < 18; at++) {
      const [a, b] = [this.count - 11 + (at % 3), Math.floor(at / 3)];
      this.#set(b, a, ((bits >>> at) & 1) === 1);
      this.#set(a, b, ((bits >>> at) & 1) === 1);
    }
  }
}

/** 7.8.3: the less of it, the better a code reads. */
export function penaltyOf(modules: Uint8Array, count: number): number {
  let penalty = 0;
  let dark = 0;
  for (let line = 0; line < count; line++) penalty += linePenalty(modules, line * count, 1, count) + linePenalty(modules, line, count, count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const at = row * count + column;
      const value = modules[at];
      dark += value as number;
      if (row + 1 < count && column + 1 < count && value === modules[at + 1] && value === modules[at + count] && value === modules[at + count + 1]) penalty += 3;
    }
  }
  return penalty + Math.floor(Math.abs(dark * 20 - count * count * 10) / (count * count)) * 10;
}

/** Long runs of one colour, and what looks like a finder with four light modules beside it. */
function linePenalty(modules: Uint8Array, from: number, step: number, count: number): number {
  let [penalty, run, bits] = [0, 0, 0];
  let colour = -1;
  for (let at = 0, place = from; at < count; at++, place += step) {
    const value = modules[place] as number;
    if (value === colour) {
      run += 1;
      if (run === 5) penalty += 3;
      else if (run > 5) penalty += 1;
    } else [colour, run] = [value, 1];
    bits = ((bits << 1) | value) & 0x7ff;
    if (at >= 10 && (bits === 0x05d || bits === 0x5d0)) penalty += 40;
  }
  return penalty;
}
