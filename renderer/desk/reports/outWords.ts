import { languageOrEnglish } from '@i18n/languages';
import { useTranslation } from 'react-i18next';

/** The words of the reports, and the language that the desk shows. */
export function useOutWords() {
  const { t, i18n } = useTranslation('deskOut');
  return { t, language: languageOrEnglish(i18n.language) };
}
