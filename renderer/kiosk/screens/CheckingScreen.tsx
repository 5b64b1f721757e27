import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './QuietScreen.module.css';

/** A scan is being judged, and it takes long enough to notice. */
export function CheckingScreen() {
  const { t } = useTranslation('kiosk');
  return (
    <main className={classes.screen} data-testid="screen-checking" aria-busy="true">
      <span className={classes.turning}>
        <Icon name="ticket" size={140} weight={1.4} />
      </span>
      <h1 role="status">{t('checking.title')}</h1>
    </main>
  );
}
