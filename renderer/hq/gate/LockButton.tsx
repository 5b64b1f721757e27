import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { ActionIcon, Button, Modal, TextInput, Tooltip } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import classes from '@ui/gate/Gate.module.css';
import { pinForm, usePinProblem } from '@ui/gate/pin';
import { Icon } from '@ui/Icon';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Locks the window; where no PIN is set yet, asks for one first. */
export function LockButton({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('hq');
  const { hasPin } = useAccess();
  const [asking, setAsking] = useState(false);
  const label = t(hasPin ? 'gate.lock' : 'gate.protect');
  const press = (): void => {
    if (hasPin) bridge.call('desk.lock', {}).catch((error: unknown) => console.error(error));
    else setAsking(true);
  };
  return (
    <>
      <Tooltip label={label} withinPortal={false}>
        <ActionIcon variant="default" size={42} aria-label={label} onClick={press} data-testid="lock">
          <Icon name="shield" size={20} />
        </ActionIcon>
      </Tooltip>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('gate.protectTitle')} centered size={460} closeButtonProps={{ 'aria-label': t('cancel') }}>
        {asking && <NewPin bridge={bridge} onDone={() => setAsking(false)} />}
      </Modal>
    </>
  );
}

function NewPin({ bridge, onDone }: { bridge: ChampionsBridge; onDone(): void }) {
  const { t } = useTranslation('hq');
  const { t: p } = useTranslation('deskPrivacy');
  const problemOf = usePinProblem();
  const [pin, setPin] = useState('');
  const [error, setError] = useState<KioskError | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!pinForm.test(pin)) return setError(new KioskError('invalid_request', p('lock.form')));
    bridge.call('pin.set', { pin, current: null }).then(
      ({ set, waitSeconds }) => (set ? onDone() : setError(problemOf(waitSeconds))),
      (fault: unknown) => {
        console.error(fault);
        setError(new KioskError('internal', p('lock.failed')));
      },
    );
    return undefined;
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.quiet}>{t('gate.protectText')}</p>
      <TextInput type="password" label={t('gate.pin')} inputMode="numeric" autoComplete="off" maxLength={12} value={pin} onChange={(event) => setPin(event.currentTarget.value)} data-autofocus data-testid="new-pin" />
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button type="submit" data-testid="new-pin-save">
          {t('gate.save')}
        </Button>
      </div>
    </form>
  );
}
