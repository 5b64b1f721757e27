import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import app from '../HqApp.module.css';
import type { HqFilter } from '../hqFilter';
import { MoreRows, useRowLimit } from '../MoreRows';
import classes from './DevicesTab.module.css';
import { DeviceTable } from './DeviceTable';

const step = 100;

/** Every device that has sent anything: when it last did, and what is missing of it. */
export function DevicesTab({ filter: { year, city }, onOpen }: { filter: HqFilter; onOpen(workshop: string): void }) {
  const { t } = useTranslation('hq');
  const rows = useRowLimit(step);
  const { value, error } = useWatchedQuery('hq.devices', { year, city, offset: 0, limit: rows.limit });
  const rest = value ? value.total - value.devices.length : 0;
  return (
    <ScrollRegion className={app.scroll} label={t('tabs.devices')}>
      <div className={classes.top}>
        <ErrorSentence error={error} />
        {value && value.withGaps > 0 && (
          <p className={classes.gaps} role="status">
            <Icon name="offline" size={22} />
            <span>
              <strong>{t('devices.gapsFound', { count: value.withGaps })}</strong> {t('devices.help')}
            </span>
          </p>
        )}
        {value?.total === 0 && <EmptyState icon="screen" title={t('devices.none')} next={t('devices.noneNext')} />}
        {value && value.total > 0 && (
          <div className={classes.card}>
            <DeviceTable devices={value.devices} onOpen={onOpen} />
            <MoreRows rows={rows} rest={rest} label={(count) => t('list.more', { count })} />
          </div>
        )}
      </div>
    </ScrollRegion>
  );
}
