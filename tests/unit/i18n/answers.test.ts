import { describe, expect, test } from 'vitest';
import { scanAnswerCodes } from '../../../shared/contract/answers';
import { type Language, languages } from '../../../shared/contract/values';
import { answerCatalogues, answerWords, countdownWords, declinedWords, placeholdersOf } from '../../../renderer/i18n/answers';
import { languageOrEnglish } from '../../../renderer/i18n/languages';

type Shape = { [key: string]: Shape | string[] };

/** A catalogue with every sentence replaced by the sorted names of its values. */
function shapeOf(value: unknown): Shape | string[] {
  if (typeof value === 'string') return placeholdersOf(value).sort();
  const entries = Array.isArray(value) ? value.map((each, index) => [String(index), each] as const) : Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, each]) => [key, shapeOf(each)]));
}

function sentencesOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(sentencesOf);
}

/** Every list of alternatives of a catalogue. */
function alternativesOf(value: unknown): string[][] {
  if (typeof value === 'string') return [];
  return Array.isArray(value) ? [value as string[]] : Object.values(value as object).flatMap(alternativesOf);
}

const values = {
  name: 'Anna Bauer',
  time: '2025-09-24T00:02:00.000Z',
  timeZone: 'Asia/Seoul',
  now: '2025-09-24T01:00:00.000Z',
  place: 'Entrance 1',
  session: 'Opening',
};
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

describe('the catalogues of answers', () => {
  test.each(languages)('%s has the keys and values of English', (language) => {
    expect(shapeOf(answerCatalogues[language])).toEqual(shapeOf(answerCatalogues.en));
  });

  test.each(languages)('%s says something for every answer, whatever is not known', (language) => {
    for (const code of scanAnswerCodes) {
      for (const direction of ['in', 'out'] as const) {
        const words = answerWords(code, direction, language, {});
        expect(words.message.length, code).toBeGreaterThan(2);
        expect(words.next.length, code).toBeGreaterThan(2);
        expect(`${words.message} ${words.next}`).not.toMatch(/\{\{|\bundefined\b|\bnull\b|[\u2068\u2069]/);
      }
    }
  });

  test.each(languages)('%s: the last alternative needs no value, and each one before it needs more than the next', (language) => {
    for (const alternatives of alternativesOf(answerCatalogues[language])) {
      const needs = alternatives.map((sentence) => new Set(placeholdersOf(sentence)));
      expect(needs.at(-1)?.size, alternatives[0]).toBe(0);
      needs.slice(1).forEach((need, index) => expect(need.size, alternatives[index]).toBeLessThan(needs[index]?.size ?? 0));
    }
  });

  test.each(languages.filter((language) => language !== 'en'))('%s is translated', (language) => {
    const english = new Set(sentencesOf(answerCatalogues.en));
    expect(sentencesOf(answerCatalogues[language]).filter((sentence) => english.has(sentence))).toEqual([]);
  });

  test('sentences end as sentences of their language do', () => {
    const ends: Record<Language, RegExp> = {
      en: /[.!?]$/, it: /[.!?]$/, de: /[.!?]$/, fr: /[.!?]$/, ar: /[.!؟]$/, ko: /[.!?]$/, zh: /[。！？]$/,
    };
    for (const language of languages) {
      for (const sentence of alternativesOf(answerCatalogues[language]).flat()) expect(sentence).toMatch(ends[language]);
    }
  });
});

describe('answerWords', () => {
  test('greets by name, and says good-bye on the way out', () => {
    expect(plain(answerWords('ok', 'in', 'en', { name: 'Anna Bauer' }).message)).toBe('Welcome, Anna Bauer!');
    expect(plain(answerWords('ok', 'out', 'de', { name: 'Anna Bauer' }).message)).toBe('Auf Wiedersehen, Anna Bauer!');
    expect(plain(answerWords('ok', 'in', 'ko', { name: '최시우' }).message)).toBe('최시우 님, 환영합니다!');
  });

  test('says when and where the first check-in was, by the clock of the workshop', () => {
    const { message } = answerWords('already_checked_in', 'in', 'en', values);
    expect(plain(message)).toBe('Anna Bauer, you are already checked in (09:02, Entrance 1).');
  });

  test('a time of another day comes with its date, in the language', () => {
    const on = (language: Language): string =>
      plain(answerWords('already_checked_in', 'in', language, { ...values, now: '2025-09-26T01:00:00.000Z' }).message);
    expect(on('en')).toContain('24 September at 09:02');
    expect(on('de')).toContain('24. September');
    expect(on('fr')).toContain('24 septembre');
    expect(on('ko')).toContain('9월 24일');
    expect(on('zh')).toContain('9月24日');
    expect(on('ar')).toMatch(/24 سبتمبر/);
    for (const language of languages) expect(on(language)).toContain('09:02');
  });

  test('midnight is 00, not 24', () => {
    const { message } = answerWords('already_checked_in', 'in', 'ko', { ...values, time: '2025-09-23T15:05:00.000Z', now: '2025-09-23T16:00:00.000Z' });
    expect(message).toContain('00:05');
  });

  test('what is not known leaves a plainer sentence', () => {
    expect(answerWords('already_checked_in', 'in', 'en', { name: ' ' }).message).toBe('You are already checked in.');
    expect(plain(answerWords('already_checked_in', 'in', 'en', { ...values, place: null }).message)).toBe(
      'Anna Bauer, you are already checked in (09:02).',
    );
    expect(plain(answerWords('too_early', 'in', 'en', { session: 'Opening', time: values.time, timeZone: 'Asia/Seoul' }).next)).toContain('09:02');
  });

  test('every value stands between isolates, so that scripts of two directions keep their order', () => {
    const { message } = answerWords('already_checked_in', 'in', 'ar', { ...values, name: 'Anna (VIP) Bauer' });
    for (const value of ['Anna (VIP) Bauer', '09:02', 'Entrance 1']) expect(message).toContain(`\u2068${value}\u2069`);
  });

  test('a value that looks like a placeholder or a replacement pattern is text', () => {
    expect(plain(answerWords('ok', 'in', 'en', { name: '{{time}} $& $1' }).message)).toBe('Welcome, {{time}} $& $1!');
  });

  test('the other words of the kiosk', () => {
    expect(declinedWords('fr').message).toContain('pas été enregistrée');
    expect(countdownWords('zh', 7)).toContain('7');
    expect(languageOrEnglish('ar')).toBe('ar');
    expect(languageOrEnglish('xx')).toBe('en');
    expect(languageOrEnglish(null)).toBe('en');
  });
});
