import type { QueryResult } from '@shared/contract/queries';
import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DayBoard.module.css';
import { Exceptions } from './Exceptions';
import { Rooms } from './Rooms';
import { StationSigns } from './StationSigns';

const Arrivals = lazy(() => import('./Arrivals').then(({ Arrivals }) => ({ default: Arrivals })));

/** What is going on now: who comes, what waits for somebody, which stations live, how full the rooms are. */
export function DayBoard({
  bridge,
  overview,
  target,
  sessions,
  onOpen,
}: {
  bridge: ChampionsBridge;
  overview: QueryResult<'workshop.overview'> | undefined;
  target: string | null;
  sessions: readonly AgendaSession[];
  onOpen(registrationId: string): void;
}) {
  const { t: d } = useTranslation('deskDay');
  const timeZone = overview?.workshop?.timeZone;
  return (
    <div className={classes.board}>
      <section className={classes.card} aria-labelledby="arrivals-title" data-testid="arrivals">
        <Suspense fallback={<p className={classes.quiet}>{d('arrivals.loading')}</p>}>
          {/* Not before its clock is known: a curve is drawn once. */}
          {overview && <Arrivals target={target} timeZone={timeZone} />}
        </Suspense>
      </section>
      <Exceptions sessions={sessions} timeZone={timeZone} onOpen={onOpen} />
      <StationSigns bridge={bridge} timeZone={timeZone} />
      <Rooms overview={overview} sessions={sessions} target={target} />
    </div>
  );
}
