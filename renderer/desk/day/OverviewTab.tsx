import type { TargetCount } from '@shared/contract/queries';
import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { dayOf } from '@i18n/times';
import { Button } from '@mantine/core';
import { Bar } from '@ui/Bar';
import { EmptyState } from '@ui/EmptyState';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import { DayBoard } from './DayBoard';
import classes from './OverviewTab.module.css';
import { sessionsByDay, sessionTarget, sessionTimes } from '../targets';

/** From this share of its places a session counts as nearly full. */
const nearlyFull = 0.9;

/** Each day with its arrivals, each session with its places. */
export function OverviewTab({
  bridge,
  target,
  sessions,
  onOpen,
  onImport,
}: {
  bridge: ChampionsBridge;
  target: string | null;
  sessions: readonly AgendaSession[];
  onOpen(registrationId: string): void;
  onImport(): void;
}) {
  const { t } = useTranslation('desk');
  const { value: overview } = useWatchedQuery('workshop.overview', {});
  const now = useNow(30_000);
  const countOf = (target: string): TargetCount | undefined =>
    overview?.sessions.find((each) => each.target === target) ?? overview?.days.find((each) => each.target === target);

  const board = <DayBoard bridge={bridge} overview={overview} target={target} sessions={sessions} onOpen={onOpen} />;
  if (sessions.length === 0) {
    return (
      <ScrollRegion className={classes.scroll} label={t('tabs.overview')}>
      {board}
      <EmptyState icon="agenda" title={t('overview.noSessions')} next={t('overview.noSessionsNext')}>
        <OrganizerOnly otherwise="sentence">
          <Button variant="light" leftSection={<Icon name="upload" />} onClick={onImport} data-testid="empty-import-agenda">
            {t('agenda.import')}
          </Button>
        </OrganizerOnly>
      </EmptyState>
      </ScrollRegion>
    );
  }
  return (
    <ScrollRegion className={classes.scroll} label={t('tabs.overview')}>
      {board}
      {sessionsByDay(sessions).map(({ day, sessions: ofDay }) => {
        const count = countOf(`day:${day}`);
        return (
          <section key={day} className={classes.day}>
            <header className={classes.dayHead}>
              <h2>{dayOf(day, shownLanguage())}</h2>
              {count && (
                <div className={classes.dayBar} data-testid={`day-${day}`}>
                  <Bar
                    share={count.expected === 0 ? 0 : count.arrived / count.expected}
                    label={dayOf(day, shownLanguage())}
                    words={t('overview.arrivedOf', { arrived: count.arrived, expected: count.expected })}
                  />
                </div>
              )}
            </header>
            <ul className={classes.sessions}>
              {ofDay.map((session) => (
                <SessionCard key={session.id} session={session} count={countOf(sessionTarget(session))} now={now} />
              ))}
            </ul>
          </section>
        );
      })}
    </ScrollRegion>
  );
}

const SessionCard = memo(function SessionCard({ session, count, now }: { session: AgendaSession; count: TargetCount | undefined; now: string }) {
  const { t } = useTranslation('desk');
  const inside = count?.inside ?? 0;
  const { capacity } = session;
  const share = capacity === null || capacity === 0 ? 0 : inside / capacity;
  const full = capacity !== null && inside >= capacity;
  const running = session.startsAt <= now && now < session.endsAt;
  return (
    <li className={classes.session} data-running={running || undefined} data-testid={`session-${session.id}`}>
      <p className={classes.when}>
        <span>{sessionTimes(session)}</span>
        <span className={classes.room}>{session.room}</span>
        {running && <span className={classes.now}>{t('overview.now')}</span>}
        {full ? (
          <span className={classes.full}>
            <Icon name="full" /> {t('overview.full')}
          </span>
        ) : (
          share >= nearlyFull && <span className={classes.nearly}>{t('overview.nearlyFull')}</span>
        )}
      </p>
      <p className={classes.title} title={session.title}>
        <bdi>{session.title}</bdi>
      </p>
      {capacity === null ? (
        <p className={classes.words}>{t('overview.insideNoLimit', { count: inside })}</p>
      ) : (
        <Bar
          share={share}
          tone={full ? 'bad' : share >= nearlyFull ? 'warning' : 'brand'}
          label={session.title}
          words={[
            t('overview.insideOf', { inside, capacity }),
            session.registrationRequired && count ? t('overview.enrolled', { count: count.expected }) : '',
          ]
            .filter((text) => text !== '')
            .join(' · ')}
        />
      )}
    </li>
  );
});
