import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from './AgendaTab';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import classes from './LastChange.module.css';

/** What was done to the agenda last, on whichever device, and the way back. */
export function LastChange({ last }: { last: Board['last'] }) {
  const { t } = useTranslation('deskAgenda');
  const client = useStoreClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (last === null) return <ErrorSentence error={error} />;
  const { cause, eventId, minutes, sessionIds, title } = last;
  const undo = (): void => {
    setBusy(true);
    setError(null);
    client.command('agenda.undo', { eventId }).catch(setError).finally(() => setBusy(false));
  };
  const values = { title: `\u2068${title}\u2069` };
  return (
    <div className={classes.last} data-testid="agenda-last" data-cause={cause}>
      <p role="status">
        {cause === 'delayed' ? t('last.delayed', { ...values, minutes: minutes ?? 0, count: sessionIds.length }) : t(`last.${cause}`, values)}
      </p>
      <OrganizerOnly>
        <Button size="compact-sm" variant="subtle" leftSection={<Icon name="undo" />} loading={busy} onClick={undo} data-testid="agenda-undo">
          {t(cause === 'undone' ? 'last.redo' : 'last.undo')}
        </Button>
      </OrganizerOnly>
      <ErrorSentence error={error} />
    </div>
  );
}
