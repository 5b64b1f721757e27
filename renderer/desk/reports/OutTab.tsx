import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import { Button } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import type { OverviewFrame } from '../frameOfOverview';
import { BadgesCard } from './BadgesCard';
import { ChartCard } from './ChartCard';
import { ListCard } from './ListCard';
import classes from './OutTab.module.css';
import { useOutWords } from './outWords';
import { TableCard } from './TableCard';
import { useExport } from './useExport';

/** Everything that leaves the application as a file: tables, lists for signing, badges, charts. */
export function OutTab({
  bridge,
  overview,
  sessions,
  onImport,
}: {
  bridge: ChampionsBridge;
  overview: OverviewFrame | undefined;
  sessions: readonly AgendaSession[];
  onImport(): void;
}) {
  const { t } = useOutWords();
  const { t: desk } = useTranslation('desk');
  const run = useExport(bridge);
  if (!overview) return null;
  if (overview.registered === 0) {
    return (
      <EmptyState icon="printer" title={t('nothingYet.title')} next={t('nothingYet.next')}>
        <Button leftSection={<Icon name="upload" />} onClick={onImport} data-testid="empty-import-roster">
          {desk('roster.import')}
        </Button>
      </EmptyState>
    );
  }
  const common = { bridge, run, overview, sessions };
  return (
    <ScrollRegion className={classes.scroll} label={t('label')} testId="out">
      <TableCard {...common} />
      <ListCard {...common} />
      <BadgesCard {...common} />
      <ChartCard {...common} />
    </ScrollRegion>
  );
}
