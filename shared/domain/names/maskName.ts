import { chineseOfTwo, conjunctions, countriesOfTwo, descents, koreanOfOne, koreanOfTwo, particles, romanized, suffixes, vietnamese } from './familyNames';

/** A name as strangers may see it: the given name, and of the family name the first letter alone. */
export interface MaskedName {
  given: string;
  /** Empty for a name of one word. Of a Korean family name its first jamo, as keyboards show it. */
  familyInitial: string;
  /** The family name comes first, as in Korean, Chinese, Japanese and Vietnamese. */
  familyFirst: boolean;
}

interface Parts {
  given: string;
  family: string;
  familyFirst: boolean;
}

/**
 * Masks a full name. Which part is the family name is told by script, by the custom of the country (two letters, as
 * rosters have it) and by particles; where customs differ, the reading that shows less is taken.
 */
export function maskName(fullName: string, country = ''): MaskedName {
  const { given, family, familyFirst } = partsOf(proper(fullName), country.trim().toUpperCase());
  return { given, familyInitial: initialOf(family), familyFirst };
}

/** The name itself: without what stands in brackets, which is often the same name in other letters. */
function proper(fullName: string): string {
  const name = fullName.normalize('NFC').replace(/\s+/g, ' ').trim();
  const bare = name.replace(/\s*[([{（［【〔「][^)\]}）］】〕」]*[)\]}）］】〕」]?\s*/g, ' ').trim();
  return bare === '' ? name.replace(/[()[\]{}（）［］【】〔〕「」]/g, '').trim() : bare;
}

function partsOf(name: string, country: string): Parts {
  const words = name.split(' ').filter((word) => word !== '');
  // A name written in two scripts is masked in one of them.
  const hangul = words.filter((word) => /\p{Script=Hangul}/u.test(word));
  if (hangul.length > 0) return koreanParts(hangul.map((word) => onlyScript(word, /[^\p{Script=Hangul}]+/gu)));
  const han = words.filter((word) => eastAsian.test(word));
  if (han.length > 0) return chineseParts(han, country);
  return spacedParts(name, country);
}

const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function onlyScript(word: string, others: RegExp): string {
  return word.replace(others, '');
}

function koreanParts(words: string[]): Parts {
  const [first = '', ...rest] = words;
  if (rest.length === 0) {
    if (first.length < 2) return whole(first);
    const length = first.length > 2 && koreanOfTwo.has(first.slice(0, 2)) ? 2 : 1;
    return { family: first.slice(0, length), given: first.slice(length), familyFirst: true };
  }
  const last = rest.at(-1) as string;
  if (first.length === 1 || koreanOfTwo.has(first)) return { family: first, given: rest.join(' '), familyFirst: true };
  if (koreanOfOne.has(last) || koreanOfTwo.has(last)) return { family: last, given: words.slice(0, -1).join(' '), familyFirst: false };
  // 김서 연 was spaced wrongly; 마이클 잭슨 is a foreign name in Hangul.
  if (last.length === 1) return koreanParts([words.join('')]);
  return { family: last, given: words.slice(0, -1).join(' '), familyFirst: false };
}

function chineseParts(words: string[], country: string): Parts {
  // 迈克尔·杰克逊, ジョン・スミス: foreign names, in their own order.
  const dotted = words.join(' ').split(/[\u00b7\u2022\u2027\u30fb\uff65=＝]/u).map((part) => part.trim()).filter((part) => part !== '');
  if (dotted.length > 1) return { family: dotted.at(-1) as string, given: dotted.slice(0, -1).join('·'), familyFirst: false };
  const [first = '', ...rest] = words;
  if (rest.length > 0) return { family: first, given: rest.join(' '), familyFirst: true };
  const letters = [...onlyScript(first, /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々〆ー]+/gu)];
  if (letters.length < 2) return whole(letters.join(''));
  const length = familyLength(letters, country);
  return { family: letters.slice(0, length).join(''), given: letters.slice(length).join(''), familyFirst: true };
}

function familyLength(letters: string[], country: string): number {
  if (letters.length < 3) return 1;
  if (chineseOfTwo.has(letters.slice(0, 2).join(''))) return 2;
  // Most Japanese family names have two characters, and the longer reading shows less.
  const japanese = country === 'JP' || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letters.join(''));
  return japanese ? 2 : 1;
}

