import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { daysOf, RetentionDays } from '@ui/RetentionDays';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';
import { useRetention } from './retention';
import { useRetentionSentence } from './useRetentionSentence';

/** How many days personal data are kept, and from when that counts. */
export function RetentionSection() {
  const { t } = useTranslation('deskPrivacy');
  const client = useStoreClient();
  const { value: state } = useStoreQuery('retention.state', {});
  const sentence = useRetentionSentence();
  const standing = useRetention()?.term.standing;
  const [draft, setDraft] = useState<number | string | null>(null);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const days = draft ?? state?.days ?? '';
  const save = (): void => {
    setError(null);
    client.command('retention.set', { days: daysOf(days), postponedTo: null, reason: null }).then(() => setSaved(true), setError);
  };
  return (
    <section className={classes.section}>
      <h3>{t('retention.title')}</h3>
      <p className={classes.quiet}>{t('retention.text')}</p>
      <div className={classes.row}>
        <RetentionDays label={t('retention.days')} description={t('retention.never')} value={days} onChange={(value) => (setDraft(value), setSaved(false))} />
        <Button variant="default" onClick={save} disabled={!state} data-testid="retention-save">
          {t('settings.save')}
        </Button>
      </div>
      <ErrorSentence error={error} />
      <p role="status" className={standing === 'waiting' ? classes.warning : classes.good} data-testid="retention-due" data-standing={standing}>
        {saved && t('settings.saved')} {sentence}
      </p>
    </section>
  );
}
