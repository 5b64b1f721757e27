import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanCamera } from '@ui/camera/camera';
import { problemOf } from '@ui/camera/cameraMachine';
import classes from './CameraView.module.css';

/**
 * What the camera sees, with a frame to hold a ticket into; in its place, where there is no picture, what is wrong and
 * what to do. The camera goes on whether it is shown or not: this only shows it.
 *
 * @param mirrored as in a mirror: for a camera that looks at the person who looks at the screen
 * @param label what the picture is, for those who hear it
 */
export function CameraView({ camera, mirrored, label }: { camera: ScanCamera; mirrored: boolean; label: string }) {
  const { t } = useTranslation('kiosk');
  const picture = useSelector(camera.actor, (state) => state.hasTag('picture'));
  const several = useSelector(camera.actor, (state) => state.hasTag('severalCodes'));
  const problem = useSelector(camera.actor, problemOf);
  const others = useSelector(camera.actor, (state) => state.context.cameras.length > 1);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => camera.show(place.current as HTMLDivElement, mirrored), [camera, mirrored]);

  return (
    <section className={classes.camera} aria-label={label} data-testid="camera" data-problem={problem ?? undefined}>
      <div className={classes.stage} data-shown={(picture && problem === null) || undefined}>
        <div ref={place} className={classes.place} aria-hidden="true" />
        {picture && <Frame />}
      </div>
      <div role="status" className={classes.words}>
        {several ? (
          <p className={classes.several} data-testid="camera-several">
            <Icon name="people" />
            <span>
              <strong>{t('camera.several.title')}</strong> {t('camera.several.next')}
            </span>
          </p>
        ) : problem !== null ? (
          <div className={classes.problem} data-testid="camera-problem">
            <Icon name={problem === 'black' ? 'info' : 'warning'} size={72} weight={1.6} />
            <h2>{t(`camera.${problem}.title`)}</h2>
            <p>{t(`camera.${problem}.next`)}</p>
          </div>
        ) : picture ? null : (
          <p className={classes.starting}>{t('camera.starting')}</p>
        )}
      </div>
      {others && (
        <button
          type="button"
          className={classes.switch}
          onClick={() => camera.actor.send({ type: 'camera.switched' })}
          data-testid="camera-switch"
        >
          <Icon name="camera" />
          {t('camera.switch')}
        </button>
      )}
    </section>
  );
}

/** Four corners around the middle. Codes are read in the whole picture: people only hold them better with an aim. */
function Frame() {
  return (
    <svg className={classes.frame} viewBox="0 0 160 90" aria-hidden="true" focusable="false">
      <path d="M50 27v-5a5 5 0 0 1 5-5h5M100 17h5a5 5 0 0 1 5 5v5M110 63v5a5 5 0 0 1-5 5h-5M60 73h-5a5 5 0 0 1-5-5v-5" />
    </svg>
  );
}
