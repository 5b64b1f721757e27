import type { ChampionsBridge, SavedStation } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewFrame } from '../frameOfOverview';
import { OpenKiosk } from './OpenKiosk';
import { useKiosks } from '../day/useKiosks';
import { PinSection } from './PinSection';
import { SavedStations } from './SavedStations';
import classes from './StationTab.module.css';
import { TicketExport } from './TicketExport';

const noDevices = { cameras: [], printers: [] };

/** What this computer does for kiosks: opens them, locks them, and makes tickets for them to scan. */
export function StationTab({
  bridge,
  overview,
  sessions,
}: {
  bridge: ChampionsBridge;
  overview: OverviewFrame | undefined;
  sessions: readonly AgendaSession[];
}) {
  const { t } = useTranslation('desk');
  /** Null until the main process has said so. */
  const [hasPin, setHasPin] = useState<boolean | null>(null);
  useEffect(() => {
    bridge.call('pin.state', {}).then((state) => setHasPin(state.hasPin), (error: unknown) => console.error(error));
  }, [bridge]);
  const { list, look } = useKiosks(bridge);
  const [saved, setSaved] = useState<SavedStation[]>([]);
  const [edited, setEdited] = useState<SavedStation | null>(null);
  const lookAgain = useCallback((): void => {
    look();
    bridge.call('stations.saved', {}).then(({ stations }) => setSaved(stations), (error: unknown) => console.error(error));
  }, [bridge, look]);
  useEffect(lookAgain, [lookAgain]);
  return (
    <ScrollRegion className={classes.scroll} label={t('tabs.station')} testId="station">
      <OpenKiosk bridge={bridge} days={overview?.days.map(({ target }) => target) ?? []} sessions={sessions} hasPin={hasPin} devices={list ?? noDevices} edited={edited} onPin={() => setHasPin(true)} onChange={lookAgain} />
      <div className={classes.side}>
        <SavedStations bridge={bridge} saved={saved} open={list?.kiosks ?? []} sessions={sessions} timeZone={overview?.workshop?.timeZone} onEdit={setEdited} onChange={lookAgain} />
        <PinSection hasPin={hasPin} onPin={() => setHasPin(true)} />
        <TicketExport bridge={bridge} people={overview ? overview.registered - overview.cancelled : 0} />
      </div>
    </ScrollRegion>
  );
}
