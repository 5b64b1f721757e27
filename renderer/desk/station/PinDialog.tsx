import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button, Modal, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './StationTab.module.css';

const form = /^\d{4,12}$/;

interface Props {
  bridge: ChampionsBridge;
  /** Then the old one has to be given. */
  hasPin: boolean;
  onClose(): void;
  onSet(): void;
}

/** Sets the organizer's PIN. */
export function PinDialog({ opened, ...props }: Props & { opened: boolean }) {
  const { t } = useTranslation('desk');
  return (
    <Modal opened={opened} onClose={props.onClose} title={t(props.hasPin ? 'station.pin.change' : 'station.pin.set')} size={420} closeButtonProps={{ 'aria-label': t('station.pin.cancel') }}>
      {opened && <PinForm {...props} />}
    </Modal>
  );
}

function PinForm({ bridge, hasPin, onClose, onSet }: Props) {
  const { t } = useTranslation('desk');
  const [draft, setDraft] = useState({ current: '', pin: '', again: '' });
  const [problem, setProblem] = useState<'form' | 'differs' | null>(null);
  const [error, setError] = useState<KioskError | null>(null);
  const [busy, setBusy] = useState(false);

  const field = (name: keyof typeof draft) => ({
    type: 'password',
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    maxLength: 12,
    value: draft[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setDraft((last) => ({ ...last, [name]: value }));
    },
    'data-testid': `pin-${name}`,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = !form.test(draft.pin) ? 'form' : draft.pin !== draft.again ? 'differs' : null;
    setProblem(wrong);
    setError(null);
    if (wrong !== null) return;
    if (hasPin && !form.test(draft.current)) return setError(new KioskError('forbidden', t('station.pin.wrong')));
    setBusy(true);
    bridge.call('pin.set', { pin: draft.pin, current: hasPin ? draft.current : null }).then(
      (answer) => {
        setBusy(false);
        if (answer.set) onSet();
        else setError(new KioskError('forbidden', answer.waitSeconds > 0 ? t('station.pin.wait', { count: answer.waitSeconds }) : t('station.pin.wrong')));
      },
      (fault: unknown) => {
        console.error(fault);
        setBusy(false);
        setError(new KioskError('internal', t('station.pin.failed')));
      },
    );
    return undefined;
  };

  return (
    <form className={classes.side} onSubmit={submit} data-testid="pin-form">
      {hasPin && <TextInput label={t('station.pin.current')} {...field('current')} data-autofocus />}
      <TextInput label={t('station.pin.new')} description={t('station.pin.rule')} {...field('pin')} error={problem === 'form' && t('station.pin.ruleBroken')} data-autofocus={!hasPin} />
      <TextInput label={t('station.pin.again')} {...field('again')} error={problem === 'differs' && t('station.pin.differs')} />
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('station.pin.cancel')}
        </Button>
        <Button type="submit" loading={busy} data-testid="pin-save">
          {t('station.pin.save')}
        </Button>
      </div>
    </form>
  );
}
