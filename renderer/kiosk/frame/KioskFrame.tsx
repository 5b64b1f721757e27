import type { QueryResult } from '@shared/contract/queries';
import { timeOfDay } from '@i18n/times';
import { BrandMark } from '@ui/BrandMark';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './KioskFrame.module.css';
import { Skyline } from './Skyline';
import type { Station } from '../station';

/** What stands around every screen but the answers: whose workshop this is, where the kiosk stands, what time it is. */
export function KioskFrame({
  status,
  station,
  restarting,
  children,
}: {
  status: QueryResult<'kiosk.status'> | undefined;
  station: Station;
  restarting: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation('kiosk');
  const workshop = status?.workshop ?? null;
  const focused = useWindowFocus();
  return (
    <div className={classes.frame}>
      <Skyline />
      <header className={classes.header}>
        <BrandMark size={72} />
        <div className={classes.names}>
          <p className={classes.workshop} data-testid="workshop-name">
            {workshop?.name ?? t('title')}
          </p>
          {workshop && (
            <p className={classes.place}>
              {[workshop.city, workshop.programme].filter((text) => text !== '').join(' · ')}
            </p>
          )}
        </div>
        <div className={classes.station}>
          <Clock timeZone={workshop?.timeZone} />
          {station.name !== null && (
            <span className={classes.stationName} data-testid="station">
              <Icon name="place" />
              {station.name}
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
    </div>
  );
}

function Clock({ timeZone }: { timeZone: string | undefined }) {
  const now = useNow(5_000);
  return (
    <time className={classes.clock} dateTime={now}>
      {timeOfDay(now, 'en', timeZone)}
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
