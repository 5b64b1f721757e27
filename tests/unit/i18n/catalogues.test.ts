import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Language, languages } from '../../../shared/contract/values';
import { catalogueProblems, textsOf, translated } from '../../../renderer/i18n/catalogueCheck';
import { deskWords, loadDeskWords } from '../../../renderer/i18n/deskWords';
import { hqWords, loadHqWords } from '../../../renderer/i18n/hqWords';
import { shownLanguage, startI18n, switchLanguage } from '../../../renderer/i18n/i18n';
import { kioskWords } from '../../../renderer/i18n/kioskWords';
import { firstKnownLanguage } from '../../../renderer/i18n/languages';

const folder = path.resolve(import.meta.dirname, '../../../renderer/i18n');
const words = (language: Language, namespace: string): object =>
  JSON.parse(fs.readFileSync(path.join(folder, language, `${namespace}.json`), 'utf8')) as object;

const ofKiosk = ['kiosk', 'keyboard', 'shell', 'certificates', 'printing'] as const;

describe('catalogueProblems', () => {
  const english = { a: { b: 'Text', named: 'Hello {{name}}' }, left_one: '{{count}} day', left_other: '{{count}} days', enter_in: 'In', enter_out: 'Out' };
  const german = { a: { b: 'Text', named: 'Hallo {{name}}' }, left_one: '{{count}} Tag', left_other: '{{count}} Tage', enter_in: 'Ein', enter_out: 'Aus' };
  const without = (catalogue: object, key: string): object => Object.fromEntries(Object.entries(catalogue).filter(([each]) => each !== key));

  test('a whole catalogue has none', () => {
    expect(catalogueProblems(english, german, 'de')).toEqual([]);
    expect(catalogueProblems(english, english, 'en')).toEqual([]);
  });

  test('names what is missing, empty or too much', () => {
    expect(catalogueProblems(english, { ...german, a: { b: 'Text' } }, 'de')).toEqual(['a.named is missing']);
    expect(catalogueProblems(english, without(german, 'enter_out'), 'de')).toEqual(['enter_out is missing']);
    expect(catalogueProblems(english, { ...german, enter_in: ' ' }, 'de')).toEqual(['enter_in is empty']);
    expect(catalogueProblems(english, { ...german, more: 'Mehr' }, 'de')[0]).toContain('more is not in the English catalogue');
  });

  test('names wrong values', () => {
    expect(catalogueProblems(english, { ...german, a: { b: 'Text', named: 'Hallo {{nam}}' } }, 'de')).toEqual([
      'a.named lacks {{name}}',
      'a.named has {{nam}}, which English does not',
    ]);
    expect(catalogueProblems(english, { ...german, left_other: 'Tage' }, 'de')).toEqual(['left_other lacks {{count}}']);
    // A word may say the number of the small forms.
    expect(catalogueProblems(english, { ...german, left_one: 'Ein Tag' }, 'de')).toEqual([]);
  });

  test('names the plural forms a language lacks, or does not have', () => {
    expect(catalogueProblems(english, without(german, 'left_one'), 'de')).toEqual(['left_one is missing']);
    expect(catalogueProblems(english, german, 'ar')).toEqual(
      expect.arrayContaining(['left_zero is missing', 'left_two is missing', 'left_few is missing', 'left_many is missing']),
    );
    expect(catalogueProblems(english, german, 'fr')).toEqual(['left_many is missing']);
    expect(catalogueProblems(english, german, 'ko')[0]).toContain('left_one is not in the English catalogue');
    expect(catalogueProblems(english, without(german, 'left_one'), 'ko')).toEqual([]);
    expect(catalogueProblems({ ...english, left_zero: 'None' }, without(german, 'left_one'), 'ko')).toEqual(['left_zero is missing']);
  });
});

describe.each(languages)('the words in %s', (language) => {
  test.each(translated)('%s has the keys, values and plural forms of English', (namespace) => {
    expect(catalogueProblems(words('en', namespace), words(language, namespace), language)).toEqual([]);
  });

  test('are all handed to the kiosk', () => {
    expect(kioskWords()[language]).toEqual(Object.fromEntries(ofKiosk.map((namespace) => [namespace, words(language, namespace)])));
  });

  test('are all handed to headquarters, whose namespaces are all looked after', async () => {
    const namespaces = Object.keys(hqWords);
    expect(translated).toEqual(expect.arrayContaining(namespaces));
    expect(await loadHqWords(language)).toEqual(Object.fromEntries(namespaces.map((namespace) => [namespace, words(language, namespace)])));
  });

  test('are all handed to the desk, whose namespaces are all looked after', async () => {
    const namespaces = Object.keys(deskWords);
    expect(translated).toEqual(expect.arrayContaining(namespaces));
    expect(await loadDeskWords(language)).toEqual(Object.fromEntries(namespaces.map((namespace) => [namespace, words(language, namespace)])));
  });
});

