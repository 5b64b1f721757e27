import { hangulKeys, initialConsonants } from './hangul';
import { collapseUmlauts, expandUmlauts, foldLetters, nasalsAsAnusvara } from './letterFolds';

/**
 * What a name is found under. A person is indexed under `searchTokens(name)` and `identifierToken(code)`; somebody is
 * found by a query when each of `queryTokens(query)` begins one of those tokens, or does so together with the query
 * tokens right before it ("seo yeon" finds Seoyeon). Tokens are for comparing, not for showing.
 */

/** Longer tokens are cut, in the index and in queries alike: what follows tells nobody apart. */
const longestToken = 48;
/** Names beyond this are not names; it bounds the work for one. */
const longestText = 512;
/** From each of so many characters a name written without spaces is found. */
const mostSuffixes = 24;
/** Before every identifier, so that typing "sel" finds Selma and not everybody whose ticket begins with SEL25. */
const identifierMark = '#';

const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]+/gu;
const hasUnspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;
const startsUnspaced = /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;
const article = '\u0627\u0644';
/** Words before the name proper, longer than three letters, that are also written together with it. */
const particles = new Set('abdel abdul abdal abdoul della delle dalla degli saint sainte santa'.split(' '));

/** A text in its one spelling for search: letters and digits folded, Hangul as keys, words one space apart. */
export function foldForSearch(text: string): string {
  const folded = nasalsAsAnusvara(foldLetters(text)).replaceAll("'", '').replaceAll('-', ' ');
  return hangulKeys(folded).replace(/ {2,}/g, ' ').trim();
}

