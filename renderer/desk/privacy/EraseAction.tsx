import type { AttendeeView } from '@shared/contract/queries';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';

const reasons = ['requested', 'consent_withdrawn', 'mistake'] as const;
const words = { requested: 'erase.requested', consent_withdrawn: 'erase.consentWithdrawn', mistake: 'erase.mistake' } as const;
/** The store begins anew behind it, which takes a while with many people; in milliseconds. */
const patience = 120_000;

/** Erases a person who asked for it; an organizer's affair. */
export function EraseAction({ attendee, name }: { attendee: AttendeeView; name: string }) {
  const { t } = useTranslation('deskPrivacy');
  const { role } = useAccess();
  const [open, setOpen] = useState(false);
  if (role !== 'desk' || attendee.erased) return null;
  const close = (): void => setOpen(false);
  return (
    <div className={classes.erase}>
      <Button variant="subtle" color="brick" onClick={() => setOpen(true)} data-testid="action-erase">
        {t('erase.open')}
      </Button>
      <Modal opened={open} onClose={close} title={t('erase.title', { name })} centered size={520} closeButtonProps={{ 'aria-label': t('erase.back') }}>
        {open && <EraseForm registrationId={attendee.registrationId} onClose={close} />}
      </Modal>
    </div>
  );
}

function EraseForm({ registrationId, onClose }: { registrationId: string; onClose(): void }) {
  const { t } = useTranslation('deskPrivacy');
  const client = useStoreClient();
  const [reason, setReason] = useState<(typeof reasons)[number]>('requested');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== registrationId) return;
    setBusy(true);
    setError(null);
    client.command('attendee.erase', { registrationId, reason }, patience).then(onClose, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="erase-form">
      <p>{t('erase.what')}</p>
      <p className={classes.quiet}>{t('erase.files')}</p>
      <NativeSelect
        label={t('erase.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
        data={reasons.map((value) => ({ value, label: t(words[value]) }))}
        data-testid="erase-reason"
      />
      <TextInput
        label={t('erase.type', { value: registrationId })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        data-testid="erase-typed"
      />
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('erase.back')}
        </Button>
        <Button type="submit" color="brick" loading={busy} disabled={typed.trim() !== registrationId} data-testid="erase-confirm">
          {t('erase.confirm')}
        </Button>
      </div>
    </form>
  );
}
