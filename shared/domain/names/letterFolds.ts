import { commonHan } from './hanVariants';

/**
 * One spelling for each letter, script by script: what a person may type differently from the roster and mean the same.
 * Vowel signs of the scripts of India, Thailand and Ethiopia are letters and stay.
 */

const entries = (table: string): [string, string][] =>
  table.split(' ').map((entry) => {
    const [from = '', ...to] = entry;
    return [from, to.join('')];
  });

/** Letters that compatibility decomposition leaves whole: each entry is a letter and what it becomes. */
const latin = entries(
  'ßss æae œoe øo łl đd ðd þth ħh ŋn ŧt ıi ĸk əe ǝe ɛe ɔo ɓb ɗd ƙk ƴy ɨi ʉu ɣg ɲn ƒf ƶz ʒz ƀb ɖd ʔ',
);
const greekAndCyrillic = entries('ςσ ґг қк ғг ңн үу ұу өо әа һх');
const hebrewFinals = entries('ךכ םמ ןנ ףפ ץצ');

/** Arabic-script letters in escapes, for they would turn the line around: Persian, Urdu, Kurdish and Uyghur forms included. */
const arabic: [string, string][] = [
  ...[...'\u0649\u06cc\u06cd\u06ce\u06d0\u06d2'].map((yeh): [string, string] => [yeh, '\u064a']),
  ...[...'\u06a9\u06aa'].map((kaf): [string, string] => [kaf, '\u0643']),
  ...[...'\u0629\u06be\u06c1\u06c3\u06d5'].map((heh): [string, string] => [heh, '\u0647']),
  ...[...'\u06c6\u06c7\u06c8\u06cb'].map((waw): [string, string] => [waw, '\u0648']),
  ['\u0671', '\u0627'],
  ['\u06b5', '\u0644'],
  ['\u0695', '\u0631'],
  ['\u06ba', '\u0646'],
  ['\u0621', ''],
  ['\u0640', ''],
];

/** Candrabindu, khanda ta, the Assamese ra and the chillu letters of Malayalam. */
const indic: [string, string][] = [
  ['\u0901', '\u0902'],
  ['\u09ce', '\u09a4\u09cd'],
  ['\u09f0', '\u09b0'],
  ...[...'\u0d7a\u0d23\u0d7b\u0d28\u0d7c\u0d30\u0d7d\u0d32\u0d7e\u0d33\u0d7f\u0d15'.matchAll(/../gu)].map(
    ([pair]): [string, string] => [pair.slice(0, 1), `${pair.slice(1)}\u0d4d`],
  ),
];

/** Series that Amharic writes for one sound (ሐ ኀ ኸ as ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ), with first and fourth order of ሀ and አ alike. */
function ethiopic(): [string, string][] {
  const first = (code: number): number => (code === 0x1203 ? 0x1200 : code === 0x12a3 ? 0x12a0 : code);
  const series: [number, number, number][] = [
    [0x1200, 0x1200, 8],
    [0x1210, 0x1200, 8],
    [0x1280, 0x1200, 7],
    [0x12b8, 0x1200, 7],
    [0x1220, 0x1230, 8],
    [0x12a0, 0x12a0, 8],
    [0x12d0, 0x12a0, 7],
    [0x1340, 0x1338, 7],
  ];
  return series.flatMap(([from, to, length]) =>
    Array.from({ length }, (_, i): [string, string] => [
      String.fromCharCode(from + i),
      String.fromCharCode(first(to + i)),
    ]),
  );
}

/** Zeros of the decimal digits that are in use: Arabic, Persian, N'Ko, the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];
const digits = zeros.flatMap((zero) =>
  Array.from({ length: 10 }, (_, i): [string, string] => [String.fromCharCode(zero + i), String(i)]),
);

/** Katakana are their hiragana, 0x60 before. */
const kana = Array.from({ length: 0x56 }, (_, i): [string, string] => [
  String.fromCharCode(0x30a1 + i),
  String.fromCharCode(0x3041 + i),
]);

