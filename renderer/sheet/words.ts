import type { Language } from '@shared/contract/values';
import { wholeNumber } from '@i18n/times';
import type english from '@i18n/en/deskOut.json';

type Words = (typeof english)['sheet'];

/** The words of printed pages: the desk's own, in the language that was asked for. */
export async function wordsOf(language: Language): Promise<(key: keyof Words, values?: Record<string, string | number>) => string> {
  const words = ((await catalogues[language]()) as { default: { sheet: Words } }).default.sheet;
  return (key, values = {}) =>
    words[key].replace(/\{\{\s*(\w+)(?:, number)?\s*\}\}/g, (_whole, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? wholeNumber(value, language) : value;
    });
}

const catalogues: Record<Language, () => Promise<unknown>> = {
  en: () => import('@i18n/en/deskOut.json'),
  it: () => import('@i18n/it/deskOut.json'),
  de: () => import('@i18n/de/deskOut.json'),
  ar: () => import('@i18n/ar/deskOut.json'),
  fr: () => import('@i18n/fr/deskOut.json'),
  ko: () => import('@i18n/ko/deskOut.json'),
  zh: () => import('@i18n/zh/deskOut.json'),
};
