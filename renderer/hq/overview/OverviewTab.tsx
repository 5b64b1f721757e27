import { Button } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { HqFilter } from '../hqFilter';
import { MoreRows, useRowLimit } from '../MoreRows';
import { noFilter } from '../hqFilter';
import classes from './OverviewTab.module.css';
import { Sums } from './Sums';
import { WorkshopTable } from './WorkshopTable';

// The outline of the world is 55 kB that a start need not wait for.
const WorldMap = lazy(() => import('../map/WorldMap').then((module) => ({ default: module.WorldMap })));

const step = 50;

/** All workshops: their totals, a list, and where they are. */
export function OverviewTab({ filter, onFilter, onOpen }: { filter: HqFilter; onFilter(filter: HqFilter): void; onOpen(id: string): void }) {
  const { t } = useTranslation('hq');
  const rows = useRowLimit(step);
  const { value, error } = useWatchedQuery('hq.workshops', { ...filter, offset: 0, limit: rows.limit });
  if (!value) return <ErrorSentence error={error} />;
  const rest = value.total - value.workshops.length;
  return (
    <>
      <ErrorSentence error={error} />
      <Sums sum={value.sum} />
      {value.total === 0 ? (
        <EmptyState icon="search" title={t('filter.nothing')} next={t('filter.nothingNext')}>
          <Button variant="light" onClick={() => onFilter(noFilter)}>
            {t('filter.clear')}
          </Button>
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <ScrollRegion className={classes.list} label={t('list.label')} testId="workshops">
            <WorkshopTable workshops={value.workshops} onOpen={onOpen} />
            <MoreRows rows={rows} rest={rest} label={(count) => t('list.more', { count })} />
          </ScrollRegion>
          <Suspense fallback={null}>
            <WorldMap filter={filter} onCity={(city) => onFilter({ ...filter, city })} />
          </Suspense>
        </div>
      )}
    </>
  );
}
