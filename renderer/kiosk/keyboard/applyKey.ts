import type { Language } from '@shared/contract/values';
import { isHangul, isJamo, lastLetterOf, withJamo, withoutLastJamo } from './composeHangul';
import { readingOf, withCandidate } from './pinyin';
import type { KeyboardVariant } from './layouts';

/**
 * A text after one more key of the on-screen keyboard. Nothing is remembered between keys: the text itself says what
 * is being composed, so that a real keyboard and this one can be used by turns.
 *
 * @param key a character, `{bksp}` or `{space}`; the other keys in braces change no text.
 */
export function applyKey(text: string, key: string, language: Language, variant: KeyboardVariant = 'text'): string {
  switch (key) {
    case '{bksp}': {
      const last = lastLetterOf(text);
      return isHangul(last) ? withoutLastJamo(text) : text.slice(0, text.length - last.length);
    }
    case '{space}':
      return spaceAfter(text, language, variant);
    default:
      if (isJamo(key)) return withJamo(text, key);
      return /^\{.+\}$/.test(key) ? text : text + key;
  }
}

/** The space bar takes the first character offered, if there is any: so does every Chinese keyboard. */
function spaceAfter(text: string, language: Language, variant: KeyboardVariant): string {
  const reading = language === 'zh' && variant === 'text' ? readingOf(text) : undefined;
  const first = reading?.candidates[0];
  return reading && first !== undefined ? withCandidate(text, reading, first) : `${text} `;
}

/** Shift: by itself, as a word begins; or as it was pressed, for one letter or until it is pressed again. */
export type Shift = 'auto' | 'capital' | 'small' | 'locked';

/** Whether the next letter will be a capital. Words of the Latin languages begin with one; pinyin does not. */
export function isCapital(shift: Shift, text: string, language: Language): boolean {
  if (shift !== 'auto') return shift !== 'small';
  return !['ar', 'ko', 'zh'].includes(language) && /(^|\s)$/.test(text);
}

/** Shift after its key: once for one letter, twice for all, again for none. */
export function pressShift(shift: Shift, capital: boolean): Shift {
  if (shift === 'capital') return 'locked';
  return capital ? 'small' : 'capital';
}

/** Shift after a letter. */
export function shiftAfterLetter(shift: Shift): Shift {
  return shift === 'locked' ? 'locked' : 'auto';
}
