import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { reasonOf } from '@ui/reasonOf';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseMirror } from '../ChooseMirror';
import { CheckCard, Finding } from './CheckCard';

type Found = Awaited<ReturnType<typeof ask>>;
type Folder = NonNullable<Found['mirror']>;

/** Above this, in ms, a queue of people feels each check-in. */
const slow = 50;

function ask(bridge: ChampionsBridge) {
  return bridge.call('check.disk', {});
}

/** How quickly entries are safe in the data folder and in the second copy's, and how much space is left. */
export function DiskCheck({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskSetup');
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const check = (): void => {
    setBusy(true);
    setError(null);
    ask(bridge)
      .then(setFound, (fault: unknown) => setError(new KioskError('internal', t('hardware.failed', { reason: reasonOf(fault) }))))
      .finally(() => setBusy(false));
  };
  return (
    <CheckCard
      name="disk"
      icon="disk"
      title={t('hardware.disk.title')}
      buttons={
        <>
          <ChooseMirror bridge={bridge} />
          <Button variant="light" loading={busy} onClick={check} data-testid="disk-check">
            {t(found ? 'hardware.again' : 'hardware.check')}
          </Button>
        </>
      }
    >
      {found && (
        <>
          <FolderFinding name={t('hardware.disk.data')} folder={found.data} testId="disk-data" />
          {found.mirror ? <FolderFinding name={t('hardware.disk.mirror')} folder={found.mirror} testId="disk-mirror" /> : <Finding>{t('hardware.disk.noMirror')}</Finding>}
        </>
      )}
      <ErrorSentence error={error} />
    </CheckCard>
  );
}

function FolderFinding({ name, folder, testId }: { name: string; folder: Folder; testId: string }) {
  const { t } = useTranslation('deskSetup');
  const { milliseconds, freeMegabytes, problem } = folder;
  const isSlow = milliseconds !== null && milliseconds > slow;
  return (
    <Finding tone={milliseconds === null || isSlow ? 'warning' : 'good'} testId={testId}>
      <strong>{name}:</strong>{' '}
      {milliseconds === null
        ? t('hardware.disk.cannot', { reason: problem ?? '' })
        : t(isSlow ? 'hardware.disk.slow' : 'hardware.disk.fast', { ms: Math.max(1, Math.round(milliseconds)) })}{' '}
      {freeMegabytes !== null && t('hardware.disk.free', { number: freeMegabytes })}
    </Finding>
  );
}
