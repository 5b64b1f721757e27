import chinese from 'simple-keyboard-layouts/build/layouts/chinese';

/** Characters by syllable, the frequent ones first; `v` stands for ü, as on every Chinese keyboard. */
const characters: Readonly<Record<string, string>> = (chinese as unknown as { layoutCandidates: Record<string, string> }).layoutCandidates;
const longest = 6;

/** The hundred-odd family names that nearly everybody has: where a name begins, they go before other characters. */
const familyNames = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);

/** Pinyin at the end of a text, and what its first syllable may stand for. */
export interface Reading {
  /** Where the syllable begins, and how long it is, in the text. */
  from: number;
  syllable: string;
  candidates: readonly string[];
}

/**
 * What the small letters at the end of a text may be meant for, or undefined. Letters right behind a capital are a
 * Latin name. An apostrophe parts syllables: xi'an is two.
 */
export function readingOf(text: string): Reading | undefined {
  const run = /(?<![A-Za-zÀ-ɏ'])[a-z][a-z']*$/.exec(text);
  if (!run) return undefined;
  const syllable = firstSyllable(run[0]);
  if (syllable === undefined) return undefined;
  const all = (characters[syllable] ?? '').split(' ');
  const first = /(^|[\s,·])$/.test(text.slice(0, run.index));
  const candidates = first ? [...all.filter((each) => familyNames.has(each)), ...all.filter((each) => !familyNames.has(each))] : all;
  return { from: run.index, syllable, candidates };
}

/** The text with a character in place of the syllable it was chosen for. What follows stays, to be chosen next. */
export function withCandidate(text: string, reading: Reading, candidate: string): string {
  const rest = text.slice(reading.from + reading.syllable.length);
  return text.slice(0, reading.from) + candidate + rest.replace(/^'/, '');
}

/**
 * The longest syllable that letters begin with, such that the rest can still become syllables. (`jinan` is jin + an,
 * `xinai` xin + ai; `hane` must not be read as hane.)
 */
function firstSyllable(letters: string): string | undefined {
  const part = letters.split("'", 1)[0] as string;
  let fallback: string | undefined;
  for (let length = Math.min(longest, part.length); length > 0; length -= 1) {
    const syllable = part.slice(0, length);
    if (!Object.hasOwn(characters, syllable)) continue;
    // Two syllables ahead are enough, and keep a long row of letters from being tried in every way.
    if (mayGoOn(part.slice(length, length + 2 * longest))) return syllable;
    fallback ??= syllable;
  }
  return fallback;
}

const syllables = Object.keys(characters);

/** Whether letters are syllables, the last of which may still be in typing. */
function mayGoOn(letters: string): boolean {
  if (letters === '' || syllables.some((each) => each.startsWith(letters))) return true;
  for (let length = Math.min(longest, letters.length); length > 0; length -= 1) {
    if (Object.hasOwn(characters, letters.slice(0, length)) && mayGoOn(letters.slice(length))) return true;
  }
  return false;
}
