import { type Language, languages } from '@shared/contract/values';

/** Which way a language is written: the `dir` of everything shown in it. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** A language tag that a window got from elsewhere, as one of ours; English if it is not. */
export function languageOrEnglish(tag: string | null | undefined): Language {
  return languages.find((each) => each === tag) ?? 'en';
}

const locales: Partial<Record<Language, string>> = {
  // Day before month, as most of the programme's cities write it.
  en: 'en-GB',
  // The digits that tickets, rooms and clocks at a venue show.
  ar: 'ar-u-nu-latn',
  zh: 'zh-Hans',
};

/** The locale for Intl, and the `lang` of texts. */
export function localeOf(language: Language): string {
  return locales[language] ?? language;
}

/** Each language by its own name, as a person who reads only that one would look for it. */
export const ownNames: Record<Language, string> = {
  en: 'English',
  it: 'Italiano',
  de: 'Deutsch',
  ar: 'العربية',
  fr: 'Français',
  ko: '한국어',
  zh: '中文',
};

/** The first of somebody's languages that is one of ours (`ko-KR` is `ko`), or English. */
export function firstKnownLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    const known = languages.find((language) => language === primary);
    if (known) return known;
  }
  return 'en';
}
