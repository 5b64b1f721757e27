import type { ItemizedText } from './itemize';

/**
 * Where a line may end so that a reader does not stumble: a small part of UAX #14. Each is the offset at which the next
 * line begins; the white space before it belongs to neither.
 *
 * Thai, Lao, Khmer and Burmese have no spaces between words; Intl.Segmenter knows their words. Korean breaks at spaces,
 * as names and titles do, Han and kana between characters, but not before what may not begin a line.
 */
export function breakOpportunities({ text, graphemes, runs }: ItemizedText): number[] {
  const words = runs.some(({ script }) => wordScripts.has(script)) ? wordStarts(text) : null;
  const scriptAt = (offset: number): string => runs.find(({ start, end }) => offset >= start && offset < end)?.script ?? '';
  return graphemes.filter((at, index) => {
    if (at === 0) return false;
    const before = text.slice(graphemes[index - 1], at);
    const after = text.slice(at, graphemes[index + 1] ?? text.length);
    if (space.test(after) || glue.test(before) || glue.test(after)) return false;
    if (space.test(before) || before === '\u200B') return true;
    if (neverFirst.test(after) || neverLast.test(before)) return false;
    if (hyphen.test(before)) return /[\p{L}\p{M}]$/u.test(text.slice(0, at - before.length)) && letter.test(after);
    if (ideographic.test(before) || ideographic.test(after)) return true;
    return words !== null && words.has(at) && wordScripts.has(scriptAt(at)) && wordScripts.has(scriptAt(graphemes[index - 1] as number));
  });
}

const wordScripts = new Set(['Thai', 'Laoo', 'Khmr', 'Mymr']);
const space = /^[ \t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]/u;
const glue = /^[\u00A0\u2007\u202F\u2060\uFEFF]/u;
const hyphen = /^[-\u2010\u058A\u05BE\u2013\u00AD/]/u;
const letter = /^\p{L}/u;
const ideographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001\u3002\u30FB]/u;
/** Closing signs, small kana, the lengthening mark, repetition marks, and all that ends a phrase. */
const neverFirst = /^[\p{Pe}\p{Pf}\p{Po}\u3005\u30FC\u309D\u309E\u30FD\u30FEぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々・·]/u;
const neverLast = /^[\p{Ps}\p{Pi}]/u;

let segmenter: Intl.Segmenter | null = null;

function wordStarts(text: string): Set<number> {
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' });
  return new Set(Array.from(segmenter.segment(text), ({ index }) => index));
}

/** A line without the white space around it, which would be seen as an indent where lines are centred. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let [from, to] = [start, end];
  while (to > from && /[\s\u200B]/u.test(text[to - 1] as string) && text[to - 1] !== '\u00A0') to--;
  while (from < to && /\s/u.test(text[from] as string) && text[from] !== '\u00A0') from++;
  return { start: from, end: to };
}
