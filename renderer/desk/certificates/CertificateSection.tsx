import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateKind } from '@shared/contract/certificates';
import { refusalWords } from '@i18n/certificateWords';
import { Button } from '@mantine/core';
import { useStoreQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AwardLine } from './AwardLine';
import { CertificateDialog } from './CertificateDialog';
import classes from './Certificates.module.css';

/** Every kind of certificate of one person, on their card, and their award. */
export function CertificateSection({ bridge, registrationId, timeZone }: { bridge: ChampionsBridge; registrationId: string; timeZone: string }) {
  const { t } = useTranslation('deskCertificates');
  const { t: c } = useTranslation('certificates');
  const { value } = useStoreQuery('certificate.eligibility', { holder: { registrationId } });
  const [open, setOpen] = useState<CertificateKind | null>(null);
  if (!value) return null;
  return (
    <>
      <h3>{t('title')}</h3>
      <ul className={classes.rows}>
        {value.kinds.map(({ kind, eligible, refusals, certificate }) => {
          const standing = certificate?.revoked === null ? certificate : null;
          return (
            <li key={kind} className={classes.row} data-testid={`card-certificate-${kind}`}>
              <div className={classes.told}>
                <strong>{c(`kind.${kind}`)}</strong>
                <span className={classes.quiet}>
                  {standing ? c(`state.${standing.prints > 0 ? 'printed' : 'issued'}`) : eligible ? c('state.eligible') : refusals.map((refusal) => refusalWords(refusal, 'desk', timeZone)).join(' ')}
                </span>
                {kind === 'award' && <AwardLine key={registrationId} registrationId={registrationId} award={value.award} issued={standing !== null} />}
              </div>
              <span />
              <Button variant="light" size="compact-md" onClick={() => setOpen(kind)} aria-label={`${t('show')}: ${c(`kind.${kind}`)}`}>
                {t('show')}
              </Button>
            </li>
          );
        })}
      </ul>
      <CertificateDialog bridge={bridge} registrationId={open === null ? null : registrationId} kind={open ?? 'co_signed'} timeZone={timeZone} onClose={() => setOpen(null)} />
    </>
  );
}
