import { shownLanguage } from '@i18n/i18n';
import { timeOfDay, wholeNumber } from '@i18n/times';
import { SegmentedControl } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useWatchedQuery } from '@ui/store';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DayBoard.module.css';
import { TimeBars } from './TimeBars';

const widths = [5, 15] as const;

/** When people came: a curve to see, a sentence and a table to hear. */
export const Arrivals = memo(function Arrivals({ target, timeZone }: { target: string | null; timeZone: string | undefined }) {
  const { t: d } = useTranslation('deskDay');
  const [minutes, setMinutes] = useState<5 | 15>(15);
  const { value } = useWatchedQuery('day.arrivals', target === null ? null : { target, minutes });
  const slots = value?.slots ?? [];
  const bars = useMemo(() => (value?.slots ?? []).map(({ at, arrived }) => ({ at: Date.parse(at), count: arrived })), [value]);
  const clock = (at: string): string => timeOfDay(at, shownLanguage(), timeZone);
  const last = slots.at(-1);
  const peak = slots.reduce<(typeof slots)[number] | undefined>((best, slot) => (best && best.arrived >= slot.arrived ? best : slot), undefined);
  return (
    <>
      <div className={classes.head}>
        <h2 id="arrivals-title">
          <Icon name="enter" /> {d('arrivals.title')}
        </h2>
        <SegmentedControl
          size="xs"
          aria-label={d('arrivals.width')}
          value={String(minutes)}
          onChange={(chosen) => setMinutes(chosen === '5' ? 5 : 15)}
          data={widths.map((width) => ({ value: String(width), label: d('arrivals.minutes', { count: width }) }))}
          data-testid="arrivals-width"
        />
      </div>
      {last && peak ? (
        <figure className={classes.figure}>
          <TimeBars
            bars={bars}
            minutes={minutes}
            height={190}
            timeOf={(at) => clock(new Date(at).toISOString())}
            numberOf={(count) => wholeNumber(count, shownLanguage())}
          />
          <figcaption className={classes.quiet} data-testid="arrivals-summary">
            {d('arrivals.summary', {
              count: last.total,
              from: clock(slots[0]?.at ?? last.at),
              to: clock(new Date(Date.parse(last.at) + minutes * 60_000).toISOString()),
              peak: clock(peak.at),
              most: peak.arrived,
            })}
          </figcaption>
          <table className="visually-hidden">
            <caption>{d('arrivals.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{d('arrivals.time')}</th>
                <th scope="col">{d('arrivals.arrived')}</th>
                <th scope="col">{d('arrivals.total')}</th>
              </tr>
            </thead>
            <tbody>
              {slots.map((slot) => (
                <tr key={slot.at}>
                  <th scope="row">{clock(slot.at)}</th>
                  <td>{slot.arrived}</td>
                  <td>{slot.total}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      ) : (
        value && <p className={classes.quiet}>{d('arrivals.none')}</p>
      )}
    </>
  );
});
