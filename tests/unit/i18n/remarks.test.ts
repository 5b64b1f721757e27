import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { remarkWords } from '../../../renderer/desk/remarkWords';
import { deskWords, loadDeskWords } from '../../../renderer/i18n/deskWords';
import { startI18n, switchLanguage } from '../../../renderer/i18n/i18n';
import { type Language, languages } from '../../../shared/contract/values';
import { remark, type RemarkText, remarkTexts } from '../../../shared/domain/import/remarks';

const i18n = startI18n({ en: deskWords });
for (const language of languages) {
  for (const [namespace, words] of Object.entries(await loadDeskWords(language))) i18n.addResourceBundle(language, namespace, words);
}
const show = (language: Language): void => switchLanguage(language, { lang: '', dir: '' });
afterEach(() => show('en'));

const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

/** Each remark with values that can be told apart; those with a yes or no, both ways. */
const remarks = (Object.keys(remarkTexts) as RemarkText[]).flatMap((text) => {
  const make = remark as (text: RemarkText, row: number, column: string, ...values: unknown[]) => ReturnType<typeof remark>;
  if (text === 'too_long') return [true, false].map((last) => make(text, 2, 'x', '7771', '7772', last));
  if (text === 'rounded_number') return [true, false].map((last) => make(text, 2, 'x', '7771', last));
  return [make(text, 2, 'x', ...['7771', '7772', '7773'].slice(0, remarkTexts[text].length))];
});

describe.each(languages)('remarks on an imported file in %s', (language) => {
  test.each(remarks.map((each) => [each.text, each] as const))('%s', (_, each) => {
    show(language);
    const said = plain(remarkWords(each));
    if (language === 'en') expect(said).toBe(each.message);
    else expect(said).not.toBe(each.message);
    // The same values, as often as anybody needs them.
    for (const value of each.values ?? []) if (typeof value !== 'boolean') expect(said).toContain(String(value));
    expect(said).not.toMatch(/\{\{|undefined/);
  });
});

test('the English catalogue says what the store says', () => {
  for (const each of remarks) {
    const last = each.values?.at(-1);
    const key = `remarks:import.${each.text}${typeof last === 'boolean' ? `_${last ? 'yes' : 'no'}` : ''}`;
    const [a, b, c] = each.values ?? [];
    expect(i18n.t(key as never, { a, b, c }), key).toBe(each.message);
  }
});

test('a remark of which only the message is known is told by it', () => {
  show('ko');
  expect(remarkWords({ row: 1, column: '', code: 'new', message: 'Something new.' })).toBe('Something new.');
  expect(remarkWords({ row: 1, column: '', code: 'new', message: 'Something new.', text: 'not_yet_translated', values: [] })).toBe('Something new.');
});

test('every notice of the main process has its words', () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const source = ['electron/journal/notices.ts', 'electron/windows/desktop.ts'].map((file) => fs.readFileSync(path.join(root, file), 'utf8'));
  const codes = [...(source[0] as string).matchAll(/^ {2}\| '(\w+)'/gm), ...(source[1] as string).matchAll(/note\(\{[^}]*code: '(\w+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(6);
  expect(Object.keys(deskWords.remarks.notice)).toEqual(expect.arrayContaining(codes as string[]));
});
