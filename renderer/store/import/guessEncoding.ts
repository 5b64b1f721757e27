import { analyse } from 'chardet';
import { commonHan, commonHangul, singleByteAlphabets, type Alphabet } from './commonLetters';
import { legacyDecoder, type LegacyDecoder } from './legacyDecoders';

/**
 * Which legacy encoding a text has, judged by how likely the letters are that each encoding makes of its bytes.
 *
 * Detectors made for web pages need paragraphs; a roster may have one “Müller” in it, or five Korean names. So every
 * candidate pays for each non-ASCII character it reads: little for one that names are full of, more for a rare one,
 * much for one that no text has (the unit is roughly one bit and a half of surprise). The cheapest reading wins;
 * chardet's opinion counts for less than one letter.
 */

const impossible = 25;
const unlikely = 20;

const isLatinLetter = (byte: number | undefined): boolean => byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));

/** A pair of bytes, or one that stands alone, with what it costs. */
interface Unit {
  length: 1 | 2 | 4;
  cost: number;
}

type UnitReader = (lead: number, trail: number, read: () => string) => Unit;

const readKorean: UnitReader = (lead, trail, read) => {
  const extended = (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || (trail >= 0x81 && trail <= 0xa0);
  const standard = trail >= 0xa1 && trail <= 0xfe;
  if (lead < 0x81 || lead > 0xfe || (!extended && !standard)) return { length: 1, cost: impossible };
  if (standard && lead >= 0xb0 && lead <= 0xc8) return { length: 2, cost: commonHangul.has(read()) ? 4.5 : 7.5 };
  if (standard && lead >= 0xca && lead <= 0xfd) return { length: 2, cost: 12 };
  if (standard && lead >= 0xa1 && lead <= 0xac) return { length: 2, cost: 9 };
  if (lead <= 0xc6 && (extended || lead <= 0xa0)) return { length: 2, cost: read() === '\ufffd' ? unlikely : 10 };
  return { length: 2, cost: unlikely };
};

const readChinese: UnitReader = (lead, trail, read) => {
  if (lead >= 0x81 && lead <= 0xfe && trail >= 0x30 && trail <= 0x39) return { length: 4, cost: unlikely };
  if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail === 0x7f || trail > 0xfe) return { length: 1, cost: impossible };
  if (trail >= 0xa1 && lead >= 0xb0 && lead <= 0xd7) return { length: 2, cost: commonHan.has(read()) ? 4.5 : 7.5 };
  if (trail >= 0xa1 && lead >= 0xd8 && lead <= 0xf7) return { length: 2, cost: commonHan.has(read()) ? 5 : 9.5 };
  if (trail >= 0xa1 && lead >= 0xa1 && lead <= 0xa9) return { length: 2, cost: 9 };
  if (trail >= 0xa1 && (lead >= 0xf8 || (lead >= 0xaa && lead <= 0xaf))) return { length: 2, cost: unlikely };
  return { length: 2, cost: 11 };
};

const readJapanese: UnitReader = (lead, trail, read) => {
  // Half-width katakana: one byte each, in old forms only, and what all other scripts look like in Shift_JIS.
  if (lead >= 0xa1 && lead <= 0xdf) return { length: 1, cost: 9 };
  if (lead === 0x80 || lead === 0xa0 || lead > 0xfc || trail < 0x40 || trail === 0x7f || trail > 0xfc) {
    return { length: 1, cost: impossible };
  }
  const code = lead * 256 + trail;
  if ((code >= 0x829f && code <= 0x82f1) || (code >= 0x8340 && code <= 0x8396)) return { length: 2, cost: 4 };
  if (code === 0x8140 || code === 0x815b || code === 0x8145) return { length: 2, cost: 5 };
  if (code >= 0x889f && code <= 0x9872) return { length: 2, cost: commonHan.has(read()) ? 4.5 : 7.5 };
  if (code >= 0x989f && code <= 0xeaa4) return { length: 2, cost: commonHan.has(read()) ? 5.5 : 10 };
  if (lead === 0x81 || lead === 0x82) return { length: 2, cost: 9 };
  if (lead === 0x83 || lead === 0x84) return { length: 2, cost: 12 };
  if (lead >= 0xfa || lead === 0xed || lead === 0xee) return { length: 2, cost: commonHan.has(read()) ? 6 : 11 };
  return { length: 2, cost: unlikely };
};

