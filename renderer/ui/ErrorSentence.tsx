import { KioskError } from '@shared/contract/errors';
import { useTranslation } from 'react-i18next';
import classes from './ErrorSentence.module.css';
import { Icon } from './Icon';

/** What went wrong, in one calm sentence. The store's own sentence, where it has one, says more than the code does. */
export function ErrorSentence({ error }: { error: unknown }) {
  const { t } = useTranslation('shell');
  if (error === undefined || error === null) return null;
  const code = error instanceof KioskError ? error.code : 'internal';
  const words = error instanceof KioskError && error.message !== '' ? error.message : t(`error.${code}`);
  return (
    <p role="alert" className={classes.sentence} data-testid="error" data-code={code}>
      <Icon name="warning" />
      <span>{words}</span>
    </p>
  );
}
