import { KioskError } from '@shared/contract/errors';
import { Button, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAccess } from './access';
import { pinForm, usePinProblem } from './pinProblem';
import classes from './Privacy.module.css';

const empty = { current: '', pin: '', again: '' };

/** Sets one of the two PINs. The organizer's proves that it is the organizer who changes either. */
export function PinForm({ owner }: { owner: 'organizer' | 'helper' }) {
  const { t } = useTranslation('deskPrivacy');
  const { bridge, hasPin, hasHelperPin } = useDeskAccess();
  const problemOf = usePinProblem();
  const [draft, setDraft] = useState(empty);
  const [error, setError] = useState<KioskError | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const needsCurrent = owner === 'helper' || hasPin;

  const field = (name: keyof typeof draft) => ({
    type: 'password',
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    maxLength: 12,
    value: draft[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setDraft((last) => ({ ...last, [name]: value }));
      setSaved(false);
    },
    'data-testid': `${owner}-${name}`,
  });
  const put = (pin: string | null): void => {
    if (pin !== null && !pinForm.test(pin)) return setError(new KioskError('invalid_request', t('lock.form')));
    if (pin !== null && pin !== draft.again) return setError(new KioskError('invalid_request', t('settings.differs')));
    if (needsCurrent && !pinForm.test(draft.current)) return setError(problemOf(0));
    setBusy(true);
    setError(null);
    const asked =
      owner === 'helper'
        ? bridge.call('pin.setHelper', { pin, organizerPin: draft.current })
        : bridge.call('pin.set', { pin: pin as string, current: hasPin ? draft.current : null });
    asked.then(
      (answer) => {
        setBusy(false);
        if (!answer.set) return setError(problemOf(answer.waitSeconds));
        setDraft(empty);
        return setSaved(true);
      },
      (fault: unknown) => {
        console.error(fault);
        setBusy(false);
        setError(new KioskError('internal', t('lock.failed')));
      },
    );
    return undefined;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    put(draft.pin);
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid={`${owner}-form`}>
      <div className={classes.row}>
        {needsCurrent && <TextInput label={t(owner === 'helper' ? 'settings.confirm' : 'settings.current')} {...field('current')} />}
        <TextInput label={t('settings.new')} {...field('pin')} />
        <TextInput label={t('settings.again')} {...field('again')} />
      </div>
      <ErrorSentence error={error} />
      <p role="status" className={classes.good}>
        {saved && t('settings.saved')}
      </p>
      <div className={classes.buttons}>
        {owner === 'helper' && hasHelperPin && (
          <Button variant="subtle" color="brick" onClick={() => put(null)} data-testid="helper-remove">
            {t('settings.remove')}
          </Button>
        )}
        <Button type="submit" variant="default" loading={busy} data-testid={`${owner}-save`}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
}
