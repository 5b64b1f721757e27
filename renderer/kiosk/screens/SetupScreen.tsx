import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './QuietScreen.module.css';

/** There is nothing to scan for yet: the store is starting, no workshop is set up, or the kiosk's target is wrong. */
export function SetupScreen({ starting = false, wrongTarget }: { starting?: boolean; wrongTarget?: string }) {
  const { t } = useTranslation('kiosk');
  const [title, next] =
    wrongTarget !== undefined
      ? [t('setup.wrongTarget', { target: wrongTarget }), t('setup.wrongTargetNext')]
      : starting
        ? [t('starting.title'), t('starting.next')]
        : [t('setup.title'), t('setup.next')];
  return (
    <main className={classes.screen} data-testid={starting ? 'screen-starting' : 'screen-setup'}>
      <Icon name={starting ? 'wait' : 'agenda'} size={140} weight={1.4} />
      <h1>{title}</h1>
      <p>{next}</p>
    </main>
  );
}
