import type { ChampionsBridge } from '@shared/contract/appChannels';
import { AccessGate } from '@ui/gate/AccessGate';
import { LockScreen } from '@ui/gate/LockScreen';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Lets headquarters be shown only to somebody who has its PIN, where there is one. */
export function HqGate({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  const { t } = useTranslation('hq');
  return (
    <AccessGate bridge={bridge} renderLocked={() => <LockScreen bridge={bridge} roles={['desk']} title={t('gate.title')} text={t('gate.text')} testId="hq-locked" />}>
      {children}
    </AccessGate>
  );
}
