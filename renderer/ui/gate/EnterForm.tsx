import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSentence } from '../ErrorSentence';
import classes from './Gate.module.css';
import { pinForm, usePinProblem } from './pin';

type EnterRole = 'desk' | 'helper';
export type EnterRoles = readonly [EnterRole, ...EnterRole[]];

/** Asks for a PIN and becomes the role that it stands for. */
export function EnterForm({ bridge, roles, onEntered }: { bridge: ChampionsBridge; roles: EnterRoles; onEntered?: () => void }) {
  const { t } = useTranslation('deskPrivacy');
  const problemOf = usePinProblem();
  const field = useRef<HTMLInputElement>(null);
  const [as, setAs] = useState<EnterRole>(roles[0]);
  const [pin, setPin] = useState('');
  const [error, setError] = useState<KioskError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!pinForm.test(pin)) return setError(new KioskError('invalid_request', t('lock.form')));
    setBusy(true);
    setError(null);
    bridge.call('desk.enter', { as, pin }).then(
      (answer) => {
        setBusy(false);
        setPin('');
        if (answer.entered) return onEntered?.();
        setError(problemOf(answer.waitSeconds));
        return field.current?.focus();
      },
      (fault: unknown) => {
        console.error(fault);
        setBusy(false);
        setError(new KioskError('internal', t('lock.failed')));
      },
    );
    return undefined;
  };

  return (
    <form className={classes.form} onSubmit={submit} data-testid="enter-form">
      {roles.length > 1 && (
        <SegmentedControl
          fullWidth
          size="md"
          aria-label={t('lock.who')}
          value={as}
          onChange={(next) => setAs(next as EnterRole)}
          data={roles.map((value) => ({ value, label: t(`lock.${value}`) }))}
          data-testid="enter-as"
        />
      )}
      <TextInput
        ref={field}
        type="password"
        size="md"
        label={t('lock.pin')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        data-testid="enter-pin"
      />
      <ErrorSentence error={error} />
      <Button type="submit" size="md" loading={busy} data-testid="enter-open">
        {t('lock.open')}
      </Button>
    </form>
  );
}
