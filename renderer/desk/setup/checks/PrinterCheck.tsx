import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { shownLanguage } from '@i18n/i18n';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { reasonOf } from '@ui/reasonOf';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetup } from '../setupContext';
import { CheckCard, Finding } from './CheckCard';

/** The printers that the system knows, and a page of rulers. The page is saved, not sent: what a printer did cannot be told from here. */
export function PrinterCheck({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskSetup');
  const { facts, refresh } = useSetup();
  const [file, setFile] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const printers = facts?.printers ?? [];
  const save = (): void => {
    setBusy(true);
    setError(null);
    bridge
      .call('page.save', { page: 'test', languages: [shownLanguage()] })
      .then(
        (saved) => {
          if (saved) setFile(saved.file);
          refresh();
        },
        (fault: unknown) => setError(new KioskError('internal', t('hardware.failed', { reason: reasonOf(fault) }))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <CheckCard
      name="printer"
      icon="printer"
      title={t('hardware.printer.title')}
      buttons={
        <Button variant="light" loading={busy} onClick={save} data-testid="printer-page">
          {t('hardware.printer.page')}
        </Button>
      }
    >
      <p>{t('hardware.printer.what')}</p>
      {facts && (
        <Finding {...(printers.length > 0 ? { tone: 'good' as const } : {})} testId="printers">
          {printers.length === 0 ? t('hardware.printer.none') : t('hardware.printer.found', { count: printers.length, names: printers.join(', ') })}
        </Finding>
      )}
      {file !== null && (
        <Finding tone="good" testId="printer-saved">
          {t('hardware.printer.saved', { file })}
        </Finding>
      )}
      <ErrorSentence error={error} />
    </CheckCard>
  );
}
