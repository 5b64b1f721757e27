import type { QueryResult } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Bar } from '@ui/Bar';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './OverviewTab.module.css';

/** The totals of what is looked at. */
export function Sums({ sum }: { sum: QueryResult<'hq.workshops'>['sum'] }) {
  const { t } = useTranslation('hq');
  const number = (count: number): string => wholeNumber(count, shownLanguage());
  return (
    <dl className={classes.sums} aria-label={t('sums.label')} data-testid="sums">
      <Sum label={t('sums.arrived')} testId="arrived">
        <span className={classes.row}>
          {number(sum.arrived)} <small>{t('sums.of', { expected: sum.expected })}</small>
        </span>
        <Bar share={sum.expected === 0 ? 0 : sum.arrived / sum.expected} label={t('sums.arrived')} />
      </Sum>
      <Sum label={t('sums.recent')} testId="recent">
        {number(sum.recent)}
        <small>{t('sums.walkIns')}: {number(sum.walkIns)}</small>
      </Sum>
      <Sum label={t('sums.live')} testId="live">
        {number(sum.live)}
        <small>{t('subtitle', { count: sum.workshops })}</small>
      </Sum>
      <Sum label={t('sums.certificates')} testId="certificates">
        {number(sum.certificates)}
        <small>{t('sums.printed', { count: sum.printed })}</small>
      </Sum>
      <Sum label={t('sums.exceptions')} testId="exceptions" warns={sum.exceptions > 0}>
        {number(sum.exceptions)}
      </Sum>
      <Sum label={t('sums.missing')} testId="missing" warns={sum.missing > 0}>
        {number(sum.missing)}
        <small>{t('sums.devices', { count: sum.devices })}</small>
      </Sum>
    </dl>
  );
}

function Sum({ label, testId, warns = false, children }: { label: string; testId: string; warns?: boolean; children: ReactNode }) {
  return (
    <div className={classes.sum} data-tone={warns ? 'warning' : undefined} data-testid={`sum-${testId}`}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
