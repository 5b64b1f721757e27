import { shownLanguage } from '@i18n/i18n';
import { KioskError, StoreRefusal } from '@shared/contract/errors';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ErrorSentence.module.css';
import { Icon } from './Icon';

/**
 * What went wrong and what to do, in one or two calm sentences. The store's own sentence, which says more than the code
 * does, is English: a window in another language says the code's words and its remedy, and leaves the details to the log.
 */
export function ErrorSentence({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation(['shell', 'deskHelp']);
  const isForeign = error instanceof StoreRefusal && shownLanguage() !== 'en';
  useEffect(() => {
    // The main process keeps the console of its windows in the log file.
    if (isForeign) console.error(error);
  }, [error, isForeign]);
  if (error === undefined || error === null) return null;
  const code = error instanceof KioskError ? error.code : 'internal';
  const message = error instanceof KioskError && !isForeign ? error.message : '';
  const remedy = isForeign && code !== 'internal' && i18n.exists(`errors.${code}`, { ns: 'deskHelp' }) ? t(`deskHelp:errors.${code}`) : '';
  return (
    <p role="alert" className={classes.sentence} data-testid="error" data-code={code}>
      <Icon name="warning" />
      <span>{message || [t(`error.${code}`), remedy].filter(Boolean).join(' ')}</span>
    </p>
  );
}