/** The token under which a ticket code, registration id or e-mail address is found whole: separators do not count. Empty for a text without letters and digits. */
export function identifierToken(text: string): string {
  const folded = hangulKeys(foldLetters(text.slice(0, longestText))).replace(/[' -]+/g, '');
  return folded === '' ? '' : cut(identifierMark + folded);
}

/** Whether a token is of an identifier. A search by name must not hold one: it would find people by their tickets. */
export function isIdentifier(token: string): boolean {
  return token.startsWith(identifierMark);
}

/** The tokens under which a name is found, each once. */
export function searchTokens(text: string): string[] {
  const name = text.slice(0, longestText);
  const tokens = new Set<string>();
  const letters = foldLetters(name);
  const withAnusvara = nasalsAsAnusvara(letters);
  addSpelling(withAnusvara, tokens);
  // Half-typed, a nasal does not stand before its consonant yet: the spelling as written is a prefix, the other is not.
  if (withAnusvara !== letters) addSpelling(letters, tokens);
  const expanded = expandUmlauts(name);
  if (expanded !== null) addSpelling(foldLetters(expanded), tokens);
  for (const token of tokens) addVariants(token, tokens);
  // As a query takes them: a name with a number in it, or a code in the name's column.
  const numbered = name.split(/\s+/).filter(looksLikeIdentifier);
  for (const i of numbered.keys()) tokens.add(identifierToken(numbered.slice(i).join('')));
  const finished = new Set<string>();
  for (const token of tokens) finished.add(cut(hangulKeys(token)));
  finished.delete('');
  return [...finished];
}

/**
 * The tokens of what somebody has typed so far, all of which must be found. Words with a digit or an @ are taken
 * together as one identifier. Empty when nothing has been typed that could be looked for.
 */
export function queryTokens(text: string): string[] {
  const tokens: string[] = [];
  let identifier = '';
  for (const word of text.slice(0, longestText).split(/\s+/)) {
    if (looksLikeIdentifier(word)) {
      identifier += word;
      continue;
    }
    for (const part of nasalsAsAnusvara(foldLetters(word)).replaceAll("'", '').split(/[ -]+/)) {
      // The romaji that an input method has not turned into a kana yet say nothing: さk is on its way to さく.
      const typed = part.replace(/(?<=[\u3041-\u3096\u30fc])[a-z]{1,3}$/, '');
      for (const run of scriptRuns(typed)) tokens.push(cut(hangulKeys(withoutArticle(run, 3))));
    }
  }
  if (identifier !== '') tokens.push(identifierToken(identifier));
  return tokens.filter((token) => token !== '');
}

function looksLikeIdentifier(word: string): boolean {
  return /[\p{Nd}@\uff20]/u.test(word);
}

/** Adds the tokens of one spelling of a name: its words, the parts of linked words, and what people write together. */
function addSpelling(letters: string, tokens: Set<string>): void {
  const words = letters.split(' ').map((word) => word.split(/['-]+/).flatMap(scriptRuns));
  const spaced = words
    .map((parts) => parts.filter((part) => !startsUnspaced.test(part)))
    .filter((parts) => parts.length > 0);
  for (const [i, parts] of spaced.entries()) {
    for (const [j, part] of parts.entries()) tokens.add(part).add(parts.slice(j).join(''));
    const glued = writtenTogether(spaced, i);
    if (glued !== '') tokens.add(glued);
  }
  addUnspaced(
    words.flat().filter((part) => startsUnspaced.test(part)),
    tokens,
  );
}

/** A short word or particle with the words after it, up to the first long one: vanderberg, desantis, عبدالرحمن. */
function writtenTogether(words: readonly string[][], from: number): string {
  let glued = '';
  for (let i = from; i < words.length && i < from + 4; i++) {
    const word = (words[i] ?? []).join('');
    glued += word;
    if (word.length > 3 && !particles.has(word)) break;
  }
  return glued;
}

/** Chinese, Japanese and Korean names have no spaces where the parts are: found from any character, and with the parts either way around. */
function addUnspaced(parts: string[], tokens: Set<string>): void {
  if (parts.length === 0) return;
  const characters = [...parts.join('')];
  for (let i = 0; i < characters.length && i < mostSuffixes; i++) tokens.add(characters.slice(i).join(''));
  for (const part of parts) tokens.add(part);
  if (parts.length === 2) tokens.add([...parts].reverse().join(''));
  // A Chinese or Korean family name is nearly always one character: typed alone it means itself before all that begins like it.
  if (characters.length <= 4) tokens.add(characters[0] ?? '');
  const initials = [...initialConsonants(characters.join(''))];
  for (let i = 0; i + 1 < initials.length && i < mostSuffixes; i++) tokens.add(initials.slice(i).join(''));
}

/** Adds how else a token may be written in its own script. */
function addVariants(token: string, tokens: Set<string>): void {
  const collapsed = collapseUmlauts(token);
  if (collapsed !== token) tokens.add(collapsed);
  tokens.add(withoutArticle(token, 2));
  // عبدالرحمن, نورالدين: the article inside a name that is also written in two words.
  const inner = token.indexOf(article, 2);
  if (inner >= 2 && token.length >= inner + 5) tokens.add(token.slice(inner)).add(token.slice(inner + 2));
}

function withoutArticle(token: string, atLeast: number): string {
  return token.startsWith(article) && token.length >= article.length + atLeast ? token.slice(article.length) : token;
}

/** The stretches of a word that are written with or without spaces between words: 김Seoyeon is two. */
function scriptRuns(word: string): string[] {
  if (!hasUnspaced.test(word)) return word === '' ? [] : [word];
  const runs: string[] = [];
  let end = 0;
  for (const match of word.matchAll(unspaced)) {
    if (match.index > end) runs.push(word.slice(end, match.index));
    runs.push(match[0]);
    end = match.index + match[0].length;
  }
  if (end < word.length) runs.push(word.slice(end));
  return runs;
}

/** A token at its greatest length, whole characters only. */
function cut(token: string): string {
  if (token.length <= longestToken) return token;
  const last = token.charCodeAt(longestToken - 1);
  return token.slice(0, last >= 0xd800 && last < 0xdc00 ? longestToken - 1 : longestToken);
}
