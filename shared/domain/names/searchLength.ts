import { foldLetters } from './letterFolds';

const lettersWanted = 3;
/** A syllable or a character says as much as several letters of an alphabet do. */
const denseLettersWanted = 2;

/**
 * Whether a search has letters enough to look for people at a kiosk: three, or two with Hangul or Han among them.
 * Letters are counted once folded; marks, digits and spaces are none.
 */
export function isLongEnough(search: string): boolean {
  const letters = foldLetters(search).match(/\p{L}/gu) ?? [];
  const dense = letters.some((letter) => /[\p{Script=Hangul}\p{Script=Han}]/u.test(letter));
  return letters.length >= (dense ? denseLettersWanted : lettersWanted);
}
