import { describe, expect, test } from 'vitest';
import { type Language, languages } from '../../../../shared/contract/values';
import { applyKey, isCapital, pressShift, shiftAfterLetter } from '../../../../renderer/kiosk/keyboard/applyKey';
import { chosenLanguage, functionKeys, type KeyboardVariant, languageKey, layersOf } from '../../../../renderer/kiosk/keyboard/layouts';
import { readingOf, withCandidate } from '../../../../renderer/kiosk/keyboard/pinyin';

function type(keys: Iterable<string>, language: Language, text = ''): string[] {
  const seen: string[] = [];
  for (const key of keys) seen.push((text = applyKey(text, key, language)));
  return seen;
}

describe('Hangul', () => {
  test('is composed as it is typed', () => {
    expect(type('ㅊㅗㅣ', 'ko')).toEqual(['ㅊ', '초', '최']);
    expect(type('ㅅㅣㅇㅜ', 'ko')).toEqual(['ㅅ', '시', '싱', '시우']);
    expect(type('ㅊㅗㅣㅅㅣㅇㅜ', 'ko').at(-1)).toBe('최시우');
    expect(type('ㄱㅏㅂㅅㅇㅣ', 'ko').at(-1)).toBe('값이');
    expect(type('ㄷㅏㄹㄱㅏ', 'ko').at(-1)).toBe('달가');
    expect(type('ㅇㅗㅏㅇ', 'ko').at(-1)).toBe('왕');
    expect(type('ㄲㅡㅌ', 'ko').at(-1)).toBe('끝');
  });

  test('joins nothing but what stands right before', () => {
    expect(type('ㅂㅏㄱ', 'ko', 'Kim ').at(-1)).toBe('Kim 박');
    expect(type('ㅋㅋ', 'ko').at(-1)).toBe('ㅋㅋ');
    expect(type('ㅏ', 'ko', '王')).toEqual(['王ㅏ']);
    // A text that somebody else composed in another way is left as it is.
    expect(type('ㄴ', 'ko', 'ㅎ한가')).toEqual(['ㅎ한간']);
  });

  test('backspace takes one letter of the last syllable at a time', () => {
    const keys = Array.from<string>({ length: 7 }).fill('{bksp}');
    expect(type(keys, 'ko', '최시우')).toEqual(['최시ㅇ', '최시', '최ㅅ', '최', '초', 'ㅊ', '']);
    expect(type(['{bksp}', '{bksp}'], 'ko', '값')).toEqual(['갑', '가']);
    expect(type(['{bksp}'], 'ko', '')).toEqual(['']);
  });
});

describe('other letters', () => {
  test('go to the end, and backspace takes a whole character', () => {
    expect(type(['A', 'n', 'n', 'a', '{space}', 'ß', '{bksp}'], 'de').at(-1)).toBe('Anna ');
    expect(type(['{bksp}'], 'zh', '李𠮷')).toEqual(['李']);
    expect(type([...'محمد'], 'ar').at(-1)).toBe('محمد');
    expect(applyKey('a', '.com', 'en', 'email')).toBe('a.com');
  });

  test('keys that only change the keyboard change no text', () => {
    const still = [...functionKeys.filter((key) => key !== '{bksp}' && key !== '{space}'), ...languages.map(languageKey)];
    for (const key of still) expect(applyKey('Anna', key, 'en'), key).toBe('Anna');
  });
});

describe('pinyin', () => {
  const offered = (text: string): readonly string[] => readingOf(text)?.candidates ?? [];

  test('offers the characters of the first syllable, family names first where a name begins', () => {
    expect(offered('wang')[0]).toBe('王');
    expect(offered('li')[0]).toBe('李');
    expect(offered('zhang')[0]).toBe('张');
    expect(offered('王wei')).toContain('伟');
    // Behind a family name the frequent ones come first.
    expect(offered('王li')[0]).toBe('理');
  });

  test('a chosen character takes the place of its syllable, and the rest is chosen next', () => {
    const first = readingOf('wangwei');
    expect(first?.syllable).toBe('wang');
    const text = withCandidate('wangwei', first as NonNullable<typeof first>, '王');
    expect(text).toBe('王wei');
    const next = readingOf(text) as NonNullable<ReturnType<typeof readingOf>>;
    expect(withCandidate(text, next, '伟')).toBe('王伟');
    expect(readingOf('王伟')).toBeUndefined();
  });

  test('parts syllables as a reader would', () => {
    const parts: Record<string, string> = {
      xian: 'xian', "xi'an": 'xi', jinan: 'jin', xinai: 'xin', haner: 'han', zhongguo: 'zhong', lvmei: 'lv', liangang: 'liang', wangw: 'wang', hei: 'hei',
    };
    for (const [letters, syllable] of Object.entries(parts)) expect(readingOf(letters)?.syllable, letters).toBe(syllable);
    const reading = readingOf("xi'an") as NonNullable<ReturnType<typeof readingOf>>;
    expect(withCandidate("xi'an", reading, '西')).toBe('西an');
  });

  test('leaves Latin names, letters that are no syllable, and other keyboards alone', () => {
    for (const text of ['', 'Wang', 'O\'brien', 'zz', 'Müller', '王 ', 'w']) expect(readingOf(text), text).toBeUndefined();
    expect(applyKey('wang', '{space}', 'en')).toBe('wang ');
    expect(applyKey('wang', '{space}', 'zh', 'email')).toBe('wang ');
  });

  test('the space bar takes the first character', () => {
    expect(applyKey('wang', '{space}', 'zh')).toBe('王');
    expect(applyKey('王', '{space}', 'zh')).toBe('王 ');
  });

  test('is not slowed down by a long row of letters', () => {
    expect(readingOf(`${'an'.repeat(500)}vi`)?.syllable).toBe('an');
  });
});

