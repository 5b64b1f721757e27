/** What a QR code holds, as bytes: a text, and what mends it where some modules cannot be read. */

export type ErrorCorrection = 'L' | 'M' | 'Q' | 'H';

/** Table 9: error correction codewords of a block, by version from 1. */
const correctionCodewords = {
  L: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
  M: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
  Q: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
  H: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
};

/** Table 9: blocks, by version from 1. */
const blockCounts = {
  L: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
  M: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
  Q: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
  H: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
};

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/**
 * The codewords of a text in the smallest version that holds it.
 *
 * @throws a RangeError for a text that no code holds.
 */
export function codewordsFor(text: string, correction: ErrorCorrection): { version: number; codewords: Uint8Array } {
  const segment = segmentOf(text);
  const version = Array.from({ length: 40 }, (_, at) => at + 1).find((each) => 4 + segment.countBits(each) + segment.bits.length <= dataCodewords(each, correction) * 8);
  if (version === undefined) throw new RangeError('This text is too long for a QR code.');
  return { version, codewords: withCorrection(codewordsOf(segment, version, correction), version, correction) };
}

interface Segment {
  mode: number;
  characters: number;
  bits: number[];
  countBits(version: number): number;
}

function segmentOf(text: string): Segment {
  const bits: number[] = [];
  const push = (value: number, length: number): void => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >>> at) & 1);
  };
  const counted = (small: number, middle: number, large: number) => (version: number): number => (version < 10 ? small : version < 27 ? middle : large);
  if (/^\d+$/.test(text)) {
    for (let at = 0; at < text.length; at += 3) {
      const digits = text.slice(at, at + 3);
      push(Number(digits), digits.length * 3 + 1);
    }
    return { mode: 1, characters: text.length, bits, countBits: counted(10, 12, 14) };
  }
  const values = Array.from(text, (character) => alphanumeric.indexOf(character));
  if (values.every((value) => value >= 0)) {
    for (let at = 0; at < values.length; at += 2) {
      const [first = 0, second] = [values[at], values[at + 1]];
      if (second === undefined) push(first, 6);
      else push(first * 45 + second, 11);
    }
    return { mode: 2, characters: text.length, bits, countBits: counted(9, 11, 13) };
  }
  const bytes = new TextEncoder().encode(text);
  for (const byte of bytes) push(byte, 8);
  return { mode: 4, characters: bytes.length, bits, countBits: counted(8, 16, 16) };
}

function rawModules(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const alignments = Math.floor(version / 7) + 2;
    modules -= (25 * alignments - 10) * alignments - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

function dataCodewords(version: number, correction: ErrorCorrection): number {
  return Math.floor(rawModules(version) / 8) - (correctionCodewords[correction][version - 1] as number) * (blockCounts[correction][version - 1] as number);
}

function codewordsOf(segment: Segment, version: number, correction: ErrorCorrection): Uint8Array {
  const codewords = new Uint8Array(dataCodewords(version, correction));
  let at = 0;
  const push = (bit: number): void => {
    if (bit) codewords[at >> 3] = (codewords[at >> 3] as number) | (0x80 >> (at & 7));
    at += 1;
  };
  for (let bit = 3; bit >= 0; bit--) push((segment.mode >> bit) & 1);
  for (let bit = segment.countBits(version) - 1; bit >= 0; bit--) push((segment.characters >> bit) & 1);
  for (const bit of segment.bits) push(bit);
  // The terminator and the rest of its byte are zeros already.
  at = Math.min(at + 4, codewords.length * 8);
  for (let byte = Math.ceil(at / 8), pad = 0xec; byte < codewords.length; byte++, pad ^= 0xec ^ 0x11) codewords[byte] = pad;
  return codewords;
}

const exponents = new Uint8Array(512);
const logarithms = new Uint8Array(256);
for (let at = 0, value = 1; at < 255; at++, value = (value << 1) ^ (value >= 128 ? 0x11d : 0)) {
  exponents[at] = exponents[at + 255] = value;
  logarithms[value] = at;
}
const product = (one: number, other: number): number => (one === 0 || other === 0 ? 0 : (exponents[(logarithms[one] as number) + (logarithms[other] as number)] as number));

const divisors = new Map<number, Uint8Array>();

function divisorOf(degree: number): Uint8Array {
  let divisor = divisors.get(degree);
  if (divisor) return divisor;
  divisor = new Uint8Array(degree);
  divisor[degree - 1] = 1;
  for (let at = 0; at < degree; at++) {
    for (let each = 0; each < degree; each++) divisor[each] = product(divisor[each] as number, exponents[at] as number) ^ (divisor[each + 1] ?? 0);
  }
  divisors.set(degree, divisor);
  return divisor;
}

function remainderOf(data: Uint8Array, divisor: Uint8Array): Uint8Array {
  const remainder = new Uint8Array(divisor.length);
  for (const byte of data) {
    const factor = byte ^ (remainder[0] as number);
    remainder.copyWithin(0, 1);
    remainder[remainder.length - 1] = 0;
    for (let at = 0; at < divisor.length; at++) remainder[at] = (remainder[at] as number) ^ product(divisor[at] as number, factor);
  }
  return remainder;
}

/** 7.6: blocks with their error correction, woven into each other. */
function withCorrection(data: Uint8Array, version: number, correction: ErrorCorrection): Uint8Array {
  const blocks = blockCounts[correction][version - 1] as number;
  const corrections = correctionCodewords[correction][version - 1] as number;
  const total = Math.floor(rawModules(version) / 8);
  const short = blocks - (total % blocks);
  const shortLength = Math.floor(total / blocks) - corrections;
  const divisor = divisorOf(corrections);
  const parts: { data: Uint8Array; correction: Uint8Array }[] = [];
  for (let at = 0, from = 0; at < blocks; at++) {
    const part = data.subarray(from, from + shortLength + (at < short ? 0 : 1));
    from += part.length;
    parts.push({ data: part, correction: remainderOf(part, divisor) });
  }
  const woven: number[] = [];
  for (let at = 0; at <= shortLength; at++) for (const part of parts) if (at < part.data.length) woven.push(part.data[at] as number);
  for (let at = 0; at < corrections; at++) for (const part of parts) woven.push(part.correction[at] as number);
  return Uint8Array.from(woven);
}
