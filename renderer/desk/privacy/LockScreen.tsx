import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { BrandMark } from '@ui/BrandMark';
import { Icon } from '@ui/Icon';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EnterForm } from './EnterForm';
import classes from './Privacy.module.css';

/** All that a locked desk shows: how to go on, and whether somebody at a kiosk waits for a human. */
export function LockScreen({ bridge, state }: { bridge: ChampionsBridge; state: DeskAccessState }) {
  const { t } = useTranslation('deskPrivacy');
  const { helpRequests } = state;
  useEffect(() => {
    document.documentElement.dataset.locked = 'true';
    document.title = helpRequests > 0 ? t('lock.help', { count: helpRequests }) : t('lock.title');
    return () => {
      delete document.documentElement.dataset.locked;
    };
  }, [helpRequests, t]);
  return (
    <main className={classes.cover} data-testid="desk-locked">
      <div className={classes.panel}>
        <BrandMark size={56} />
        <h1>{t('lock.title')}</h1>
        <p className={classes.quiet}>{t('lock.text')}</p>
        <div aria-live="assertive">
          {helpRequests > 0 && (
            <p className={classes.help} data-testid="locked-help" data-count={helpRequests}>
              <Icon name="hand" size={24} /> {t('lock.help', { count: helpRequests })}
            </p>
          )}
        </div>
        <EnterForm bridge={bridge} roles={state.hasHelperPin ? ['desk', 'helper'] : ['desk']} />
      </div>
    </main>
  );
}
