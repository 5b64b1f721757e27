import type { QueryResult } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { dateInWords } from '@i18n/times';
import { Button } from '@mantine/core';
import { EraseEverybody } from '@ui/EraseEverybody';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { daysOf, RetentionDays } from '@ui/RetentionDays';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import classes from './WorkshopPage.module.css';

type Retention = NonNullable<QueryResult<'hq.workshop'>>['retention'];

/** How many days after their last exchange the computers of a workshop keep personal data. What they still hold back is known to them alone. */
export function RetentionCard({ workshop, today, missing, retention }: { workshop: string; today: string; missing: number; retention: Retention }) {
  const { t } = useTranslation('hq');
  const client = useStoreClient();
  const [draft, setDraft] = useState<number | string | null>(null);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const days = draft ?? retention.days ?? '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setError(null);
    client.command('hq.setRetention', { workshop, days: daysOf(days), postponedTo: null, reason: null }).then(() => setSaved(true), setError);
  };
  const term = retention.notBefore !== null ? t('retention.notBefore', { date: dateInWords(retention.notBefore, shownLanguage()) }) : t(retention.days === null ? 'retention.kept' : 'retention.undated');
  return (
    <section className={classes.card} aria-labelledby="retention-title">
      <h2 id="retention-title">
        <Icon name="shield" /> {t('retention.title')}
      </h2>
      <p className={card.quiet}>{t('retention.text')}</p>
      <form className={classes.retention} onSubmit={submit}>
        <RetentionDays label={t('retention.days')} description={t('retention.never')} value={days} onChange={(value) => (setDraft(value), setSaved(false))} />
        <Button type="submit" variant="default" data-testid="retention-save">
          {t('retention.save')}
        </Button>
      </form>
      <ErrorSentence error={error} />
      <p role="status" className={saved ? card.good : card.quiet} data-testid="retention-due">
        {saved && `${t('retention.saved')} `}
        {term}
      </p>
      {retention.days !== null && missing > 0 && (
        <p className={card.quiet} data-testid="retention-missing">
          {t('retention.missing', { count: missing })}
        </p>
      )}
      {retention.notBefore !== null && retention.notBefore <= today && retention.people > 0 && <Due workshop={workshop} missing={missing} people={retention.people} notBefore={retention.notBefore} />}
    </section>
  );
}

/** The time is over. Venues are reminded by themselves; where one never is in contact again, headquarters sees to it. */
function Due({ workshop, missing, people, notBefore }: { workshop: string; missing: number; people: number; notBefore: string }) {
  const { t } = useTranslation('hq');
  const client = useStoreClient();
  const [asking, setAsking] = useState(false);
  const words = {
    title: t('retention.erase.title'), text: t('retention.erase.text', { count: people }), files: t('retention.erase.files'),
    type: t('retention.erase.type', { value: people }), back: t('retention.erase.back'), confirm: t('retention.erase.confirm'),
  };
  return (
    <div className={classes.due} data-testid="retention-over">
      <p>{t('retention.over', { count: people, date: dateInWords(notBefore, shownLanguage()) })}</p>
      <Button color="brick" variant="light" onClick={() => setAsking(true)} data-testid="retention-erase">
        {t('retention.erase.open')}
      </Button>
      {asking && (
        <EraseEverybody
          words={words} people={people} warning={missing > 0 ? t('retention.erase.missing', { count: missing }) : null}
          erase={() => client.command('hq.eraseEverybody', { workshop }, Number.POSITIVE_INFINITY)} onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
