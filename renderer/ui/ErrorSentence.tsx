import { shownLanguage } from '@i18n/i18n';
import { KioskError, StoreRefusal } from '@shared/contract/errors';
import { useTranslation } from 'react-i18next';
import classes from './ErrorSentence.module.css';
import { Icon } from './Icon';

/** What went wrong, in one calm sentence. The store's own sentence, where it has one, says more than the code does. */
export function ErrorSentence({ error }: { error: unknown }) {
  const { t } = useTranslation('shell');
  if (error === undefined || error === null) return null;
  const code = error instanceof KioskError ? error.code : 'internal';
  const message = error instanceof KioskError ? error.message : '';
  // In another language the sentence goes by the code, and the store's own says the details.
  const both = error instanceof StoreRefusal && shownLanguage() !== 'en' && message !== '';
  const words = both || message === '' ? t(`error.${code}`) : message;
  return (
    <p role="alert" className={classes.sentence} data-testid="error" data-code={code}>
      <Icon name="warning" />
      <span>
        {words}
        {both && (
          <small lang="en" dir="ltr">
            {message}
          </small>
        )}
      </span>
    </p>
  );
}