describe.each(languages.filter((language) => language !== 'en'))('the words in %s', (language) => {
  /** Words that are the same in more than one language. */
  const shared = new Set([
    'Check-in', 'Check-out', 'PIN', 'Code', 'Offline', 'Online', 'Zoom', 'zoom', 'menu', 'menus', 'staff', 'Apostrophe', 'Plus', '{{size}} GB', 'Name', 'No',
    'Problem', 'Session', 'Sessions', 'Places', 'Status', 'Ticket', 'Tickets', 'Version', 'E-mail', 'File', 'Organisation', 'Person', 'no', 'Format', 'Badges',
    'Signature', 'Workshop', 'Agenda', 'Programme', '{{count, number}} workshop', '{{count, number}} Workshop', '{{count, number}} Workshops',
    '+{{minutes}} min', 'Pages', 'Kiosk', 'Port', 'Passphrase', 'Token (JWT)', 'Password', '{{count}} min', '{{count, number}} scan', '{{count, number}} scans', 'Workshops', 'Exports', 'Stations',
  ]);

  /** A text that only puts values together, such as `{{from}} – {{to}}`, is in no language. */
  const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\{.*?\}\}/g, ''));

  test.each(translated)('%s is translated', (namespace) => {
    const english = textsOf(words('en', namespace));
    const same = [...textsOf(words(language, namespace))].filter(([key, text]) => english.get(key) === text && !shared.has(text) && hasWords(text));
    expect(same).toEqual([]);
  });

  test('are in its script, with its signs', () => {
    const scripts: Partial<Record<Language, RegExp>> = { ar: /\p{Script=Arabic}/u, ko: /\p{Script=Hangul}/u, zh: /\p{Script=Han}/u };
    for (const namespace of translated) {
      for (const [key, text] of textsOf(words(language, namespace))) {
        if (!hasWords(text)) continue;
        const script = scripts[language];
        if (script) expect(text, key).toMatch(script);
        if (language === 'zh') expect(text, key).not.toMatch(/[\p{Script=Han}][,.?!:;]/u);
        if (language === 'ar') expect(text, key).not.toMatch(/[\p{Script=Arabic}][,?;]/u);
        // French sets a space that does not break before these.
        if (language === 'fr') expect(text, key).not.toMatch(/[^\s\u202f\u00a0][?!;:»](\s|$)| [?!;:»](\s|$)/);
      }
    }
  });
});

test('the first of somebody’s languages that the desk has, or English', () => {
  expect(firstKnownLanguage(['ko-KR', 'en'])).toBe('ko');
  expect(firstKnownLanguage(['pt-BR', 'zh_TW'])).toBe('zh');
  expect(firstKnownLanguage(['pt', 'sw'])).toBe('en');
  expect(firstKnownLanguage([])).toBe('en');
});

describe('the language of a window', () => {
  const i18n = startI18n(kioskWords());
  const page = { lang: '', dir: '' };

  test('changes at once: words, direction, and what a screen reader hears', () => {
    switchLanguage('ar', page);
    expect(page).toEqual({ lang: 'ar-u-nu-latn', dir: 'rtl' });
    expect(shownLanguage()).toBe('ar');
    expect(i18n.t('kiosk:common.back')).toBe('رجوع');
    switchLanguage('zh', page);
    expect(page).toEqual({ lang: 'zh-Hans', dir: 'ltr' });
    expect(i18n.t('kiosk:common.back')).toBe('返回');
    switchLanguage('en', page);
    expect(i18n.t('kiosk:common.back')).toBe('Back');
  });

  test.each(languages)('%s has words for every number', (language) => {
    switchLanguage(language, page);
    for (const count of [0, 1, 2, 3, 11, 45, 100, 1_000_000]) {
      const text = i18n.t('kiosk:idle.text', { count });
      // Not the key, and not English, to which a missing form falls back.
      if (language !== 'en') expect(text).not.toMatch(/idle|screen/);
      expect(text).not.toContain('{{');
      if (count > 2) expect(text).toContain(String(count));
    }
  });

  test('Arabic counts as Arabic does', () => {
    switchLanguage('ar', page);
    const said = [1, 2, 3, 11].map((count) => i18n.t('kiosk:idle.text', { count }));
    expect(new Set(said).size).toBe(4);
    expect(said[1]).toContain('ثانيتين');
    expect(said[2]).toContain('3 ثوانٍ');
    expect(said[3]).toContain('11 ثانية');
  });
});
