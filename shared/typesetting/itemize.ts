import bidiFactory from 'bidi-js';
import { candidates, draws, type FontFamily, type FontWish } from './fallback';
import { scriptOf, sharedWith } from './scripts';

export type Direction = 'ltr' | 'rtl';

/** A stretch of text of one direction, one script and one family of fonts. Offsets are UTF-16 units. */
export interface TextRun {
  start: number;
  end: number;
  /** The embedding level: odd is right to left. */
  level: number;
  script: string;
  family: FontFamily;
}

/** What no font can draw. */
export interface MissingCharacter {
  grapheme: string;
  start: number;
  /** `U+1F600`, …; for those who cannot see it either. */
  codePoints: string[];
}

export interface ItemizedText {
  text: string;
  /** Of the paragraph as a whole. */
  direction: Direction;
  /** In the order of the text. They cover it. */
  runs: TextRun[];
  /** Where its graphemes start; a break is never elsewhere. */
  graphemes: number[];
  missing: MissingCharacter[];
}

const bidi = bidiFactory();
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Takes one paragraph apart. A stated direction is its base direction; otherwise its first letter decides (UAX #9, P2). */
export function itemize(text: string, families: readonly FontFamily[], wish: FontWish, stated: Direction | 'auto' = 'auto'): ItemizedText {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, stated);
  const base = stated === 'auto' ? ((paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr') : stated;
  const graphemes = graphemesOf(text, levels);
  const scripts = scriptsOf(graphemes);
  const choose = fontChooser(families, wish, graphemes.map(({ text }) => text).join(''));

  const runs: TextRun[] = [];
  const missing: MissingCharacter[] = [];
  let before: FontFamily | null = null;
  graphemes.forEach((grapheme, at) => {
    const script = scripts[at] as string;
    const family = choose(grapheme.text, script, scripts[at - 1] === script ? before : null);
    if (!family) missing.push(missingCharacter(grapheme.text, grapheme.start));
    before = family;
    const end = grapheme.start + grapheme.text.length;
    const drawnBy = family ?? (candidates(families, script, wish)[0] as FontFamily);
    const last = runs.at(-1);
    if (last && last.level === grapheme.level && last.script === script && last.family === drawnBy) last.end = end;
    else runs.push({ start: grapheme.start, end, level: grapheme.level, script, family: drawnBy });
  });
  return { text, direction: base, runs, graphemes: graphemes.map(({ start }) => start), missing };
}

interface Grapheme {
  text: string;
  start: number;
  level: number;
}

/** A grapheme is what is never torn apart; where two levels meet within one, it is two. */
function graphemesOf(text: string, levels: Uint8Array): Grapheme[] {
  const found: Grapheme[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    let from = index;
    for (let at = index + 1; at <= index + segment.length; at++) {
      if (at < index + segment.length && levels[at] === levels[from]) continue;
      found.push({ text: text.slice(from, at), start: from, level: levels[from] as number });
      from = at;
    }
  }
  return found;
}

/** What belongs to no one script takes that of the letters before it, or else of those after it (UAX #24, 5.1). */
function scriptsOf(graphemes: readonly Grapheme[]): string[] {
  const own = graphemes.map(({ text }) => ownScript(text));
  const first = own.find((script) => script !== 'Zyyy') ?? 'Latn';
  let last = first;
  return own.map((script, at) => {
    if (script !== 'Zyyy') return (last = script);
    const codePoint = (graphemes[at] as Grapheme).text.codePointAt(0) as number;
    const next = own.slice(at).find((later) => later !== 'Zyyy');
    return !sharedWith(codePoint, last) && next && sharedWith(codePoint, next) ? next : last;
  });
}

function ownScript(grapheme: string): string {
  for (const character of grapheme) {
    const script = scriptOf(character.codePointAt(0) as number);
    if (script !== 'Zyyy') return script;
  }
  return 'Zyyy';
}

/**
 * Chooses the family for one grapheme after another: the one of its neighbour of the same script where it can, so that
 * a word is not patched together. A text with kana is Japanese and one with Hangul Korean, whatever is said of it.
 */
function fontChooser(families: readonly FontFamily[], wish: FontWish, whole: string): (grapheme: string, script: string, neighbour: FontFamily | null) => FontFamily | null {
  const seen = /[\p{Script=Hira}\p{Script=Kana}]/u.test(whole) ? 'ja' : /\p{Script=Hang}/u.test(whole) ? 'ko' : /\p{Script=Bopo}/u.test(whole) ? 'zh-Hant' : '';
  const language = seen === '' ? wish.language : seen;
  const orders = new Map<string, FontFamily[]>();
  return (grapheme, script, neighbour) => {
    let order = orders.get(script);
    // Only Han is drawn by the language that a text shows itself to be in; Urdu stays Urdu beside a Korean word.
    const han = script === 'Hani' || script === 'Hang' || script === 'Hira' || script === 'Kana' || script === 'Bopo';
    if (!order) orders.set(script, (order = candidates(families, script, han ? { ...wish, language } : wish)));
    if (neighbour && neighbour !== order[0] && !draws(order[0] as FontFamily, grapheme) && draws(neighbour, grapheme)) return neighbour;
    return order.find((family) => draws(family, grapheme)) ?? null;
  };
}

function missingCharacter(grapheme: string, start: number): MissingCharacter {
  const codePoints = Array.from(grapheme, (character) => `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`);
  return { grapheme, start, codePoints };
}