/** Names whose words stand apart: nearly all others. */
function spacedParts(name: string, country: string): Parts {
  const comma = /^([^,،]+)[,،]\s*(.+)$/u.exec(name);
  if (comma && !suffixes.has((comma[2] as string).toLowerCase())) {
    return { family: comma[1] as string, given: comma[2] as string, familyFirst: false };
  }
  const words = withoutSuffixes(name.replace(/[,،]/gu, ' ').split(' ').filter((word) => word !== ''));
  if (words.length < 2) {
    const apart = (words[0] ?? '').split(/(?<=[._])(?=[^._])/); // J.Smith
    return apart.length > 1 ? spacedParts(apart.join(' '), country) : whole(words.join(''));
  }
  if (endsWithPatronymic(words) || isFamilyFirst(words, country)) {
    return { family: words[0] as string, given: words.slice(1).join(' '), familyFirst: !endsWithPatronymic(words) };
  }
  const shouted = shoutedFamily(words);
  if (shouted > 0) return { family: words.slice(0, shouted).join(' '), given: words.slice(shouted).join(' '), familyFirst: false };
  const from = familyStart(words, country);
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' '), familyFirst: false };
}

function whole(name: string): Parts {
  return { given: name, family: '', familyFirst: false };
}

function withoutSuffixes(words: string[]): string[] {
  let end = words.length;
  while (end > 1 && suffixes.has(lower(words[end - 1]))) end -= 1;
  return words.slice(0, end);
}

/** Vietnamese names, and Korean and Chinese ones in Latin letters that are in the order of home. */
function isFamilyFirst(words: string[], country: string): boolean {
  const [first, last] = [lower(words[0]), lower(words.at(-1))];
  if (country === 'VN') return vietnamese.has(first) || !vietnamese.has(last);
  if (vietnamese.has(first)) return !vietnamese.has(last);
  const known = romanized[chineseRegions.has(country) ? 'CN' : country];
  return known !== undefined && known.has(first);
}

const chineseRegions: ReadonlySet<string> = new Set(['CN', 'TW', 'HK', 'MO', 'SG']);

/** Сидоров Иван Петрович: the order of Russian documents. */
function endsWithPatronymic(words: string[]): boolean {
  const isPatronymic = (word: string | undefined): boolean => /(вич|вна|ична|інична)$/.test(lower(word));
  return words.length === 3 && isPatronymic(words[2]) && !isPatronymic(words[1]);
}

/** How many words at the beginning are written in capitals, as French and Italian forms write a family name: DUPONT Jean. */
function shoutedFamily(words: string[]): number {
  const isShouted = (word: string): boolean => /^\p{Lu}[\p{Lu}\p{M}'’-]{2,}$/u.test(word);
  let count = 0;
  while (count < words.length && (isShouted(words[count] as string) || (count > 0 && particles.has(lower(words[count]))))) count += 1;
  return count < words.length && words.slice(count).every((word) => !isShouted(word)) ? count : 0;
}

/** Where the family name begins that stands at the end: at least one word before it is the given name. */
function familyStart(words: string[], country: string): number {
  const descent = words.findIndex((word, index) => index > 0 && descents.has(lower(word)));
  if (descent > 0) return descent;
  let from = withParticles(words, words.length - 1);
  if (from > 1 && conjunctions.has(lower(words[from - 1]))) from = withParticles(words, Math.max(1, from - 2));
  else if (countriesOfTwo.has(country) && from > 1) from = withParticles(words, from - 1);
  return from;
}

function withParticles(words: string[], index: number): number {
  let from = index;
  while (from > 1 && particles.has(lower(words[from - 1]))) from -= 1;
  return from;
}

function lower(word: string | undefined): string {
  return (word ?? '').toLowerCase().replaceAll('’', "'");
}

const initialJamo = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];

/** The first letter with its marks; of a Korean syllable the consonant it begins with. */
function initialOf(family: string): string {
  const syllable = /^[가-힣]/.exec(family)?.[0];
  if (syllable) return initialJamo[Math.floor((syllable.charCodeAt(0) - 0xac00) / 588)] ?? '';
  return /\p{L}\p{M}*/u.exec(family)?.[0] ?? '';
}