const folds = new Map<string, string>(
  [latin, greekAndCyrillic, hebrewFinals, arabic, indic, ethiopic(), digits, kana, commonHan]
    .flat()
    .filter(([from, to]) => from !== to),
);
const folded = new RegExp(`[${[...folds.keys()].join('')}]`, 'gu');

/** What people leave out, as ranges of a regular expression. */
const optionalMarks = new RegExp(
  `[${[
    String.raw`\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f`, // accents
    String.raw`\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7`, // niqqud
    String.raw`\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff`, // harakat
    String.raw`\u0711\u0730-\u074a`, // Syriac vowels
    String.raw`\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc`, // nuktas
    String.raw`\u135d-\u135f`, // Ethiopic gemination
    String.raw`\u302a-\u302f`, // tone marks beside Chinese and Hangul
    String.raw`\ufe00-\ufe0f\u{e0100}-\u{e01ef}`, // variation selectors
  ].join('')}]`,
  'gu',
);

/** Accents standing alone, typed for apostrophes: decomposed they would fall into a space and an accent. */
const spacingAccents = /[`\u00b4\u0384\u1fbd\u1fbf\u1fef\u1ffd]/g;
const apostrophes = /[\u02b9\u02bb-\u02bf\u02c8\u05f3\u05f4\u2018-\u201b\u2032-\u2037\ua78c]/g;
const arabicLetter = '[\\u0620-\\u064a\\u066e-\\u06d3\\u06d5\\u06fa-\\u06ff\\u0750-\\u077f]';
const zeroWidthNonJoiner = new RegExp(`(?<=${arabicLetter})\\u200c+(?=${arabicLetter})`, 'gu');
const joiningSeparators = /[\p{Pd}._\u00b7\u2022\u2027\u2212\u30fb]+/gu;
const otherSeparators = /[^\p{L}\p{M}\p{N}'-]+/gu;
const plain = /^[a-z0-9 '-]*$/;

/**
 * The letters and digits of a text in their one spelling, with three separators left among them: `'` where parts grow
 * together (an apostrophe, the zero-width non-joiner of Persian), `-` where they are linked, a space between words.
 * Hangul stays in syllables.
 */
export function foldLetters(text: string): string {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return lower;
  return lower
    .replace(spacingAccents, "'")
    .normalize('NFKD')
    .replace(apostrophes, "'")
    .toLowerCase()
    .replace(optionalMarks, '')
    .replace(folded, (letter) => folds.get(letter) ?? letter)
    .replaceAll('\u0e40\u0e40', '\u0e41') // Thai sara ae typed as two sara e
    .replace(zeroWidthNonJoiner, "'")
    .replace(/\p{Cf}+/gu, '')
    .normalize('NFC')
    .replace(joiningSeparators, '-')
    .replace(otherSeparators, ' ');
}

/** German, Danish and Swedish letters written out, as passports and web forms write them. */
export function expandUmlauts(text: string): string | null {
  if (!/[äöüøå]|\u0308|\u030a/i.test(text)) return null;
  const composed = text.normalize('NFC').toLowerCase();
  const expanded = composed.replace(/[äöüøå]/g, (letter) => (letter === 'å' ? 'aa' : `${umlautBase(letter)}e`));
  return expanded === composed ? null : expanded;
}

function umlautBase(letter: string): string {
  return letter === 'ä' ? 'a' : letter === 'ü' ? 'u' : 'o';
}

/** The reverse: how somebody with an umlaut on the keyboard, folded, would have written it (`mueller` → `muller`). */
export function collapseUmlauts(token: string): string {
  return token.replace(/([aou])e|aa/g, (pair) => pair.charAt(0));
}

/** Devanagari nasals before a consonant of their own row as anusvara: आनन्द and आनंद are one name. */
export function nasalsAsAnusvara(text: string): string {
  return text.replace(/ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/g, 'ं');
}
