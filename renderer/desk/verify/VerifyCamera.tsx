import type { ChampionsBridge } from '@shared/contract/appChannels';
import { Button } from '@mantine/core';
import { type ScanCamera, scanCamera } from '@ui/camera/camera';
import { problemOf } from '@ui/camera/cameraMachine';
import { cameraMemory } from '@ui/camera/cameras';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Verify.module.css';

/** The desk's camera, allowed as long as this is shown, and no longer. */
export function VerifyCamera({ bridge, onCode }: { bridge: ChampionsBridge; onCode(code: string): void }) {
  const [camera, setCamera] = useState<ScanCamera | null>(null);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let over = false;
    let made: ScanCamera | null = null;
    bridge.call('desk.camera', { wanted: true }).then(
      () => {
        if (over) return;
        made = scanCamera({ onCode: (code) => latest.current(code), memory: cameraMemory(window.localStorage, 'desk') });
        made.start();
        setCamera(made);
      },
      (fault: unknown) => !over && setError(fault),
    );
    return () => {
      over = true;
      made?.end();
      // A desk that has just been locked may not say so, and need not: the camera is taken from it.
      bridge.call('desk.camera', { wanted: false }).catch(() => undefined);
    };
  }, [bridge]);
  if (error !== null) return <ErrorSentence error={error} />;
  return camera && <CameraPicture camera={camera} />;
}

function CameraPicture({ camera }: { camera: ScanCamera }) {
  const { t } = useTranslation('deskVerify');
  const picture = useSelector(camera.actor, (state) => state.hasTag('picture'));
  const several = useSelector(camera.actor, (state) => state.hasTag('severalCodes'));
  const others = useSelector(camera.actor, (state) => state.context.cameras.length > 1);
  const problem = useSelector(camera.actor, problemOf);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => camera.show(place.current as HTMLDivElement, false), [camera]);
  const said = several ? t('camera.several') : problem !== null ? t(`camera.${problem}`) : t(picture ? 'camera.hold' : 'camera.starting');
  return (
    <div className={classes.camera} role="group" aria-label={t('camera.label')} data-testid="verify-camera" data-problem={problem ?? undefined}>
      <div className={classes.stage} data-shown={(picture && problem === null) || undefined}>
        <div ref={place} className={classes.place} aria-hidden="true" />
      </div>
      <p role="status" className={classes.hint} data-tone={several || problem !== null ? 'warning' : undefined}>
        {said}
      </p>
      {others && (
        <Button variant="default" size="xs" leftSection={<Icon name="camera" />} onClick={() => camera.actor.send({ type: 'camera.switched' })} data-testid="verify-camera-switch">
          {t('camera.switch')}
        </Button>
      )}
    </div>
  );
}
