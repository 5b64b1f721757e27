import type { HqException } from '@shared/contract/hqQueries';
import type { ExceptionAction } from '@shared/contract/values';
import { Button } from '@mantine/core';
import { lookOf } from '@ui/answerLook';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { useNow } from '@ui/useNow';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isolate, targetWords, whenWords } from '../whenWords';
import classes from './Exceptions.module.css';
import { MergeRecords } from './MergeRecords';

/** What waits for an answer, each with what can be done about it. @param onOpen opens its workshop, where it is not open already. */
export function ExceptionList({ exceptions, onOpen }: { exceptions: readonly HqException[]; onOpen?: (workshop: string) => void }) {
  const now = useNow(60_000);
  return (
    <ul className={classes.list}>
      {exceptions.map((each) => (
        <Row key={`${each.workshop} ${each.kind} ${each.eventIds.at(-1)}`} exception={each} now={now} onOpen={onOpen} />
      ))}
    </ul>
  );
}

const Row = memo(function Row({ exception, now, onOpen }: { exception: HqException; now: string; onOpen: ((workshop: string) => void) | undefined }) {
  const { t } = useTranslation('hq');
  const { t: d } = useTranslation('desk');
  const client = useStoreClient();
  const [busy, setBusy] = useState<ExceptionAction | null>(null);
  const [merging, setMerging] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { kind, answer, first, eventIds, registrationId, timeZone, workshop } = exception;
  const isDouble = kind === 'duplicate';
  const who = exception.fullName || registrationId || exception.code || t('exceptions.nobody');
  const what = answer === null ? t('exceptions.duplicate') : d(`answer.${answer}`);
  const at = (instant: string, place: string): { time: string; place: string } => ({ time: isolate(whenWords(instant, now, timeZone)), place: isolate(place) });
  const here = at(exception.at, exception.station ?? exception.device);
  const facts = [
    isolate(targetWords(exception.target, exception.sessionTitle)),
    ...(first ? [t('exceptions.first', at(first.at, first.station ?? first.device)), t('exceptions.second', here)] : [t('exceptions.at', here)]),
    ...(eventIds.length > 1 ? [t('exceptions.times', { count: eventIds.length })] : []),
  ];
  const act = (action: ExceptionAction): void => {
    setBusy(action);
    setError(null);
    client.command('hq.answerException', { workshop, eventIds, action, note: action === 'voided' ? t('exceptions.voidReason') : '' }).then(
      () => setBusy(null),
      (fault: unknown) => {
        setBusy(null);
        setError(fault);
      },
    );
  };
  const button = (action: ExceptionAction, variant: 'light' | 'default', press = () => act(action)) => (
    <Button size="sm" variant={variant} loading={busy === action} disabled={busy !== null && busy !== action} onClick={press} aria-label={t('exceptions.answerLabel', { action: t(`exceptions.${action}`), what: `${who}, ${what}` })} data-testid={`exception-${action}`}>
      {t(`exceptions.${action}`)}
    </Button>
  );
  return (
    <li className={classes.row} data-testid="exception" data-kind={kind}>
      <span className={classes.sign}>
        <Icon name={answer === null ? 'people' : lookOf(answer, 'in').icon} size={20} />
      </span>
      <div className={classes.main}>
        <p className={classes.name}>
          <bdi>{who}</bdi> <small>{what}</small>
        </p>
        <p className={classes.facts}>{facts.join(' · ')}</p>
        <p className={classes.facts}>{t(isDouble ? 'exceptions.duplicateWhy' : 'exceptions.refusedWhy')}</p>
        <ErrorSentence error={error} />
      </div>
      <div className={classes.buttons}>
        {onOpen && (
          <Button size="sm" variant="subtle" onClick={() => onOpen(workshop)} data-testid="exception-workshop">
            <bdi>{exception.city || workshop}</bdi>
          </Button>
        )}
        {isDouble ? (
          <>
            {button('voided', 'light')}
            {button('kept', 'default')}
            {registrationId !== null && button('merged', 'default', () => setMerging(true))}
          </>
        ) : (
          button('noted', 'light')
        )}
      </div>
      {registrationId !== null && (
        <MergeRecords opened={merging} exception={exception} kept={{ registrationId, fullName: exception.fullName ?? registrationId }} onClose={() => setMerging(false)} />
      )}
    </li>
  );
});
