import type { KioskHealth } from '@shared/contract/appChannels';
import { timeOfDay } from '@i18n/times';
import { BrandMark } from '@ui/BrandMark';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IdleQuestion } from './IdleQuestion';
import { useKiosk } from './KioskContext';
import classes from './KioskFrame.module.css';
import { Skyline } from './Skyline';
import { StaffCorner } from './StaffCorner';

/** What stands around every screen but the answers: whose workshop this is, where the kiosk stands, what time it is. */
export function KioskFrame({
  restarting,
  health,
  camera,
  children,
}: {
  restarting: boolean;
  health: KioskHealth | null;
  camera: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation('kiosk');
  const { status, station, state } = useKiosk();
  const workshop = status?.workshop ?? null;
  const focused = useWindowFocus();
  return (
    <div className={classes.frame} data-visiting={state.hasTag('personal') || undefined}>
      <Skyline />
      <header className={classes.header}>
        <BrandMark size={64} />
        <div className={classes.names}>
          <p className={classes.workshop} data-testid="workshop-name">
            <bdi>{workshop?.name ?? t('title')}</bdi>
          </p>
          {workshop && (
            <p className={classes.place}>
              <bdi>{[workshop.city, workshop.programme].filter((text) => text !== '').join(' · ')}</bdi>
            </p>
          )}
        </div>
        <StaffCorner health={health} camera={camera} />
        <div className={classes.station}>
          <Clock timeZone={workshop?.timeZone} />
          {station.name !== null && (
            <span className={classes.stationName} data-testid="station">
              <Icon name="place" />
              <bdi>{station.name}</bdi>
            </span>
          )}
        </div>
      </header>
      {children}
      <div className={classes.notes} role="status">
        {restarting && (
          <p className={classes.note} data-testid="restarting">
            <Icon name="wait" />
            {t('restarting')}
          </p>
        )}
        {!focused && !restarting && (
          <p className={classes.note} data-testid="wake">
            <Icon name="hand" />
            {t('waiting.wake')}
          </p>
        )}
      </div>
      <IdleQuestion />
    </div>
  );
}

function Clock({ timeZone }: { timeZone: string | undefined }) {
  const now = useNow(5_000);
  const { language } = useKiosk();
  return (
    <time className={classes.clock} dateTime={now}>
      {timeOfDay(now, language, timeZone)}
    </time>
  );
}

/** Whether keys come to this window at all: a wedge types into the window that has the focus. */
function useWindowFocus(): boolean {
  const [focused, setFocused] = useState(() => document.hasFocus());
  useEffect(() => {
    const look = (): void => setFocused(document.hasFocus());
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
    };
  }, []);
  return focused;
}
