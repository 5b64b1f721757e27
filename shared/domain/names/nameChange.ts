import { foldForSearch } from './foldForSearch';

/** What another spelling of one's name is. `small` may be recorded where nobody looks at it; `large` needs a person. */
export type NameChange = 'same' | 'small' | 'large';

const scripts = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Devanagari', 'Thai', 'Ethiopic', 'Georgian', 'Armenian', 'Han', 'Hiragana', 'Katakana', 'Hangul'].map(
  (name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const,
);

/**
 * Judges another spelling. Small is: other capitals, accents, hyphens or spaces, the words in another order, or a few
 * mistyped graphemes in the same script. A word more or less, another script, or another character of Chinese is large.
 *
 * @param from as the name stands now
 * @param full as the person is registered: many small steps must not lead to somebody else's name
 * @param to as it shall be
 */
export function nameChange(from: string, full: string, to: string): NameChange {
  const [now, wanted] = [tidy(from), tidy(to)];
  if (now === wanted) return 'same';
  if (!isNear(now, wanted)) return 'large';
  const registered = tidy(full);
  if (registered === '' || scriptsOf(registered) !== scriptsOf(wanted)) return 'small';
  return isNear(registered, wanted) || isPartOf(wanted, registered) ? 'small' : 'large';
}

function tidy(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Letters folded, in keys where they are Hangul: one wrong key there is one grapheme. */
function graphemesOf(name: string): string[] {
  return Array.from(segmenter.segment(foldForSearch(name).replaceAll(' ', ''))).flatMap(({ segment }) => (/\p{Script=Hangul}/u.test(segment) ? [...segment] : [segment]));
}

/** How many graphemes of so many may differ. */
function allowance(length: number): number {
  return length < 4 ? 0 : Math.min(3, Math.floor((length + 5) / 8));
}

function isNear(a: string, b: string): boolean {
  if (scriptsOf(a) !== scriptsOf(b)) return false;
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [joined, other] = [graphemesOf(a), graphemesOf(b)];
  // Nothing is left of it to compare, as of a name of signs alone.
  if (joined.length === 0 || other.length === 0) return false;
  if (joined.join('') === other.join('') || left.join(' ') === right.join(' ')) return true;
  // One character of Chinese is another name, and so is a word more or less.
  if (/\p{Script=Han}/u.test(a) || left.length !== right.length) return false;
  const allowed = allowance(Math.min(joined.length, other.length));
  return distance(joined, other, allowed) <= allowed || distance(graphemesOf(left.join(' ')), graphemesOf(right.join(' ')), allowed) <= allowed;
}

/** Whether every word of a short form stands, nearly, among the more words of the full name. */
function isPartOf(short: string, full: string): boolean {
  const words = wordsOf(full).map(graphemesOf);
  return wordsOf(short).length < words.length && wordsOf(short).every((each) => {
    const word = graphemesOf(each);
    const allowed = allowance(word.length);
    return words.some((other) => distance(word, other, allowed) <= allowed);
  });
}

function wordsOf(name: string): string[] {
  return foldForSearch(name).split(' ').filter(Boolean).sort();
}

function scriptsOf(name: string): string {
  return scripts.filter(([, pattern]) => pattern.test(name)).map(([script]) => script).join();
}

/** Levenshtein's distance with neighbours that are swapped as one step; more than `most` is `most + 1`. */
function distance(a: readonly string[], b: readonly string[], most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return Math.min(most + 1, rows[a.length]?.[b.length] ?? 0);
}
