import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { QueryResult } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { ScrollRegion } from '@ui/ScrollRegion';
import { EmptyState } from '../EmptyState';
import { PrintingCard } from '../printing/PrintingCard';
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
}: {
  bridge: ChampionsBridge;
  overview: QueryResult<'workshop.overview'> | undefined;
  sessions: readonly AgendaSession[];
}) {
  const { t } = useOutWords();
  const run = useExport(bridge);
  if (!overview) return null;
  if (overview.registered === 0) return <EmptyState icon="printer" title={t('nothingYet.title')} next={t('nothingYet.next')} />;
  const common = { bridge, run, overview, sessions };
  return (
    <ScrollRegion className={classes.scroll} label={t('label')} testId="out">
      <TableCard {...common} />
      <ListCard {...common} />
      <BadgesCard {...common} />
      <ChartCard {...common} />
      <PrintingCard bridge={bridge} />
    </ScrollRegion>
  );
}
