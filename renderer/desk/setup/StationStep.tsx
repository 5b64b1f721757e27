import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import type { OverviewFrame } from '../frameOfOverview';
import { useKiosks } from '../day/useKiosks';
import { OpenKiosk } from '../station/OpenKiosk';
import { PinSection } from '../station/PinSection';
import { useSetup } from './setupContext';
import classes from './Step.module.css';

const noDevices = { cameras: [], printers: [] };

/** The PIN and the first kiosk: the same forms as at the desk. */
export function StationStep({ bridge, overview, sessions }: { bridge: ChampionsBridge; overview: OverviewFrame | undefined; sessions: readonly AgendaSession[] }) {
  const { facts, refresh } = useSetup();
  const { list, look } = useKiosks(bridge);
  const hasPin = facts?.hasPin ?? null;
  return (
    <div className={classes.cards}>
      <PinSection hasPin={hasPin} onPin={refresh} />
      <OpenKiosk
        bridge={bridge}
        days={overview?.days.map(({ target }) => target) ?? []}
        sessions={sessions}
        hasPin={hasPin}
        devices={list ?? noDevices}
        edited={null}
        onPin={refresh}
        onChange={look}
      />
    </div>
  );
}
