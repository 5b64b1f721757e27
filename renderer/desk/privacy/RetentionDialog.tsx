import { KioskError } from '@shared/contract/errors';
import { dayOf } from '@i18n/times';
import { shownLanguage } from '@i18n/i18n';
import { Button, Modal, TextInput } from '@mantine/core';
import { EraseEverybody } from '@ui/EraseEverybody';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';
import type { DueRetention } from './PrivacyNotices';
import { useRetention } from './retention';

const shortestReason = 3;

interface Props {
  kind: 'erase' | 'postpone';
  state: DueRetention;
  onClose(): void;
}

/** The time for keeping personal data is over: they are erased, or kept longer for a reason. */
export function RetentionDialog({ kind, state, onClose }: Props) {
  const { t } = useTranslation('deskPrivacy');
  if (kind === 'erase') return <EraseAll state={state} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={t('retention.postponeTitle')} centered size={520} closeButtonProps={{ 'aria-label': t('retention.back') }}>
      <Postpone state={state} onClose={onClose} />
    </Modal>
  );
}

function EraseAll({ state: { people }, onClose }: Omit<Props, 'kind'>) {
  const { t } = useTranslation('deskPrivacy');
  const client = useStoreClient();
  // Something may have been written since the dialog was opened.
  const waiting = useRetention()?.term.waiting ?? 0;
  const words = {
    title: t('retention.eraseTitle'), text: t('retention.eraseText', { count: people }), files: t('erase.files'),
    type: t('retention.type', { value: people }), back: t('retention.back'), confirm: t('erase.confirm'),
  };
  return (
    <EraseEverybody
      words={words} people={people} warning={waiting > 0 ? t('retention.unsynced', { count: waiting }) : null}
      erase={() => client.command('retention.erase', {}, Number.POSITIVE_INFINITY)} onClose={onClose}
    />
  );
}

function Postpone({ state, onClose }: Omit<Props, 'kind'>) {
  const { t } = useTranslation('deskPrivacy');
  const client = useStoreClient();
  const [until, setUntil] = useState('');
  const [why, setWhy] = useState('');
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (until <= state.dueOn) return setError(new KioskError('invalid_request', t('retention.later', { date: dayOf(state.dueOn, shownLanguage()) })));
    if (why.trim().length < shortestReason) return setError(new KioskError('invalid_request', t('retention.whyShort')));
    setError(null);
    client.command('retention.set', { days: state.days, postponedTo: until, reason: why.trim() }).then(onClose, setError);
    return undefined;
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="postpone-form">
      <TextInput type="date" label={t('retention.until')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} data-testid="postpone-until" />
      <TextInput label={t('retention.why')} description={t('retention.whyHint')} maxLength={500} value={why} onChange={(event) => setWhy(event.currentTarget.value)} data-testid="postpone-why" />
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('retention.back')}
        </Button>
        <Button type="submit" data-testid="postpone-save">
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
}
