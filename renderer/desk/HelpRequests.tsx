import type { QueryResult } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { timeOfDay } from '@i18n/times';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './HelpRequests.module.css';

type HelpRequest = QueryResult<'help.open'>['requests'][number];

const minute = 60_000;

/** Who asks for a human at a kiosk, above whatever the desk shows, until somebody says that they are coming. */
export function HelpRequests({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('desk');
  const { value } = useStoreQuery('help.open', {});
  const requests = value?.requests ?? [];
  const { length } = requests;
  useEffect(() => {
    // The window's name shows in the task bar, where the desk is not in front.
    document.title = length > 0 ? t('help.windowTitle', { count: length, title: t('title') }) : t('title');
  }, [length, t]);
  return (
    <section aria-label={t('help.label')} aria-live="assertive" className={classes.panel} data-testid="help-requests" data-count={length}>
      {length > 0 && (
        <ul className={classes.list}>
          {requests.map((request) => (
            <Request key={request.requestId} request={request} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Request({ request, timeZone }: { request: HelpRequest; timeZone: string | undefined }) {
  const { t } = useTranslation('desk');
  const client = useStoreClient();
  const now = useNow(minute / 2);
  const isOrganizer = useAccess().role === 'desk';
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const waited = Math.max(0, Math.floor((Date.parse(now) - Date.parse(request.at)) / minute));
  const come = (): Promise<unknown> => client.command('help.answer', { requestId: request.requestId });
  /** Records the name that is wished: then nobody has to come for it. */
  const record = async (): Promise<unknown> => {
    if (request.wish) await client.command('attendee.correct', { registrationId: request.wish.registrationId, person: { nameOnCertificate: request.wish.wished } });
    return come();
  };
  const run = (answer: () => Promise<unknown>): void => {
    setBusy(true);
    setError(null);
    answer().catch((fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };
  return (
    <li className={classes.request} data-testid="help-request" data-subject={request.subject}>
      <Icon name="hand" size={26} />
      <p>
        <strong>{request.station === null ? t('help.somewhere') : t('help.at', { station: request.station })}</strong>
        <span>{t(`help.subject.${request.subject}`)}</span>
        {request.wish && <span>{t('help.wish', { name: request.wish.name, wished: request.wish.wished })}</span>}
      </p>
      <p className={classes.when}>
        <time dateTime={request.at}>{timeOfDay(request.at, shownLanguage(), timeZone)}</time>
        <span>{t('help.waiting', { count: waited })}</span>
      </p>
      <ErrorSentence error={error} />
      {request.wish && isOrganizer && (
        <Button size="md" variant="white" loading={busy} onClick={() => run(record)} data-testid="help-record-name">
          {t('help.recordName')}
        </Button>
      )}
      <Button size="md" color="saffron" variant="filled" className={classes.coming ?? ''} loading={busy} onClick={() => run(come)} data-testid="help-coming">
        {t('help.coming')}
      </Button>
    </li>
  );
}
