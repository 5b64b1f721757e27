/**
 * Hangul as the keys that type it. An input method builds a syllable key by key and moves its last consonant on when a
 * vowel follows (서 → 성 → 서여 → 서연; 박 → 밗 → 박서), so only in keys is every state a prefix of the finished name.
 */

/** The final consonants U+11A8 to U+11C2 as initial ones, clusters as the two keys of them. */
const finals =
  'ᄀ ᄁ ᄀᄉ ᄂ ᄂᄌ ᄂᄒ ᄃ ᄅ ᄅᄀ ᄅᄆ ᄅᄇ ᄅᄉ ᄅᄐ ᄅᄑ ᄅᄒ ᄆ ᄇ ᄇᄉ ᄉ ᄊ ᄋ ᄌ ᄎ ᄏ ᄐ ᄑ ᄒ'.split(' ');
const firstFinal = 0x11a8;

/** Vowels that take more than one key, on the touch keyboards where ㅐ is ㅏ and ㅣ as well. */
const vowels = new Map([
  ['\u1162', '\u1161\u1175'],
  ['\u1164', '\u1163\u1175'],
  ['\u1166', '\u1165\u1175'],
  ['\u1168', '\u1167\u1175'],
  ['\u116a', '\u1169\u1161'],
  ['\u116b', '\u1169\u1161\u1175'],
  ['\u116c', '\u1169\u1175'],
  ['\u116f', '\u116e\u1165'],
  ['\u1170', '\u116e\u1165\u1175'],
  ['\u1171', '\u116e\u1175'],
  ['\u1174', '\u1173\u1175'],
]);

const syllables = /[\uac00-\ud7a3]/g;
const onlySyllables = /^[\uac00-\ud7a3]+$/;

/** A text with its Hangul taken apart into keys, everything else as it is. */
export function hangulKeys(text: string): string {
  return text
    .replace(syllables, (syllable) => syllable.normalize('NFD'))
    .replace(
      /[\u1162-\u1174\u11a8-\u11c2]/g,
      (jamo) => vowels.get(jamo) ?? finals[jamo.charCodeAt(0) - firstFinal] ?? jamo,
    );
}

/** The initial consonants of a word in Hangul (김서연 → ᄀᄉᄋ), by which Koreans look people up; empty for anything else. */
export function initialConsonants(word: string): string {
  return onlySyllables.test(word) ? word.replace(syllables, (syllable) => syllable.normalize('NFD').charAt(0)) : '';
}
