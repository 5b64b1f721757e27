import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button, TextInput } from '@mantine/core';
import { BrandMark } from '@ui/BrandMark';
import { ErrorSentence } from '@ui/ErrorSentence';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Gate.module.css';
import { pinForm } from './pinForm';

/** All that a locked window shows: how to go on. */
export function LockScreen({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('hq');
  const { t: p } = useTranslation('deskPrivacy');
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const [error, setError] = useState<KioskError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.documentElement.dataset.locked = 'true';
    field.current?.focus();
    return () => {
      delete document.documentElement.dataset.locked;
    };
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!pinForm.test(pin)) return setError(new KioskError('invalid_request', p('lock.form')));
    setBusy(true);
    setError(null);
    bridge.call('desk.enter', { as: 'desk', pin }).then(
      ({ entered, waitSeconds }) => {
        setBusy(false);
        setPin('');
        if (!entered) setError(new KioskError('forbidden', waitSeconds > 0 ? p('lock.wait', { count: waitSeconds }) : p('lock.wrong')));
      },
      (fault: unknown) => {
        console.error(fault);
        setBusy(false);
        setError(new KioskError('internal', p('lock.failed')));
      },
    );
    return undefined;
  };
  return (
    <main className={classes.cover} data-testid="hq-locked">
      <form className={classes.panel} onSubmit={submit}>
        <BrandMark size={56} />
        <h1>{t('gate.title')}</h1>
        <p className={classes.quiet}>{t('gate.text')}</p>
        <TextInput
          ref={field}
          type="password"
          size="md"
          label={p('lock.pin')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          data-testid="enter-pin"
        />
        <ErrorSentence error={error} />
        <Button type="submit" size="md" loading={busy} data-testid="enter-open">
          {p('lock.open')}
        </Button>
      </form>
    </main>
  );
}
