import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { TicketKind } from '@shared/contract/values';
import { Button, SegmentedControl } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './StationTab.module.css';

const kinds = ['token', 'signed'] as const satisfies TicketKind[];

/** Makes tickets for everyone and writes them into a folder: images, a table for a mail-merge, sheets to print. */
export function TicketExport({ bridge, people }: { bridge: ChampionsBridge; people: number }) {
  const { t } = useTranslation('desk');
  const [kind, setKind] = useState<TicketKind>('token');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<{ folder: string; tickets: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const write = (): void => {
    setBusy(true);
    setDone(null);
    setError(null);
    bridge
      .call('tickets.export', { kind })
      .then(setDone, (fault: unknown) => {
        console.error(fault);
        setError(new KioskError('internal', t('station.tickets.failed', { reason: reasonOf(fault) })));
      })
      .finally(() => setBusy(false));
  };
  return (
    <section className={classes.card} aria-labelledby="tickets-title" data-testid="tickets">
      <h2 id="tickets-title">
        <Icon name="ticket" /> {t('station.tickets.title')}
      </h2>
      <p>{t('station.tickets.what')}</p>
      <SegmentedControl
        aria-label={t('station.tickets.kind')}
        value={kind}
        onChange={(value) => setKind(value as TicketKind)}
        data={kinds.map((value) => ({ value, label: t(`station.tickets.kinds.${value}`) }))}
        fullWidth
        data-testid="tickets-kind"
      />
      <p>{t(`station.tickets.hints.${kind}`)}</p>
      {done && (
        <p role="status" data-tone="good" data-testid="tickets-done">
          {t('station.tickets.done', { count: done.tickets })} <span className={classes.path}>{done.folder}</span>
        </p>
      )}
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<Icon name="ticket" />} loading={busy} disabled={people === 0} onClick={write} data-testid="tickets-export">
          {t('station.tickets.export')}
        </Button>
      </div>
    </section>
  );
}
