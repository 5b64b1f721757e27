import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Certificates.module.css';

/** As the contract has it. */
const shortest = 3;

/** Asks for the reason that is recorded with what goes against the rules, or cannot be undone. */
export function WhyForm({ what, busy, onBack, onSubmit }: { what: 'override' | 'revoke' | 'withdraw'; busy: boolean; onBack(): void; onSubmit(reason: string): void }) {
  const { t } = useTranslation('deskCertificates');
  const [reason, setReason] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const why = reason.trim();
    setTooShort(why.length < shortest);
    if (why.length >= shortest) onSubmit(why);
  };
  return (
    <form className={classes.why} onSubmit={submit} noValidate data-testid="certificate-why">
      <p>{t(`why.${what}`)}</p>
      <Textarea
        label={t('why.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tooShort && t('why.short')}
        rows={2}
        maxLength={500}
        required
        withAsterisk={false}
        data-autofocus
        data-testid="certificate-reason"
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack}>
          {t('why.back')}
        </Button>
        <Button type="submit" loading={busy} color={what === 'override' ? 'civic' : 'brick'} data-testid="certificate-why-submit">
          {t(what === 'override' ? 'why.issue' : what === 'revoke' ? 'why.revokeNow' : 'why.withdrawNow')}
        </Button>
      </div>
    </form>
  );
}
