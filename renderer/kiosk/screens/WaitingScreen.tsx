import type { QueryResult } from '@shared/contract/queries';
import type { Direction } from '@shared/contract/values';
import { wholeNumber } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import type { ScanCamera } from '@ui/camera/camera';
import { isWorthShowing } from '@ui/camera/cameraMachine';
import { CameraView } from '../camera/CameraView';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { LanguageBar } from '../frame/LanguageBar';
import { newWalkIn } from '../walkIn/newWalkIn';
import { TicketPicture } from './TicketPicture';
import classes from './WaitingScreen.module.css';

/** Nobody is here. Says what to do, in the language that one touch chooses, and offers the other ways in. */
export function WaitingScreen({
  status,
  camera,
  direction,
  hint,
}: {
  status: QueryResult<'kiosk.status'>;
  camera: ScanCamera;
  direction: Direction;
  /** What was wrong with what a scanner has just sent. */
  hint: 'empty' | 'garbled' | null;
}) {
  const { t } = useTranslation('kiosk');
  const { send, language } = useKiosk();
  const showsCamera = useSelector(camera.actor, isWorthShowing);
  const entrance = direction === 'in' && status.target?.startsWith('session:') !== true;
  return (
    <main className={classes.screen} data-testid="screen-waiting">
      <LanguageBar />
      <section className={classes.invitation}>
        {(status.sessionTitle !== null || direction === 'out') && (
          <p className={classes.target} data-testid="target">
            <Icon name={direction === 'out' ? 'leave' : 'agenda'} />
            {[direction === 'out' ? t('waiting.checkOut') : null, status.sessionTitle].filter((text) => text !== null).join(' · ')}
          </p>
        )}
        <h1 className={classes.title}>{t(`waiting.title_${direction}`)}</h1>
        <p className={classes.how}>{status.target === null ? t('waiting.roomDone') : t('waiting.how')}</p>
        <p className={classes.hint} role="status" data-testid="hint">
          {hint !== null && (
            <span>
              <Icon name="info" />
              {t(`waiting.${hint}`)}
            </span>
          )}
        </p>
      </section>
      <div className={classes.picture}>
        {showsCamera ? <CameraView camera={camera} mirrored label={t('camera.label')} /> : <TicketPicture />}
      </div>
      <div className={classes.ways} role="group" aria-label={t('waiting.noTicket')}>
        <p>{t('waiting.noTicket')}</p>
        <KioskButton look="strong" onClick={() => send({ type: 'name.opened' })} data-testid="by-name">
          <Icon name="search" />
          {t('waiting.byName')}
        </KioskButton>
        {entrance && status.walkIns.open && (
          <KioskButton look="quiet" onClick={() => send({ type: 'walkIn.opened', ...newWalkIn() })} data-testid="walk-in">
            <Icon name="pen" />
            {t('waiting.walkIn')}
          </KioskButton>
        )}
      </div>
      <footer className={classes.foot}>
        <p className={classes.arrived} data-testid="arrived">
          {status.arrived > 0 && (
            <strong key={status.arrived} className={classes.number}>
              {wholeNumber(status.arrived, language)}
            </strong>
          )}
          {/* For those who hear it as one text. */}
          {' '}
          <span>{t('waiting.arrived', { count: status.arrived })}</span>
        </p>
        <KioskButton look="quiet" onClick={() => send({ type: 'typing.opened' })} data-testid="type-code">
          <Icon name="keyboard" />
          {t('waiting.type')}
        </KioskButton>
        <KioskButton look="quiet" onClick={() => send({ type: 'agenda.opened' })} data-testid="agenda">
          <Icon name="agenda" />
          {t('waiting.agenda')}
        </KioskButton>
        <KioskButton look="quiet" onClick={() => send({ type: 'help.opened', subject: 'general' })} data-testid="help">
          <Icon name="hand" />
          {t('common.helpShort')}
        </KioskButton>
      </footer>
    </main>
  );
}
