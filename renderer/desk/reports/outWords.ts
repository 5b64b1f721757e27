import { languageOrEnglish } from '@i18n/languages';
import type { Language } from '@shared/contract/values';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const catalogues: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = {
  it: () => import('@i18n/it/deskOut.json'),
  de: () => import('@i18n/de/deskOut.json'),
  ar: () => import('@i18n/ar/deskOut.json'),
  fr: () => import('@i18n/fr/deskOut.json'),
  ko: () => import('@i18n/ko/deskOut.json'),
  zh: () => import('@i18n/zh/deskOut.json'),
};

/** The words of the reports in the language that the desk shows; English until they are there. */
export function useOutWords() {
  const { t, i18n } = useTranslation('deskOut');
  const language = languageOrEnglish(i18n.language);
  const [, setLoaded] = useState('');
  useEffect(() => {
    if (language === 'en' || i18n.hasResourceBundle(language, 'deskOut')) return;
    catalogues[language]().then(
      ({ default: words }) => {
        i18n.addResourceBundle(language, 'deskOut', words);
        setLoaded(language);
      },
      (error: unknown) => console.error(error),
    );
  }, [i18n, language]);
  return { t, language };
}
