import type { StandingAward } from '@shared/contract/awards';
import { titleIn } from '@shared/domain/certificates/awards';
import { shownLanguage } from '@i18n/i18n';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import { AwardForm } from './AwardForm';
import classes from './Certificates.module.css';
import { WhyForm } from './WhyForm';

/** The award that somebody has, and, for an organizer, the way to grant one or to take it back. */
export function AwardLine({ registrationId, award, issued }: { registrationId: string; award: StandingAward | null; issued: boolean }) {
  const { t } = useTranslation('deskCertificates');
  const client = useStoreClient();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = async (deed: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await deed();
      setOpen(false);
    } catch (fault) {
      setError(fault);
    }
    setBusy(false);
  };
  // Its certificate may have come from a device that had not heard of the withdrawal: both are taken back together.
  const hasOne = award !== null || issued;
  return (
    <div className={classes.award} data-testid="card-award" data-granted={award !== null || undefined}>
      {award && (
        <p>
          <bdi>{t('award.granted', { award: titleIn(award.title, shownLanguage()) })}</bdi>
        </p>
      )}
      <OrganizerOnly>
        {!open ? (
          <Button variant="subtle" size="compact-md" onClick={() => setOpen(true)} data-testid={hasOne ? 'award-withdraw' : 'award-grant'}>
            {t(hasOne ? 'award.withdraw' : 'award.grant')}
          </Button>
        ) : hasOne ? (
          <WhyForm what="withdraw" busy={busy} onBack={() => setOpen(false)} onSubmit={(reason) => void attempt(() => client.command('award.withdraw', { registrationId, reason }))} />
        ) : (
          <AwardForm busy={busy} onBack={() => setOpen(false)} onSubmit={(granted) => void attempt(() => client.command('award.grant', { registrationId, ...granted }))} />
        )}
      </OrganizerOnly>
      <ErrorSentence error={error} />
    </div>
  );
}
