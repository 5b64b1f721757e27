import type { OpenException } from '@shared/contract/queries';
import type { AgendaSession, ExceptionAction } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate } from '@i18n/times';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient, useWatchedQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MergeRecords } from '../attendee/MergeRecords';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import { targetName } from '../targets';
import classes from './DayBoard.module.css';

const shown = 40;

/** What was refused or is there twice, until somebody has settled it. */
export const Exceptions = memo(function Exceptions({ sessions, timeZone, onOpen }: { sessions: readonly AgendaSession[]; timeZone: string | undefined; onOpen(registrationId: string): void }) {
  const { t: d } = useTranslation('deskDay');
  const { value, error } = useWatchedQuery('exceptions.open', { limit: shown });
  const now = useNow(60_000);
  const total = value?.total ?? 0;
  return (
    <section className={classes.card} aria-labelledby="exceptions-title" data-testid="exceptions" data-total={value?.total}>
      <div className={classes.head}>
        <h2 id="exceptions-title">
          <Icon name="warning" /> {d('exceptions.title')}
        </h2>
        {total > 0 && <span className={classes.count}>{total}</span>}
      </div>
      <ErrorSentence error={error} />
      {value?.exceptions.length === 0 && <p className={classes.quiet}>{d('exceptions.none')}</p>}
      {total > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it a keyboard could not scroll (WCAG 2.1.1)
        <ul className={classes.list} tabIndex={0} aria-labelledby="exceptions-title">
          {value?.exceptions.map((each) => (
            <Row key={`${each.kind} ${each.eventIds.at(-1)}`} exception={each} sessions={sessions} timeZone={timeZone} now={now} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {total > shown && <p className={classes.quiet}>{d('exceptions.more', { count: total - shown })}</p>}
    </section>
  );
});

interface RowProps {
  exception: OpenException;
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  now: string;
  onOpen(registrationId: string): void;
}

/** Drawn anew only for what it shows: each new exception moves all others down the list. */
const Row = memo(DrawnRow, ({ exception: last, ...around }, { exception: next, ...aroundNext }) =>
  last.eventIds.length === next.eventIds.length && last.at === next.at && last.fullName === next.fullName && last.station === next.station &&
  around.sessions === aroundNext.sessions && around.timeZone === aroundNext.timeZone && around.now === aroundNext.now && around.onOpen === aroundNext.onOpen);

function DrawnRow({ exception, sessions, timeZone, now, onOpen }: RowProps) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const client = useStoreClient();
  const [busy, setBusy] = useState<ExceptionAction | null>(null);
  const [merging, setMerging] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { answer, first, registrationId, eventIds } = exception;
  const clock = (at: string): string => timeWithDate(at, now, shownLanguage(), timeZone);
  const who = exception.fullName || exception.registrationId || exception.code || t('scans.nobody');
  const what = answer === null ? d('exceptions.duplicate') : t(`answer.${answer}`);
  const facts = [
    targetName(exception.target, sessions), clock(exception.at), exception.station ?? exception.device,
    eventIds.length > 1 ? d('exceptions.times', { count: eventIds.length }) : null,
    first && d('exceptions.duplicateOf', { time: clock(first.at), place: first.station ?? first.device }),
  ];
  const settle = (action: ExceptionAction): void => {
    setBusy(action);
    setError(null);
    client.command('exception.answer', { eventIds, action, note: action === 'voided' ? d('exceptions.voidReason') : '' }).then(
      () => setBusy(null),
      (fault: unknown) => {
        setBusy(null);
        setError(fault);
      },
    );
  };
  const answering = (action: ExceptionAction, word: string, testId: string, press = () => settle(action)) => (
    <Button size="compact-sm" variant="default" loading={busy === action} disabled={busy !== null && busy !== action} onClick={press} aria-label={d('exceptions.actionLabel', { action: word, what: `${who}, ${what}` })} data-testid={testId}>
      {word}
    </Button>
  );
  return (
    <li data-testid="exception" data-answer={answer ?? 'duplicate'}>
      <div className={classes.main}>
        <p className={classes.name}>
          <bdi>{who}</bdi>
        </p>
        <p className={classes.quiet}>{[what, ...facts].filter(Boolean).join(' · ')}</p>
        <ErrorSentence error={error} />
      </div>
      <div className={classes.buttons}>
        {registrationId !== null && (
          <Button size="compact-sm" variant="light" onClick={() => onOpen(registrationId)} data-testid="exception-open">
            {d('exceptions.open')}
          </Button>
        )}
        <OrganizerOnly>
          {answer === null ? (
            <>
              {answering('voided', d('exceptions.voided'), 'exception-voided')}
              {answering('kept', d('exceptions.kept'), 'exception-kept')}
              {registrationId !== null && answering('merged', d('exceptions.merged'), 'exception-merged', () => setMerging(true))}
            </>
          ) : (
            answering('noted', d('exceptions.answer'), 'exception-answer')
          )}
        </OrganizerOnly>
      </div>
      {registrationId !== null && (
        <MergeRecords opened={merging} registrationId={registrationId} name={who} onMerged={() => settle('merged')} onClose={() => setMerging(false)} />
      )}
    </li>
  );
}
