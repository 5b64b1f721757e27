import { shownLanguage } from '@i18n/i18n';
import { dateInWords, daysInWords } from '@i18n/times';
import { useTranslation } from 'react-i18next';
import { useRetention } from './retention';

/** When personal data are to be erased, from when that is counted and why, or why it cannot be told yet; null while nothing is known. */
export function useRetentionSentence(): string | null {
  const { t } = useTranslation('deskPrivacy');
  const view = useRetention();
  if (view === null || view.days === null) return null;
  const { standing, waiting, reachedOn, dueOn } = view.term;
  const language = shownLanguage();
  const inWords = (date: string | null): string => (date === null ? '' : dateInWords(date, language));
  if (standing === 'waiting') return t('retention.waiting', { count: waiting, term: daysInWords(view.days, language) });
  if (standing === 'kept' || standing === 'undated') return t('retention.undated');
  return `${t(`retention.${standing}`, { date: inWords(reachedOn) })} ${t('retention.due', { date: inWords(dueOn) })}`;
}