/** What a text costs in an encoding of two bytes a character. */
function costOfPairs(bytes: Uint8Array, decoder: LegacyDecoder, readUnit: UnitReader): number {
  const known = new Map<number, Unit>();
  let cost = 0;
  let afterLatin = false;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] as number;
    if (lead < 0x80) {
      afterLatin = isLatinLetter(lead);
      i += 1;
      continue;
    }
    const trail = bytes[i + 1] ?? 0;
    const key = lead * 256 + trail;
    let unit = known.get(key);
    if (unit === undefined) {
      unit = readUnit(lead, trail, () => decoder.decode(Uint8Array.of(lead, trail)));
      known.set(key, unit);
    }
    cost += unit.cost;
    // Scripts without case seldom touch Latin letters: “Müller” is no “M黮ler”.
    if (afterLatin) cost += 4;
    afterLatin = false;
    i += unit.length;
    if (isLatinLetter(bytes[i])) cost += 2;
  }
  return cost;
}

/** What a text costs in an encoding of one byte a character. */
function costOfSingles(bytes: Uint8Array, decoder: LegacyDecoder, alphabet: Alphabet): number {
  const letters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)));
  const kinds = letters.map((letter, byte) => {
    if (byte < 0x80) return 'ascii';
    if (alphabet.common.includes(letter)) return 'common';
    if (/\p{L}/u.test(letter)) return 'letter';
    if ('’‘“”„–—…·«»°ºª€™®'.includes(letter)) return 'mark';
    return letter === '\ufffd' || /\p{Cc}/u.test(letter) ? 'none' : 'symbol';
  });
  const costs = { ascii: 0, common: 3.5, letter: 6, mark: 6, symbol: 11, none: unlikely };
  const upper = letters.map((letter) => letter !== letter.toLowerCase());
  const lower = letters.map((letter) => letter !== letter.toUpperCase());
  let cost = 0;
  let run = 0;
  bytes.forEach((byte, i) => {
    if (byte < 0x80) {
      run = 0;
      return;
    }
    const kind = kinds[byte] ?? 'none';
    cost += costs[kind];
    if (kind !== 'common' && kind !== 'letter') {
      run = 0;
      return;
    }
    run += 1;
    const before = bytes[i - 1];
    const after = bytes[i + 1];
    if (upper[byte] && before !== undefined && lower[before]) cost += 5;
    if (alphabet.latin) {
      // Accented letters stand among plain ones.
      if (run > 2) cost += 4;
      if (!isLatinLetter(before) && !isLatinLetter(after)) cost += 3;
    } else {
      if (isLatinLetter(before) || isLatinLetter(after)) cost += 6;
      if ((before ?? 0) < 0x80 && (after ?? 0) < 0x80) cost += 4;
    }
  });
  return cost;
}

/** The lines that have anything but ASCII, up to `limit` bytes: no encoding here has a line feed inside a character. */
function sampleOf(bytes: Uint8Array, limit: number): Uint8Array {
  const sample = new Uint8Array(Math.min(limit, bytes.length));
  let length = 0;
  for (let start = 0; start < bytes.length && length < limit; ) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte >= 0x80)) {
      const part = line.subarray(0, limit - length);
      sample.set(part, length);
      length += part.length;
    }
    start = end;
  }
  return sample.subarray(0, length);
}

const chardetLabels: Readonly<Record<string, string>> = {
  'EUC-KR': 'euc-kr',
  GB18030: 'gbk',
  Shift_JIS: 'shift_jis',
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
};

/** The likeliest legacy encoding of a text that is not UTF-8: a label that `TextDecoder` and reports know. */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = sampleOf(bytes, 16_384);
  const costs = new Map<string, number>([
    ['euc-kr', 1 + costOfPairs(sample, legacyDecoder('euc-kr'), readKorean)],
    ['gbk', 1 + costOfPairs(sample, legacyDecoder('gbk'), readChinese)],
    ['shift_jis', 1 + costOfPairs(sample, legacyDecoder('shift_jis'), readJapanese)],
  ]);
  for (const alphabet of singleByteAlphabets) {
    costs.set(alphabet.encoding, alphabet.handicap + costOfSingles(sample, legacyDecoder(alphabet.encoding), alphabet));
  }
  const opinion = analyse(sample)[0]?.name ?? '';
  const label = chardetLabels[opinion] ?? opinion.toLowerCase();
  const cost = costs.get(label);
  if (cost !== undefined) costs.set(label, cost - 2);
  return [...costs].sort((a, b) => a[1] - b[1])[0]?.[0] ?? 'windows-1252';
}
