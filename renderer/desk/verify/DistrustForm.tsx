import { Button, Textarea } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Verify.module.css';

/** As the contract has it. */
const shortestReason = 3;

/** Asks why a key is not to be believed any more, and says so to every device. */
export function DistrustForm({ did, publicKey, onDone }: { did: string; publicKey: string; onDone(): void }) {
  const { t } = useTranslation('deskVerify');
  const client = useStoreClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isShort = reason.trim().length < shortestReason;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isShort) return;
    setBusy(true);
    setError(null);
    client.command('certificates.distrustKey', { publicKey, reason: reason.trim() }).then(onDone, (fault: unknown) => {
      setError(fault);
      setBusy(false);
    });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.did}>{did}</p>
      <p>{t('keys.askWhat')}</p>
      <Textarea
        label={t('keys.reason')}
        description={t('keys.reasonHint')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={tried && isShort ? t('keys.reasonShort') : null}
        rows={2}
        maxLength={500}
        w="100%"
        data-autofocus
        data-testid="distrust-reason"
      />
      <ErrorSentence error={error} />
      <Button type="submit" color="red" loading={busy} data-testid="distrust-confirm">
        {t('keys.askDo')}
      </Button>
    </form>
  );
}
