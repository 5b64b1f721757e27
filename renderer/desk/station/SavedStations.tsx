import type { ChampionsBridge, OpenKiosk, SavedStation } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { timeOfDay } from '@i18n/times';
import { ActionIcon, Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon, type IconName } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { targetName } from '../targets';
import { reasonOfStations, RefusedStations } from './refusedStations';
import classes from './StationTab.module.css';

/** The stations of this computer: those that are saved, and the kiosk windows that are open. */
export function SavedStations({
  bridge,
  saved,
  open,
  sessions,
  timeZone,
  onEdit,
  onChange,
}: {
  bridge: ChampionsBridge;
  saved: readonly SavedStation[];
  open: readonly OpenKiosk[];
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  onEdit(station: SavedStation): void;
  onChange(): void;
}) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const run = (call: Promise<unknown>): void => {
    setError(null);
    setSaid(null);
    call.then(onChange, (fault: unknown) => setError(new KioskError('internal', d('stations.failed', { reason: reasonOfStations(fault) }))));
  };
  const openAll = (): void =>
    run(
      bridge.call('stations.open', {}).then(({ opened, refused }) => {
        setSaid(d('stations.opened', { count: opened }));
        if (refused.length > 0) throw new RefusedStations(refused);
        return undefined;
      }),
    );
  const rows = [
    ...saved.map((station) => ({ name: station.station as string | null, target: station.target ?? 'auto', station, kiosk: open.find((each) => each.station === station.station) ?? null })),
    ...open.filter((each) => !saved.some(({ station }) => station === each.station)).map((kiosk) => ({ name: kiosk.station, target: kiosk.target, station: null, kiosk })),
  ];
  const targetText = (target: string): string =>
    target === 'auto' ? t('station.open.auto') : target.startsWith('room:') ? target.slice('room:'.length) : targetName(target, sessions);

  return (
    <section className={classes.card} aria-labelledby="stations-title" data-testid="stations">
      <h2 id="stations-title">
        <Icon name="screen" /> {d('stations.title')}
      </h2>
      <p>{rows.length === 0 ? d('stations.none') : d('stations.what')}</p>
      {rows.length > 0 && (
        <ul className={classes.stations}>
          {rows.map(({ name, target, station, kiosk }) => {
            const shown = name ?? d('signs.unnamed');
            return (
              <li key={kiosk ? `open ${kiosk.id}` : `saved ${shown}`} data-testid="station-row" data-open={kiosk !== null}>
                <div>
                  <strong>
                    <bdi>{shown}</bdi>
                  </strong>
                  <span>
                    {[
                      targetText(target),
                      d(kiosk === null ? 'stations.isClosed' : 'stations.isOpen'),
                      kiosk?.locked ? d('stations.isLocked') : null,
                      kiosk && !kiosk.responding ? d('stations.silent') : null,
                      kiosk && (kiosk.aliveAt ? d('stations.alive', { time: timeOfDay(kiosk.aliveAt, shownLanguage(), timeZone) }) : d('stations.notAlive')),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </div>
                {kiosk && <Act icon="screen" label={d('stations.focus', { station: shown })} onClick={() => run(bridge.call('kiosk.focus', { id: kiosk.id }))} testId="station-focus" />}
                {kiosk && <Act icon="cross" label={d('stations.closeOne', { station: shown })} onClick={() => run(bridge.call('kiosk.close', { id: kiosk.id }))} testId="station-close" />}
                {station && <Act icon="pen" label={d('stations.edit', { station: shown })} onClick={() => onEdit({ ...station })} testId="station-edit" />}
                {station && !kiosk && <Act icon="undo" label={d('stations.forget', { station: shown })} onClick={() => run(bridge.call('stations.forget', { station: station.station }))} testId="station-forget" />}
              </li>
            );
          })}
        </ul>
      )}
      {said !== null && (
        <p role="status" data-tone="good" data-testid="stations-said">
          {said}
        </p>
      )}
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button leftSection={<Icon name="screen" />} disabled={saved.length === 0} onClick={openAll} data-testid="stations-open-all">
          {d('stations.openAll')}
        </Button>
      </div>
    </section>
  );
}

function Act({ icon, label, testId, onClick }: { icon: IconName; label: string; testId: string; onClick(): void }) {
  return (
    <ActionIcon variant="default" size={36} aria-label={label} title={label} onClick={onClick} data-testid={testId}>
      <Icon name={icon} />
    </ActionIcon>
  );
}
