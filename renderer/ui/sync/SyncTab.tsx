import type { ChampionsBridge } from '@shared/contract/appChannels';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Switch } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import { AddRemote } from './AddRemote';
import { HandOverCard } from './HandOverCard';
import { HubCard } from './HubCard';
import { RemoteCard } from './RemoteCard';
import classes from './Sync.module.css';
import { UnlockCard } from './UnlockCard';
import { useSync } from './useSync';

/**
 * What of this computer's events is where, and how it gets to headquarters: by a network, by a neighbour, on a stick.
 * `face`: a headquarters is a hub first of all, and seldom has another one above it. A helper looks on.
 */
export function SyncTab({ bridge, deviceName, face, isOrganizer = true }: { bridge: ChampionsBridge; deviceName: string; face: 'venue' | 'hq'; isOrganizer?: boolean }) {
  const { t } = useTranslation('sync');
  const sync = useSync(bridge);
  const { view } = sync;
  if (view === null) return null;
  const { remotes, metered } = view.state;
  const isLocked = remotes.some(({ locked }) => locked) || sync.refusal?.refusal.problem === 'passphrase_needed' || sync.refusal?.refusal.problem === 'wrong_passphrase';
  return (
    <ScrollRegion className={classes.scroll} label={t('title')} testId="sync">
      {face === 'hq' && <HubCard bridge={bridge} sync={sync} hub={view.hub} isOrganizer={isOrganizer} />}
      {face === 'venue' && remotes.length === 0 && (
        <section className={classes.hero} data-tone="waiting" aria-label={t('title')} data-testid="sync-none">
          <p className={classes.name}>
            <Icon name="globe" /> {t('title')}
          </p>
          <p className={classes.sentence} role="status">
            {t('hero.none', { here: wholeNumber(view.events, shownLanguage()) })}
          </p>
        </section>
      )}
      {remotes.map((state) => (
        <RemoteCard key={state.remote.id} bridge={bridge} sync={sync} state={state} events={view.events} pending={view.pending[state.remote.id] ?? 0} />
      ))}
      {isLocked && isOrganizer && <UnlockCard sync={sync} />}
      {isOrganizer && <AddRemote sync={sync} deviceName={deviceName} />}
      {isOrganizer && <HandOverCard bridge={bridge} sync={sync} view={view.handOver} />}
      {face === 'venue' && <HubCard bridge={bridge} sync={sync} hub={view.hub} isOrganizer={isOrganizer} />}
      {isOrganizer && remotes.length > 0 && (
        <section className={classes.card} aria-label={t('metered.label')}>
          <Switch label={t('metered.label')} description={t('metered.hint')} checked={metered} onChange={(event) => void sync.tell('sync.setMetered', { metered: event.currentTarget.checked })} data-testid="sync-metered" />
        </section>
      )}
    </ScrollRegion>
  );
}
