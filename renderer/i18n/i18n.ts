import type { Language } from '@shared/contract/values';
import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Catalogue } from './catalogue';

/** The namespaces a window brings, in the languages it has. English is always there: it is what all else falls back to. */
export type WindowWords = { en: Partial<Catalogue> } & Partial<Record<Language, Partial<Catalogue>>>;

/** Starts i18next with words that are in the bundle already, so that `t` works in the same tick. */
export function startI18n(words: WindowWords, language: Language = 'en'): i18n {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: words as Resource,
    initAsync: false,
    returnNull: false,
    // React escapes by itself.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return i18next;
}
