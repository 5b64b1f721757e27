import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateStanding } from '@shared/contract/certificates';
import { KioskError } from '@shared/contract/errors';
import { isFinal } from '@shared/domain/certificates/entitlement';
import { refusalWords } from '@i18n/certificateWords';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import classes from './Certificates.module.css';
import { WhyForm } from './WhyForm';

type Why = 'override' | 'revoke';

/** What can be done for one person's certificate. What was done is told below the buttons. */
export function CertificateActions({ bridge, registrationId, standing, nameChanged }: {
  bridge: ChampionsBridge;
  registrationId: string;
  standing: CertificateStanding;
  nameChanged: boolean;
}) {
  const { t } = useTranslation('deskCertificates');
  const client = useStoreClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<string | null>(null);
  const [why, setWhy] = useState<Why | null>(null);
  const { kind, eligible, refusals } = standing;
  const certificate = standing.certificate?.revoked === null ? standing.certificate : null;

  const attempt = async (deed: () => Promise<string | null>): Promise<void> => {
    setBusy(true);
    setError(null);
    setTold(null);
    try {
      setTold(await deed());
      setWhy(null);
    } catch (fault) {
      setError(fault);
    }
    setBusy(false);
  };
  const issue = (reason?: string): Promise<void> =>
    attempt(async () => {
      const outcome = await client.command('certificate.issue', { holder: { registrationId }, kind, ...(reason === undefined ? {} : { override: { reason } }) });
      if (outcome.outcome === 'refused') throw new KioskError('internal', outcome.refusals.map((refusal) => refusalWords(refusal, 'desk', 'UTC')).join(' '));
      return t('done.issued');
    });
  const numbers = certificate ? [certificate.number] : [];
  const print = (): Promise<void> =>
    attempt(async () => {
      const outcome = await bridge.call('certificate.print', { numbers, printer: null, paper: null });
      return t(outcome.outcome === 'queued' ? 'done.queued' : 'done.noPrinter');
    });
  const savePdf = (): Promise<void> => attempt(() => bridge.call('certificate.savePdf', { numbers, paper: null }).then((saved) => saved && t('done.saved', { file: saved.file })));
  const saveCredential = (number: string): Promise<void> => attempt(() => bridge.call('credential.save', { number }).then((saved) => saved && t('done.saved', { file: saved.file })));
  const revoke = (number: string, reason: string): Promise<void> =>
    attempt(() => client.command('certificate.revoke', { registrationId, number, reason }).then(() => t('done.revoked')));

  return (
    <div className={classes.actions}>
      {why === null ? (
        <div className={classes.buttons}>
          {certificate === null && eligible && (
            <Button leftSection={<Icon name="check" />} loading={busy} onClick={() => void issue()} data-testid="certificate-issue">
              {t('issue')}
            </Button>
          )}
          {certificate === null && !eligible && !refusals.some(isFinal) && (
            <OrganizerOnly>
              <Button variant="default" leftSection={<Icon name="pen" />} onClick={() => setWhy('override')} data-testid="certificate-override">
                {t('override')}
              </Button>
            </OrganizerOnly>
          )}
          {certificate && nameChanged && (
            <Button leftSection={<Icon name="pen" />} loading={busy} onClick={() => void issue(certificate.override?.reason)} data-testid="certificate-reissue">
              {t('reissue')}
            </Button>
          )}
          {certificate && (
            <>
              <Button variant={nameChanged ? 'default' : 'filled'} leftSection={<Icon name="printer" />} loading={busy} onClick={() => void print()} data-testid="certificate-print">
                {t('print')}
              </Button>
              <Button variant="default" onClick={() => void savePdf()} data-testid="certificate-save">
                {t('savePdf')}
              </Button>
              <Button variant="default" onClick={() => void saveCredential(certificate.number)} data-testid="certificate-credential">
                {t('saveCredential')}
              </Button>
              <OrganizerOnly>
                <Button variant="subtle" color="brick" leftSection={<Icon name="ticketOff" />} onClick={() => setWhy('revoke')} data-testid="certificate-revoke">
                  {t('revoke')}
                </Button>
              </OrganizerOnly>
            </>
          )}
        </div>
      ) : (
        <WhyForm
          what={why}
          busy={busy}
          onBack={() => setWhy(null)}
          onSubmit={(reason) => void (why === 'override' ? issue(reason) : certificate && revoke(certificate.number, reason))}
        />
      )}
      <ErrorSentence error={error} />
      <p role="status" className={classes.toldDone} data-testid="certificate-told">
        {told}
      </p>
    </div>
  );
}
