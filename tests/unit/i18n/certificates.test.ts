import { afterEach, describe, expect, test } from 'vitest';
import { type CertificateRefusal, refusalCode, verificationAnswers } from '../../../shared/contract/certificates';
import { type Language, languages } from '../../../shared/contract/values';
import { refusalWords, verificationWords, type Voice } from '../../../renderer/i18n/certificateWords';
import { startI18n, switchLanguage } from '../../../renderer/i18n/i18n';
import { kioskWords } from '../../../renderer/i18n/kioskWords';

startI18n(kioskWords());
const show = (language: Language): void => switchLanguage(language, { lang: '', dir: '' });
afterEach(() => show('en'));
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');
const said = (refusal: CertificateRefusal, voice: Voice = 'you'): string => plain(refusalWords(refusal, voice, 'Asia/Seoul'));

const at = '2025-09-24T16:00:00.000Z'; // the 25th in Seoul
const all: CertificateRefusal[] = [
  { code: 'erased' }, { code: 'not_registered' }, { code: 'cancelled', at }, { code: 'blocked', at }, { code: 'revoked', at, number: 'CSHYXFPBNDXP' }, { code: 'no_name' },
  { code: 'no_agenda' }, { code: 'no_first_day' }, { code: 'no_birth_date', limit: 35 }, { code: 'birth_date_to_come', birthDate: '2030-01-01', on: '2025-09-24' },
  { code: 'too_old', birthDate: '1980-01-01', age: 45, limit: 35, on: '2025-09-24' }, { code: 'attendance', attended: 5, of: 8, needed: 7 }, { code: 'did_not_attend' },
  { code: 'consent_missing', consent: 'data' }, { code: 'consent_missing', consent: 'photo' }, { code: 'co_signed_instead' }, { code: 'no_award' },
];

test('every reason is looked at here', () => {
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(refusalCode.options));
});

describe.each(languages)('in %s', (language) => {
  test('every reason has its words, to the person and of them, with its numbers', () => {
    show(language);
    for (const voice of ['you', 'desk'] as const) {
      const texts = all.map((refusal) => said(refusal, voice));
      expect(new Set(texts).size).toBe(all.length);
      for (const text of texts) expect(text).not.toMatch(/\{\{|undefined|_/);
      const of = (code: CertificateRefusal['code']): string => said(all.find((each) => each.code === code)!, voice);
      for (const number of ['5', '8', '7']) expect(of('attendance')).toContain(number);
      for (const number of ['45', '35']) expect(of('too_old')).toContain(number);
      expect(of('revoked')).toContain('CSHY-XFPB-NDXP');
      // Nobody's birth date is said aloud.
      expect(texts.join()).not.toMatch(/1980|2030/);
    }
    expect(said({ code: 'cancelled', at }, 'desk')).toMatch(/25/);
  });

  test('the numbers of sessions agree with their words', () => {
    show(language);
    for (const of of [1, 2, 3, 8, 11, 100]) {
      const text = said({ code: 'attendance', attended: 0, of, needed: of });
      expect(text).not.toContain('{{');
      if (language !== 'en') expect(text).not.toMatch(/attended/);
    }
  });

  test('every answer about a code has its words', () => {
    show(language);
    const texts = verificationAnswers.map((answer) => plain(verificationWords({ answer, revokedAt: at }, 'Asia/Seoul')));
    expect(new Set(texts).size).toBe(verificationAnswers.length);
    expect(texts[verificationAnswers.indexOf('revoked')]).toContain('25');
  });
});

test('in English as it reads', () => {
  expect(said({ code: 'attendance', attended: 5, of: 8, needed: 7 })).toBe('You attended 5 of 8 sessions that count; 7 are needed.');
  expect(said({ code: 'too_old', birthDate: null, age: 36, limit: 35, on: '2025-09-24' }, 'desk')).toBe('Was 36 on the first day, 24 September 2025; the limit is under 35.');
});

test('in Arabic a few sessions are counted as a few, and two as two', () => {
  show('ar');
  const of = (count: number): string => said({ code: 'attendance', attended: 1, of: count, needed: 2 });
  expect(of(2)).toContain('جلستين');
  expect(of(8)).toContain('8 جلسات');
  expect(of(11)).toContain('11 جلسة');
});
