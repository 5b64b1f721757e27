import { shownLanguage } from '@i18n/i18n';
import { dayOf, percentage, wholeNumber } from '@i18n/times';
import { Bar } from '@ui/Bar';
import { Icon, type IconName } from '@ui/Icon';
import { useWatchedQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import classes from './Counters.module.css';
import { useRareChange } from './useRareChange';

const dayPrefix = 'day:';

/** The four numbers of a day, big enough to be read over somebody's shoulder. */
export function Counters({
  target,
  onTarget,
}: {
  target: string | null;
  onTarget(target: string): void;
}) {
  const { t } = useTranslation('desk');
  const { value: overview } = useWatchedQuery('workshop.overview', {});
  const days = overview?.days ?? [];
  const day = days.find((each) => each.target === target) ?? days[0];
  const expected = day?.expected ?? (overview ? overview.registered - overview.cancelled : 0);
  const arrived = day?.arrived ?? 0;
  const inside = day?.inside ?? 0;
  const share = expected === 0 ? 0 : arrived / expected;

  return (
    <section className={classes.section} aria-label={t('counters.label')}>
      {days.length > 1 && (
        <div role="group" aria-label={t('counters.day')} className={classes.days} data-few={days.length <= 3 || undefined} data-testid="day-switch">
          {days.map((each) => (
            <button type="button" key={each.target} aria-pressed={each === day} onClick={() => onTarget(each.target)}>
              {dayOf(each.target.slice(dayPrefix.length), shownLanguage(), 'short')}
            </button>
          ))}
        </div>
      )}
      <div className={classes.cards}>
        <Card name="expected" icon="people" value={expected} hint={t('counters.expectedHint', { count: overview?.cancelled ?? 0 })} />
        <Card
          name="arrived"
          icon="check"
          value={arrived}
          hint={t('counters.arrivedHint', { percent: percentage(share, shownLanguage()) })}
          share={share}
        />
        <Card name="inside" icon="enter" value={inside} hint={t('counters.insideHint', { count: Math.max(0, arrived - inside) })} />
        <Card name="refused" icon="hand" value={overview?.refusedScans ?? 0} hint={t('counters.refusedHint')} />
      </div>
    </section>
  );
}

function Card({
  name,
  icon,
  value,
  hint,
  share,
}: {
  name: 'expected' | 'arrived' | 'inside' | 'refused';
  icon: IconName;
  value: number;
  hint: string;
  share?: number;
}) {
  const { t } = useTranslation('desk');
  const label = t(`counters.${name}`);
  const moves = useRareChange(value);
  return (
    <div className={classes.card} data-name={name} data-testid={`count-${name}`} data-value={value}>
      <span className={classes.icon}>
        <Icon name={icon} size={22} />
      </span>
      <span className={classes.label}>{label}</span>
      <strong key={moves ? value : undefined} className={classes.value} data-moves={moves || undefined}>
        {wholeNumber(value, shownLanguage())}
      </strong>
      {share === undefined ? <span className={classes.hint}>{hint}</span> : <Bar share={share} label={`${label}: ${hint}`} words={hint} />}
    </div>
  );
}
