import { Button, Modal, NumberInput } from '@mantine/core';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PinForm } from './PinForm';
import classes from './Privacy.module.css';
import { RetentionSection } from './RetentionSection';

/** Who may do what at this desk, when it covers itself, and how long people's data stay. */
export function PrivacyDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('deskPrivacy');
  const { hasPin } = useAccess();
  return (
    <Modal opened onClose={onClose} title={t('settings.title')} size={640} closeButtonProps={{ 'aria-label': t('settings.close') }}>
      <div className={classes.sections} data-testid="privacy">
        <section className={classes.section}>
          <h3>{t('settings.organizer')}</h3>
          <p className={classes.quiet}>{t('settings.organizerText')}</p>
          <PinForm owner="organizer" />
        </section>
        <section className={classes.section}>
          <h3>{t('settings.helper')}</h3>
          <p className={classes.quiet}>{t('settings.helperText')}</p>
          {hasPin ? <PinForm owner="helper" /> : <p>{t('settings.first')}</p>}
        </section>
        <IdleSection />
        <RetentionSection />
      </div>
    </Modal>
  );
}

function IdleSection() {
  const { t } = useTranslation('deskPrivacy');
  const { bridge, idleSeconds } = useAccess();
  const [minutes, setMinutes] = useState<number | string>(Math.max(1, Math.round(idleSeconds / 60)));
  const [saved, setSaved] = useState(false);
  const valid = typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1 && minutes <= 240;
  const save = (): void => {
    if (!valid) return;
    bridge.call('desk.setIdle', { minutes }).then(() => setSaved(true), (error: unknown) => console.error(error));
  };
  return (
    <section className={classes.section}>
      <h3>{t('settings.idle')}</h3>
      <p className={classes.quiet}>{t('settings.idleText')}</p>
      <div className={classes.row}>
        <NumberInput label={t('settings.minutes')} value={minutes} onChange={(value) => (setMinutes(value), setSaved(false))} min={1} max={240} allowDecimal={false} hideControls data-testid="idle-minutes" />
        <Button variant="default" onClick={save} disabled={!valid} data-testid="idle-save">
          {t('settings.save')}
        </Button>
      </div>
      <p role="status" className={classes.good}>
        {saved && (
          <>
            <Icon name="check" /> {t('settings.saved')}
          </>
        )}
      </p>
    </section>
  );
}
