import { covers, type IndexedFont } from './fontIndex';
import { isIgnorable } from './scripts';

/** How a text should look; what a font cannot give comes from the one that can. */
export interface FontWish {
  style: 'sans' | 'serif';
  weight: number;
  /** BCP 47. It decides which drawing of a Han character is meant, and whether Arabic letters hang as Urdu's do. */
  language: string;
}

/** One design in its weights. */
export interface FontFamily {
  name: string;
  style: 'sans' | 'serif';
  scripts: readonly string[];
  languages: readonly string[];
  ranges: readonly number[];
  weights: readonly IndexedFont[];
}

export function familiesOf(fonts: readonly IndexedFont[]): FontFamily[] {
  const families = new Map<string, IndexedFont[]>();
  for (const font of fonts) families.set(font.family, [...(families.get(font.family) ?? []), font]);
  return [...families.values()].map((weights) => {
    const [{ family: name, style, scripts, languages, ranges }] = weights as [IndexedFont];
    return { name, style, scripts, languages, ranges, weights };
  });
}

/** In which order the Han of a language is looked for in the fonts of others. */
const hanOrder: Record<string, readonly string[]> = {
  ko: ['ko', 'zh-Hant', 'ja', 'zh'],
  'zh-Hant': ['zh-Hant', 'zh', 'ja', 'ko'],
  ja: ['ja', 'ko', 'zh-Hant', 'zh'],
  zh: ['zh', 'zh-Hant', 'ja', 'ko'],
};

/** The language as fonts know it: `zh-TW`, `zh-HK` and `zh-MO` write traditional characters. */
export function fontLanguage(language: string): string {
  if (/^(zh-(.*-)?hant|zh-(tw|hk|mo)|yue)\b/i.test(language)) return 'zh-Hant';
  return (language.split('-')[0] ?? '').toLowerCase();
}

/** The families to ask for a script, the best first; all of them, so that a character is missing only if nobody has it. */
export function candidates(families: readonly FontFamily[], script: string, wish: FontWish): FontFamily[] {
  const language = fontLanguage(wish.language);
  const order = hanOrder[language] ?? hanOrder.zh ?? [];
  const rank = ({ scripts, languages, style }: FontFamily): number => {
    const speaks = languages.length === 0 ? 1 : languages.includes(language) ? 0 : 2 + Math.max(0, order.indexOf(languages[0] as string));
    return (scripts.includes(script) ? 0 : 100) + speaks * 2 + (style === wish.style ? 0 : 1);
  };
  return families.map((family, at) => ({ family, rank: rank(family), at })).sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ family }) => family);
}

/** Whether a family can draw a grapheme; what nobody sees need not be in it. HarfBuzz composes what it finds apart. */
export function draws(family: FontFamily, grapheme: string): boolean {
  const has = (text: string): boolean =>
    Array.from(text, (character) => character.codePointAt(0) as number).every((codePoint) => covers(family.ranges, codePoint) || isIgnorable(codePoint));
  return has(grapheme) || has(grapheme.normalize('NFC')) || has(grapheme.normalize('NFD'));
}

/** The weight of a family that comes nearest to the one that is wished for. */
export function nearestWeight(family: FontFamily, weight: number): IndexedFont {
  const byDistance = [...family.weights].sort((a, b) => Math.abs(a.weight - weight) - Math.abs(b.weight - weight));
  return byDistance[0] as IndexedFont;
}
