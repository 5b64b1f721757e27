import { assemble, removeLastCharacter } from 'es-hangul';

const jamo = /^[\u3131-\u3163]$/;
const hangul = /^[\u3131-\u3163\uac00-\ud7a3]$/;

/** A key of the Korean keyboard: a consonant or a vowel, not yet a syllable. */
export function isJamo(key: string): boolean {
  return jamo.test(key);
}

/** A syllable block, or a letter that waits for one. */
export function isHangul(letter: string): boolean {
  return hangul.test(letter);
}

/**
 * A text with one more Korean letter: it joins the syllable at the end if it can, and takes that one's last consonant
 * over if it is a vowel (최싱 + ㅜ = 최시우).
 */
export function withJamo(text: string, letter: string): string {
  const last = lastLetterOf(text);
  return isHangul(last) ? text.slice(0, text.length - last.length) + assemble([last, letter]) : text + letter;
}

/** A text without the Korean letter typed last: 최 becomes 초, 값 becomes 갑. */
export function withoutLastJamo(text: string): string {
  const last = lastLetterOf(text);
  return text.slice(0, text.length - last.length) + removeLastCharacter(last);
}

/** The last code point, or nothing. */
export function lastLetterOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? '';
}
