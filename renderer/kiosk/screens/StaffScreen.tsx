import type { KioskHealth } from '@shared/contract/appChannels';
import { championsBridge } from '@ui/bridge';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import type { staffMachine } from '../flow/staffMachine';
import { KioskButton } from '../frame/KioskButton';
import { healthSigns } from '../frame/healthSigns';
import { TextField } from '../frame/TextField';
import { VisitBar } from '../frame/VisitBar';
import { OnScreenKeyboard } from '../keyboard/OnScreenKeyboard';
import classes from './StaffScreen.module.css';
import visit from './Visit.module.css';

/** For staff: how this station is, and the way out of a locked one. */
export function StaffScreen({ staff, health, camera }: { staff: ActorRefFrom<typeof staffMachine>; health: KioskHealth | null; camera: boolean }) {
  const { t } = useTranslation('kiosk');
  const state = useSelector(staff, (snapshot) => snapshot);
  const [locked, setLocked] = useState<boolean | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void championsBridge().call('kiosk.lock', {}).then((answer) => setLocked(answer.locked), () => setLocked(false));
  }, []);
  useEffect(() => field.current?.focus(), [locked, state.value]);
  const { pin, waitSeconds } = state.context;
  const enter = (event?: FormEvent): void => {
    event?.preventDefault();
    staff.send({ type: 'pin.entered' });
  };
  const error = state.matches('waiting')
    ? t('staff.wait', { count: waitSeconds })
    : state.matches({ entering: 'wrong' })
      ? t('staff.wrong')
      : state.matches({ entering: 'failed' })
        ? t('name.failed')
        : undefined;
  return (
    <main className={visit.screen} data-testid="screen-staff">
      <VisitBar onBack={() => staff.send({ type: 'flow.back' })} subject="general" help={false} title={t('staff.title')}>
        {locked && (
          <KioskButton look="strong" onClick={() => enter()} disabled={pin.length < 4 || state.hasTag('busy')} data-testid="leave">
            <Icon name="leave" />
            {t('staff.leave')}
          </KioskButton>
        )}
      </VisitBar>
      <div className={classes.columns}>
        <ul className={classes.signs}>
          {healthSigns(t, health, camera).map(({ name, icon, tone, text }) => (
            <li key={name} data-tone={tone} data-testid={`health-${name}`}>
              <Icon name={icon} />
              <span>{text}</span>
            </li>
          ))}
        </ul>
        {locked === false && <p className={classes.open}>{t('staff.notLocked')}</p>}
        {locked && (
          <form className={classes.form} onSubmit={enter} noValidate>
            <TextField
              label={t('staff.pin')}
              type="password"
              value={pin}
              onChange={(value) => staff.send({ type: 'pin.changed', pin: value })}
              error={error}
              fieldRef={field}
              disabled={state.matches('waiting')}
              data-testid="pin"
            />
            <OnScreenKeyboard value={pin} onChange={(value) => staff.send({ type: 'pin.changed', pin: value })} layout="en" variant="digits" onEnter={enter} />
          </form>
        )}
      </div>
    </main>
  );
}
