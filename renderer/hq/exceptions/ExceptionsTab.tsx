import { Button } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import app from '../HqApp.module.css';
import type { HqFilter } from '../hqFilter';
import { ExceptionList } from './ExceptionList';
import classes from './Exceptions.module.css';

const step = 50;

/** What waits for an answer anywhere, the latest first. */
export function ExceptionsTab({ filter: { year, city }, onOpen }: { filter: HqFilter; onOpen(workshop: string): void }) {
  const { t } = useTranslation('hq');
  const [limit, setLimit] = useState(step);
  const { value, error } = useWatchedQuery('hq.exceptions', { year, city, offset: 0, limit });
  const rest = value ? value.total - value.exceptions.length : 0;
  return (
    <ScrollRegion className={app.scroll} label={t('exceptions.title')} testId="exceptions">
      <ErrorSentence error={error} />
      {value?.total === 0 && <EmptyState icon="check" title={t('exceptions.none')} next={t('exceptions.noneNext')} />}
      {value && value.total > 0 && (
        <div className={classes.card}>
          <ExceptionList exceptions={value.exceptions} onOpen={onOpen} />
          {rest > 0 && limit < 500 && (
            <div className={classes.more}>
              <Button variant="light" onClick={() => setLimit(Math.min(500, limit + step))}>
                {t('exceptions.more', { count: Math.min(step, rest) })}
              </Button>
            </div>
          )}
        </div>
      )}
    </ScrollRegion>
  );
}
