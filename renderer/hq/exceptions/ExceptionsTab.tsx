import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import app from '../HqApp.module.css';
import type { HqFilter } from '../hqFilter';
import { MoreRows, useRowLimit } from '../MoreRows';
import { ExceptionList } from './ExceptionList';
import classes from './Exceptions.module.css';

const step = 50;

/** What waits for an answer anywhere, the latest first. */
export function ExceptionsTab({ filter: { year, city }, onOpen }: { filter: HqFilter; onOpen(workshop: string): void }) {
  const { t } = useTranslation('hq');
  const rows = useRowLimit(step);
  const { value, error } = useWatchedQuery('hq.exceptions', { year, city, offset: 0, limit: rows.limit });
  const rest = value ? value.total - value.exceptions.length : 0;
  return (
    <ScrollRegion className={app.scroll} label={t('exceptions.title')} testId="exceptions">
      <ErrorSentence error={error} />
      {value?.total === 0 && <EmptyState icon="check" title={t('exceptions.none')} next={t('exceptions.noneNext')} />}
      {value && value.total > 0 && (
        <div className={classes.card}>
          <ExceptionList exceptions={value.exceptions} onOpen={onOpen} />
          <MoreRows rows={rows} rest={rest} label={(count) => t('exceptions.more', { count })} />
        </div>
      )}
    </ScrollRegion>
  );
}
