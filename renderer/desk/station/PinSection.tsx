import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PinDialog } from './PinDialog';
import classes from './StationTab.module.css';

/** Whether there is a PIN to leave a locked kiosk with, and how to set it. */
export function PinSection({ hasPin, onPin }: { hasPin: boolean | null; onPin(): void }) {
  const { t } = useTranslation('desk');
  const [setting, setSetting] = useState(false);
  const [done, setDone] = useState(false);
  return (
    <section className={classes.card} aria-labelledby="pin-title" data-testid="pin">
      <h2 id="pin-title">
        <Icon name="shield" /> {t('station.pin.title')}
      </h2>
      <p>{t('station.pin.what')}</p>
      {hasPin !== null && (
        <p role="status" data-tone={hasPin ? 'good' : 'warning'} data-testid="pin-state">
          {t(done ? 'station.pin.done' : hasPin ? 'station.pin.isSet' : 'station.pin.isMissing')}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => setSetting(true)} disabled={hasPin === null} data-testid="pin-set">
          {t(hasPin ? 'station.pin.change' : 'station.pin.set')}
        </Button>
      </div>
      <PinDialog
        opened={setting}
        hasPin={hasPin === true}
        onClose={() => setSetting(false)}
        onSet={() => {
          onPin();
          setDone(true);
          setSetting(false);
        }}
      />
    </section>
  );
}
