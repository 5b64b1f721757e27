import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import type { OverviewFrame } from '../frameOfOverview';
import type { ExportRun } from './useExport';

/** What each card of the reports is given. */
export interface CardProps {
  bridge: ChampionsBridge;
  run: ExportRun;
  overview: OverviewFrame;
  sessions: readonly AgendaSession[];
}

/** The day to begin with: today's, or the one that comes next. */
export function firstTarget({ currentTarget, days, today }: CardProps['overview']): string {
  return currentTarget ?? days[0]?.target ?? `day:${today}`;
}
