import { expect, test } from 'vitest';
import desk from '../../../renderer/i18n/en/desk.json';
import kiosk from '../../../renderer/i18n/en/kiosk.json';
import shell from '../../../renderer/i18n/en/shell.json';
import { startI18n } from '../../../renderer/i18n/i18n';
import { languages } from '../../../shared/contract/values';
import { dateFieldOrder, dateInDigits, daysSpan, dayOf } from '../../../renderer/i18n/times';
import { errorCodes } from '../../../shared/contract/errors';
import { scanAnswerCodes } from '../../../shared/contract/answers';

const i18n = startI18n({ en: { kiosk, desk, shell } });

function leaves(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    typeof each === 'string' ? [[path + key, each] as [string, string]] : leaves(each as object, `${path}${key}.`),
  );
}

test('words are there in the tick that starts them', () => {
  expect(i18n.t('kiosk:waiting.title_in')).toBe('Welcome! Scan your ticket');
  expect(i18n.t('desk:roster.people', { count: 1200 })).toBe('1,200 people');
  expect(i18n.t('desk:roster.people', { count: 1 })).toBe('1 person');
  expect(i18n.t('desk:counters.insideHint', { count: 0 })).toBe('Nobody has left');
});

test('a key that English lacks does not compile', () => {
  // @ts-expect-error -- this is the test: the compiler refuses the key
  expect(i18n.t('kiosk:waiting.nothing')).toBe('waiting.nothing');
});

test('every plural has all its forms, and no text is empty', () => {
  for (const catalogue of [kiosk, desk, shell]) {
    const all = new Map(leaves(catalogue));
    for (const [key, text] of all) {
      expect(text.trim(), key).not.toBe('');
      if (key.endsWith('_one')) expect(all.has(key.replace(/_one$/, '_other')), key).toBe(true);
    }
  }
});

test('every error and every answer has its words', () => {
  expect(Object.keys(shell.error).sort()).toEqual([...errorCodes].sort());
  expect(Object.keys(desk.answer).filter((key) => key !== 'okOut').sort()).toEqual([...scanAnswerCodes].sort());
});

test('days as people say them', () => {
  expect(daysSpan('2025-09-24', '2025-09-25', 'en')).toMatch(/^24\s*–\s*25 September 2025$/);
  expect(daysSpan('2025-09-24', '2025-09-24', 'en')).toBe('24 September 2025');
  expect(dayOf('2025-09-24', 'de')).toBe('Mittwoch, 24. September');
});

test('dates in the order and the digits of the language', () => {
  const orders = Object.fromEntries(languages.map((language) => [language, dateFieldOrder(language).join(' ')]));
  const dayFirst = 'day month year';
  const yearFirst = 'year month day';
  expect(orders).toEqual({ en: dayFirst, it: dayFirst, de: dayFirst, ar: dayFirst, fr: dayFirst, ko: yearFirst, zh: yearFirst });
  const digits = Object.fromEntries(languages.map((language) => [language, dateInDigits('2003-02-09', language)]));
  expect(digits).toEqual({
    en: '09/02/2003', it: '09/02/2003', de: '09.02.2003', ar: '09/02/2003', fr: '09/02/2003', ko: '2003. 02. 09.', zh: '2003/02/09',
  });
});

test('numbers inside sentences have the digits of all other numbers on the screen', () => {
  i18n.addResourceBundle('ar', 'shell', { count: '{{count, number}}' });
  expect(i18n.t('shell:count' as never, { count: 1200, lng: 'ar' })).toBe('1,200');
  expect(i18n.t('desk:roster.people', { count: 1200, lng: 'en' })).toBe('1,200 people');
});
