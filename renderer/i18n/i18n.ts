import type { Language } from '@shared/contract/values';
import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Catalogue } from './catalogue';
import { directionOf, languageOrEnglish, localeOf } from './languages';
import { wholeNumber } from './times';

/**
 * The namespaces a window brings, in the languages it has. English is always there: it is what all else falls back to.
 * The others have the same keys but plural forms of their own, which `catalogueCheck.ts` looks after.
 */
export type WindowWords = { en: Partial<Catalogue> } & Partial<Record<Language, Partial<Record<keyof Catalogue, object>>>>;

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
  // i18next's own would write the digits of Arabic texts unlike all other numbers on the screen.
  i18next.services.formatter?.add('number', (value: unknown, tag) => wholeNumber(Number(value), languageOrEnglish(tag)));
  return i18next;
}

/**
 * Shows a window in another language from now on: its words, the way it is written, and what a screen reader and the
 * choice of fonts go by.
 *
 * @param page the document's root element.
 */
export function switchLanguage(language: Language, page: Pick<HTMLElement, 'lang' | 'dir'> = document.documentElement): void {
  page.lang = localeOf(language);
  page.dir = directionOf(language);
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

/** The language the window shows at the moment. */
export function shownLanguage(): Language {
  return languageOrEnglish(i18next.language);
}
