import type { QueryResult } from '@shared/contract/queries';
import { type Direction, languages } from '@shared/contract/values';
import { answerCatalogues } from '@i18n/answers';
import { directionOf, localeOf } from '@i18n/languages';
import { wholeNumber } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import type { KioskCamera } from './camera/camera';
import { isWorthShowing } from './camera/cameraMachine';
import { CameraView } from './camera/CameraView';
import { KioskButton } from './KioskButton';
import { TicketPicture } from './TicketPicture';
import classes from './WaitingScreen.module.css';

/** Nobody is here. Says what to do, in every language of the programme. */
export function WaitingScreen({
  status,
  camera,
  direction,
  hinted,
  onType,
}: {
  status: QueryResult<'kiosk.status'>;
  camera: KioskCamera;
  direction: Direction;
  hinted: boolean;
  onType(): void;
}) {
  const { t } = useTranslation('kiosk');
  const showsCamera = useSelector(camera.actor, isWorthShowing);
  return (
    <main className={classes.screen} data-testid="screen-waiting">
      <section className={classes.invitation}>
        {(status.sessionTitle !== null || direction === 'out') && (
          <p className={classes.target} data-testid="target">
            <Icon name={direction === 'out' ? 'leave' : 'agenda'} />
            {[direction === 'out' ? t('waiting.checkOut') : null, status.sessionTitle].filter((text) => text !== null).join(' · ')}
          </p>
        )}
        <h1 className={classes.title}>{t(`waiting.title_${direction}`)}</h1>
        <p className={classes.how}>{t('waiting.how')}</p>
        <ul className={classes.languages}>
          {languages
            .filter((language) => language !== 'en')
            .map((language) => (
              <li key={language} lang={localeOf(language)} dir={directionOf(language)}>
                {answerCatalogues[language].invitation.scan}
              </li>
            ))}
        </ul>
        <p className={classes.hint} role="status" data-testid="hint">
          {hinted && (
            <span>
              <Icon name="info" />
              {t('waiting.empty')}
            </span>
          )}
        </p>
      </section>
      {showsCamera ? (
        <div className={classes.camera}>
          <CameraView camera={camera} mirrored label={t('camera.label')} />
        </div>
      ) : (
        <TicketPicture />
      )}
      <footer className={classes.foot}>
        <p className={classes.arrived} data-testid="arrived">
          {status.arrived > 0 && (
            <strong key={status.arrived} className={classes.number}>
              {wholeNumber(status.arrived, 'en')}
            </strong>
          )}
          {/* For those who hear it as one text. */}
          {' '}
          <span>{t('waiting.arrived', { count: status.arrived })}</span>
        </p>
        <KioskButton look="quiet" onClick={onType} data-testid="type-code">
          <Icon name="keyboard" />
          {t('waiting.type')}
        </KioskButton>
      </footer>
    </main>
  );
}
