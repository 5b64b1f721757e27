import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { AccessGate } from '@ui/gate/AccessGate';
import { LockScreen } from '@ui/gate/LockScreen';
import { Icon } from '@ui/Icon';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';

/** Lets the desk be shown only to an organizer or a helper, where there are PINs for them. */
export function DeskGate({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  return (
    <AccessGate bridge={bridge} renderLocked={(state) => <LockedDesk bridge={bridge} state={state} />}>
      {children}
    </AccessGate>
  );
}

/** Says, besides how to go on, whether somebody at a kiosk waits for a human. */
function LockedDesk({ bridge, state: { helpRequests, hasHelperPin } }: { bridge: ChampionsBridge; state: DeskAccessState }) {
  const { t } = useTranslation('deskPrivacy');
  useEffect(() => {
    document.title = helpRequests > 0 ? t('lock.help', { count: helpRequests }) : t('lock.title');
  }, [helpRequests, t]);
  return (
    <LockScreen bridge={bridge} roles={hasHelperPin ? ['desk', 'helper'] : ['desk']} title={t('lock.title')} text={t('lock.text')} testId="desk-locked">
      <div aria-live="assertive">
        {helpRequests > 0 && (
          <p className={classes.help} data-testid="locked-help" data-count={helpRequests}>
            <Icon name="hand" size={24} /> {t('lock.help', { count: helpRequests })}
          </p>
        )}
      </div>
    </LockScreen>
  );
}
