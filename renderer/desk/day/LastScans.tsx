import type { RecentScan } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { timeOfDay } from '@i18n/times';
import { Button } from '@mantine/core';
import { lookOf } from '@ui/answerLook';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenKiosk } from '../useOpenKiosk';
import classes from './LastScans.module.css';
import { targetName } from '../targets';
import { useRareChange } from './useRareChange';

const shown = 60;

/** Every scan at every kiosk as it happens, the newest first. */
export const LastScans = memo(function LastScans({
  sessions,
  timeZone,
  onOpen,
  onOpenKiosk,
}: {
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  onOpen(registrationId: string): void;
  onOpenKiosk(): Promise<unknown>;
}) {
  const { t } = useTranslation('desk');
  const { value } = useWatchedQuery('scans.recent', { limit: shown });
  const moves = useRareChange(value?.scans[0]?.eventId);
  const { error, open } = useOpenKiosk(onOpenKiosk);
  return (
    <aside className={classes.panel} aria-label={t('scans.title')}>
      <h2 className={classes.head}>{t('scans.title')}</h2>
      {value?.scans.length === 0 ? (
        <EmptyState icon="ticket" title={t('scans.empty')} next={t('scans.emptyNext')}>
          <Button variant="light" leftSection={<Icon name="screen" />} onClick={open} data-testid="empty-open-kiosk">
            {t('header.openKiosk')}
          </Button>
          <ErrorSentence error={error} />
        </EmptyState>
      ) : (
        <ScrollRegion className={classes.scroll} label={t('scans.list')} testId="last-scans">
          <ol className={classes.list}>
            {value?.scans.map((scan) => (
              <Scan key={scan.eventId} scan={scan} moves={moves} sessions={sessions} timeZone={timeZone} onOpen={onOpen} />
            ))}
          </ol>
        </ScrollRegion>
      )}
    </aside>
  );
});

interface ScanProps {
  scan: RecentScan;
  /** It slides into the list when it comes. */
  moves: boolean;
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  onOpen(registrationId: string): void;
}

/** A scan stays what it is, and moves down the list with each that follows: only its name can change. */
const Scan = memo(DrawnScan, (last, next) =>
  last.scan.eventId === next.scan.eventId && last.scan.fullName === next.scan.fullName &&
  last.sessions === next.sessions && last.timeZone === next.timeZone && last.onOpen === next.onOpen);

function DrawnScan({
  scan,
  moves,
  sessions,
  timeZone,
  onOpen,
}: ScanProps) {
  const { t } = useTranslation('desk');
  const look = lookOf(scan.answer, scan.direction);
  const words = t(scan.answer === 'ok' && scan.direction === 'out' ? 'answer.okOut' : `answer.${scan.answer}`);
  const { registrationId } = scan;
  const name = scan.fullName ?? (registrationId === null ? (scan.code ?? t('scans.nobody')) : registrationId);
  const session = scan.target.startsWith('session:') ? targetName(scan.target, sessions) : null;
  return (
    <li className={classes.scan} data-moves={moves || undefined} data-tone={look.tone} data-testid="scan" data-answer={scan.answer}>
      <span className={classes.sign}>
        <Icon name={look.icon} size={18} weight={2.4} />
      </span>
      <div className={classes.what}>
        {registrationId === null ? (
          <bdi className={classes.code}>{name}</bdi>
        ) : (
          <button type="button" className={classes.name} onClick={() => onOpen(registrationId)}>
            <bdi>{name}</bdi>
          </button>
        )}
        <p className={classes.words}>
          <strong>{words}</strong>
          {scan.override && ` · ${t('scans.byHand')}`}
        </p>
        {session !== null && (
          <p className={classes.quiet}>
            <bdi>{session}</bdi>
          </p>
        )}
      </div>
      <p className={classes.where}>
        <time dateTime={scan.at}>{timeOfDay(scan.at, shownLanguage(), timeZone)}</time>
        {scan.station && <span>{scan.station}</span>}
      </p>
    </li>
  );
}
