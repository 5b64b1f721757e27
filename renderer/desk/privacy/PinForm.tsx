import { KioskError } from '@shared/contract/errors';
import { Button, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { pinForm, usePinProblem } from '@ui/gate/pin';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';

const empty = { current: '', pin: '', again: '' };

/**
 * Sets one of the two PINs. The organizer's proves that it is the organizer who changes either. In a dialog of its own it
 * can be left, and what follows is the dialog's affair.
 */
export function PinForm({ owner, name = owner, dialog }: { owner: 'organizer' | 'helper'; name?: string; dialog?: { cancel: string; onCancel(): void; onSet(): void } }) {
  const { t } = useTranslation('deskPrivacy');
  const { bridge, hasPin, hasHelperPin } = useAccess();
  const problemOf = usePinProblem();
  const [draft, setDraft] = useState(empty);
  const [problem, setProblem] = useState<'form' | 'differs' | null>(null);
  const [error, setError] = useState<KioskError | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const needsCurrent = owner === 'helper' || hasPin;

  const field = (key: keyof typeof draft) => ({
    type: 'password',
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    maxLength: 12,
    value: draft[key],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setDraft((last) => ({ ...last, [key]: value }));
      setSaved(false);
    },
    'data-testid': `${name}-${key}`,
  });
  const put = (pin: string | null): void => {
    const wrong = pin === null ? null : !pinForm.test(pin) ? 'form' : pin !== draft.again ? 'differs' : null;
    setProblem(wrong);
    setError(null);
    if (wrong !== null) return;
    if (needsCurrent && !pinForm.test(draft.current)) return setError(problemOf(0));
    setBusy(true);
    const asked =
      owner === 'helper'
        ? bridge.call('pin.setHelper', { pin, organizerPin: draft.current })
        : bridge.call('pin.set', { pin: pin as string, current: hasPin ? draft.current : null });
    asked.then(
      (answer) => {
        setBusy(false);
        if (!answer.set) return setError(problemOf(answer.waitSeconds));
        if (dialog) return dialog.onSet();
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
    <form className={classes.form} onSubmit={submit} data-testid={`${name}-form`}>
      <div className={dialog ? classes.form : classes.row}>
        {needsCurrent && <TextInput label={t(owner === 'helper' ? 'settings.confirm' : 'settings.current')} {...field('current')} data-autofocus={dialog && true} />}
        <TextInput label={t('settings.new')} {...field('pin')} error={problem === 'form' && t('lock.form')} data-autofocus={dialog && !needsCurrent} />
        <TextInput label={t('settings.again')} {...field('again')} error={problem === 'differs' && t('settings.differs')} />
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
        {dialog && (
          <Button variant="default" onClick={dialog.onCancel}>
            {dialog.cancel}
          </Button>
        )}
        <Button type="submit" variant={dialog ? 'filled' : 'default'} loading={busy} data-testid={`${name}-save`}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
}
