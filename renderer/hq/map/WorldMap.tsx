import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Popover } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Icon } from '@ui/Icon';
import { useWatchedQuery } from '@ui/store';
import { type CSSProperties, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HqFilter } from '../hqFilter';
import { labelDistance, labelSides, type Pin, pinsOf, type Side } from './pins';
import { project, viewOf } from './projection';
import classes from './WorldMap.module.css';
import { worldOutline } from './worldOutline';

/** How wide the map is to its height. */
const ratio = 1.45;

/** The cities of the workshops on a map that needs no network: how many came, and which are at work. */
export function WorldMap({ filter, onCity }: { filter: HqFilter; onCity(city: string): void }) {
  const { t } = useTranslation('hq');
  const { ref, width } = useElementSize();
  const { value } = useWatchedQuery('hq.compare', { by: 'city', year: filter.year, city: filter.city });
  const outline = useMemo(() => worldOutline(), []);
  const groups = value?.groups ?? [];
  const placed = groups.filter(({ place }) => place !== null);
  const off = groups.filter(({ place }) => place === null).map(({ key }) => key);
  const view = viewOf(placed.flatMap(({ place }) => (place ? [project(place)] : [])), ratio);
  const height = width / ratio;
  const pins = width === 0 ? [] : pinsOf(placed, view, width, height);
  const sides = labelSides(pins, labelOf, width, height);
  return (
    <section className={classes.card} aria-labelledby="map-title" data-testid="map">
      <h2 id="map-title">
        <Icon name="place" /> {t('map.title')}
      </h2>
      <div ref={ref} className={classes.map} style={{ height: height || 240 }} role="group" aria-label={t('map.label')}>
        <svg viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`} preserveAspectRatio="none" aria-hidden="true">
          <path className={classes.land} d={outline} />
        </svg>
        {pins.map((pin, index) => (
          <CityPin key={pin.groups.map(({ key }) => key).join()} pin={pin} side={sides[index] ?? null} onCity={onCity} />
        ))}
      </div>
      <p className={classes.foot}>
        <span>{value && placed.length === 0 ? t('map.none') : off.length > 0 ? t('map.off', { cities: off.join(', ') }) : ''}</span>
        <span>{t('map.source')}</span>
      </p>
    </section>
  );
}

/** The largest city's name, and how many more there are. */
function labelOf({ groups }: Pin): string {
  return groups.length > 1 ? `${groups[0]?.key ?? ''} +${groups.length - 1}` : (groups[0]?.key ?? '');
}

function CityPin({ pin, side, onCity }: { pin: Pin; side: Side | null; onCity(city: string): void }) {
  const { t } = useTranslation('hq');
  const [opened, setOpened] = useState(false);
  const { groups, x, y, size, arrived, expected, workshops, live } = pin;
  const label = t('map.pin', { count: workshops, cities: groups.map(({ key }) => key).join(', '), arrived, expected });
  const away = labelDistance(pin);
  const at: Record<Side, CSSProperties> = { right: { left: x + away, top: y }, left: { left: x - away, top: y }, below: { left: x, top: y + away - 4 }, above: { left: x, top: y - away + 4 } };
  const share = `${expected === 0 ? 0 : Math.min(100, (100 * arrived) / expected)}%`;
  const [only] = groups;
  return (
    <>
      <Popover opened={opened} onChange={setOpened} width={230} shadow="md" withinPortal={false} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.pin}
            style={{ left: x, top: y, width: size, height: size, '--share': share } as CSSProperties}
            data-live={live || undefined}
            data-count={groups.length > 1 ? groups.length : undefined}
            aria-label={label}
            title={label}
            onClick={() => (groups.length === 1 && only ? onCity(only.key) : setOpened(!opened))}
            data-testid="pin"
          />
        </Popover.Target>
        <Popover.Dropdown>
          <ul className={classes.cities}>
            {groups.map(({ key, arrived: came, expected: due }) => (
              <li key={key}>
                <button type="button" onClick={() => onCity(key)}>
                  <bdi>{key}</bdi>
                  <small>
                    {wholeNumber(came, shownLanguage())} / {wholeNumber(due, shownLanguage())}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      {side !== null && (
        <span className={classes.label} data-side={side} style={at[side]} aria-hidden="true">
          {labelOf(pin)}
        </span>
      )}
    </>
  );
}
