import type { ChampionsBridge } from '@shared/contract/appChannels';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate } from '@i18n/times';
import { useAppStatus } from '@ui/appStatus';
import { Icon } from '@ui/Icon';
import { useWatchedQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DayBoard.module.css';
import { stationSigns } from './stationSigns';
import { useKiosks } from './useKiosks';

/** Every station with its last sign of life. */
export const StationSigns = memo(function StationSigns({ bridge, timeZone }: { bridge: ChampionsBridge; timeZone: string | undefined }) {
  const { t: d } = useTranslation('deskDay');
  const { value } = useWatchedQuery('stations.list', {});
  const { list } = useKiosks(bridge);
  const device = useAppStatus()?.device ?? '';
  const now = useNow(15_000);
  const signs = value && list ? stationSigns(value.stations, list.kiosks, device, now) : null;
  return (
    <section className={classes.card} aria-labelledby="signs-title" data-testid="station-signs">
      <h2 id="signs-title">
        <Icon name="screen" /> {d('signs.title')}
      </h2>
      {signs?.length === 0 && <p className={classes.quiet}>{d('signs.none')}</p>}
      {signs && signs.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it a keyboard could not scroll (WCAG 2.1.1)
        <ul className={classes.list} tabIndex={0} aria-labelledby="signs-title">
          {signs.map((each) => (
            <li key={each.key} data-testid="station-sign" data-state={each.state}>
              <div className={classes.main}>
                <p className={classes.name}>
                  <bdi>{each.station ?? d('signs.unnamed')}</bdi>
                </p>
                <p className={classes.quiet}>
                  {[
                    each.at && d('signs.last', { time: timeWithDate(each.at, now, shownLanguage(), timeZone) }),
                    d('signs.scans', { count: each.scans }),
                    each.device === device ? null : each.device,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <span className={classes.sign} data-tone={each.state === 'open' ? 'good' : each.state === 'silent' ? 'bad' : undefined}>
                {d(`signs.${each.state}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
});