describe('shift', () => {
  test('a word begins with a capital where the language has them', () => {
    expect(isCapital('auto', '', 'de')).toBe(true);
    expect(isCapital('auto', 'Anna ', 'it')).toBe(true);
    expect(isCapital('auto', 'Anna', 'it')).toBe(false);
    for (const language of ['ar', 'ko', 'zh'] as const) expect(isCapital('auto', '', language)).toBe(false);
  });

  test('once for a letter, twice for all, again for none', () => {
    const once = pressShift('auto', false);
    expect([once, isCapital(once, 'a', 'en'), shiftAfterLetter(once)]).toEqual(['capital', true, 'auto']);
    const twice = pressShift(once, true);
    expect([twice, shiftAfterLetter(twice)]).toEqual(['locked', 'locked']);
    expect(isCapital(pressShift(twice, true), 'A', 'en')).toBe(false);
    // Where a word begins, it takes the capital away.
    expect(isCapital(pressShift('auto', true), '', 'en')).toBe(false);
  });
});

describe('the layouts', () => {
  const variants: KeyboardVariant[] = ['text', 'email', 'digits'];
  const keysOf = (language: Language, variant: KeyboardVariant): string[] =>
    Object.values(layersOf(language, variant, true)).flatMap((rows) => (rows ?? []).flatMap((row) => row.split(' ')));

  test.each(languages)('%s: every key is a character or a known key, none twice on a face, never more than 14 in a row', (language) => {
    for (const variant of variants) {
      for (const [face, rows] of Object.entries(layersOf(language, variant, true))) {
        const keys = rows.flatMap((row) => row.split(' '));
        expect(new Set(keys).size, `${variant} ${face}`).toBe(keys.length);
        for (const row of rows) expect(row.split(' ').length).toBeLessThanOrEqual(14);
        for (const key of keys) {
          const known = [...key].length === 1 || key === '.com' || (functionKeys as readonly string[]).includes(key) || chosenLanguage(key);
          expect(known, key).toBeTruthy();
        }
        expect(keys, `${variant} ${face}`).toContain(face === 'languages' ? '{letters}' : '{bksp}');
      }
    }
  });

  test('every language can be reached from every other, and an e-mail address be typed in each', () => {
    for (const language of languages) {
      for (const each of languages) expect(keysOf(language, 'text')).toContain(languageKey(each));
      expect(keysOf(language, 'email')).toEqual(expect.arrayContaining([...'abcdefghijklmnopqrstuvwxyz0123456789@.-_+']));
      expect(keysOf(language, 'digits').filter((key) => /^\d$/.test(key)).sort()).toEqual([...'0123456789']);
      expect(keysOf(language, 'text')).toEqual(expect.arrayContaining([..."-'.@0123456789"]));
    }
  });

  test('the letters of each language are all there', () => {
    const alphabets: Record<Language, string> = {
      en: 'abcdefghijklmnopqrstuvwxyz', it: 'abcdefghijklmnopqrstuvwxyzàèéìòù', de: 'abcdefghijklmnopqrstuvwxyzäöüßẞÄÖÜ',
      fr: 'abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÉÇ', ar: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي',
      ko: 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ', zh: 'abcdefghijklmnopqrstuvwxyz',
    };
    for (const language of languages) expect(keysOf(language, 'text'), language).toEqual(expect.arrayContaining([...alphabets[language]]));
  });

  test('without an Enter there is no key for it', () => {
    for (const variant of variants) expect(JSON.stringify(layersOf('en', variant, false))).not.toContain('{enter}');
  });
});
