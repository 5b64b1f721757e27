import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { reasonOf } from '@ui/reasonOf';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetup } from '../setupContext';
import { CheckCard, Finding } from './CheckCard';

type Found = Awaited<ReturnType<typeof ask>>;

function ask(bridge: ChampionsBridge) {
  return bridge.call('check.camera', {});
}

/**
 * The desk may not use the camera; a kiosk may. So the desk says whether one is plugged in, which needs no permission,
 * and asks the open kiosks whether they have a picture.
 */
export function CameraCheck({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskSetup');
  const { refresh } = useSetup();
  const [connected, setConnected] = useState<boolean | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    const look = (): void => {
      navigator.mediaDevices.enumerateDevices().then(
        (devices) => setConnected(devices.some(({ kind }) => kind === 'videoinput')),
        () => setConnected(null),
      );
    };
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => navigator.mediaDevices.removeEventListener('devicechange', look);
  }, []);

  const check = (): void => {
    setBusy(true);
    setError(null);
    ask(bridge)
      .then(
        (seen) => {
          setFound(seen);
          refresh();
        },
        (fault: unknown) => setError(new KioskError('internal', t('hardware.failed', { reason: reasonOf(fault) }))),
      )
      .finally(() => setBusy(false));
  };
  const open = (): void => void bridge.call('kiosk.open', {}).then(refresh, setError);

  return (
    <CheckCard
      name="camera"
      icon="camera"
      title={t('hardware.camera.title')}
      buttons={
        <>
          <Button variant="default" onClick={open} data-testid="camera-open-kiosk">
            {t('hardware.camera.open')}
          </Button>
          <Button variant="light" loading={busy} onClick={check} data-testid="camera-check">
            {t(found ? 'hardware.again' : 'hardware.check')}
          </Button>
        </>
      }
    >
      <p>{t('hardware.camera.what')}</p>
      {found?.pictures.map(({ label, width, height }) => (
        <Finding key={label} tone="good" testId="camera-works">
          {t('hardware.camera.works', { label: label || t('hardware.camera.nameless'), width, height })}
        </Finding>
      ))}
      {found && found.pictures.length === 0 && found.kiosks > 0 && (
        <Finding tone="warning" testId="camera-no-picture">
          {t('hardware.camera.noPicture')}
        </Finding>
      )}
      {(found === null || (found.pictures.length === 0 && found.kiosks === 0)) && connected !== null && (
        <Finding tone={connected ? 'good' : 'warning'} testId="camera-connected">
          {t(connected ? 'hardware.camera.connected' : 'hardware.camera.missing')}
        </Finding>
      )}
      <ErrorSentence error={error} />
    </CheckCard>
  );
}
