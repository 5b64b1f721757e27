import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateKind } from '@shared/contract/certificates';
import { titleIn } from '@shared/domain/certificates/awards';
import { groupedNumber } from '@shared/domain/certificates/number';
import { refusalWords } from '@i18n/certificateWords';
import { shownLanguage } from '@i18n/i18n';
import { Modal } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import { CertificateActions } from './CertificateActions';
import { CertificatePicture } from './CertificatePicture';
import classes from './Certificates.module.css';

/** One person's certificate: what it looks like, why there is none, and what can be done. */
export function CertificateDialog({
  bridge,
  registrationId,
  kind,
  timeZone,
  onClose,
}: {
  bridge: ChampionsBridge;
  registrationId: string | null;
  kind: CertificateKind;
  timeZone: string;
  onClose(): void;
}) {
  const { t } = useTranslation('deskCertificates');
  const { t: c } = useTranslation('certificates');
  const { value, error } = useStoreQuery('certificate.eligibility', registrationId === null ? null : { holder: { registrationId } });
  const standing = value?.kinds.find((each) => each.kind === kind);
  const certificate = standing?.certificate ?? null;
  const isRevoked = certificate !== null && certificate.revoked !== null;
  return (
    <Modal opened={registrationId !== null} onClose={onClose} title={c(`kind.${kind}`)} size={880} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <div className={classes.dialog} data-testid="certificate-dialog">
        <ErrorSentence error={error} />
        {value && standing && (
          <>
            <h2 className={classes.holder}>
              <bdi>{value.name || value.registrationId}</bdi>
            </h2>
            <p className={classes.quiet} data-testid="certificate-standing">
              {certificate && !isRevoked
                ? t(certificate.prints > 0 ? 'standing.printed' : 'standing.issued', { number: `\u2068${groupedNumber(certificate.number)}\u2069`, times: certificate.prints })
                : standing.eligible
                  ? kind === 'award'
                    ? t('standing.awarded', { award: `\u2068${value.award ? titleIn(value.award.title, shownLanguage()) : ''}\u2069` })
                    : t('standing.eligible', { attended: value.attended, of: value.slots.length })
                  : standing.refusals.map((refusal) => refusalWords(refusal, 'desk', timeZone)).join(' ')}
            </p>
            {certificate?.override && <p className={classes.quiet}>{t('standing.override', { reason: certificate.override.reason })}</p>}
            <CertificateActions
              key={`${value.registrationId} ${kind}`}
              bridge={bridge}
              registrationId={value.registrationId}
              standing={standing}
              nameChanged={certificate !== null && certificate.name !== value.name}
            />
            {value.name !== '' && (
              <CertificatePicture
                bridge={bridge}
                of={certificate && !isRevoked && certificate.name === value.name ? { by: 'number', number: certificate.number } : { by: 'person', registrationId: value.registrationId, kind }}
                alt={t('picture', { name: value.name })}
              />
            )}
          </>
        )}
      </div>
    </Modal>
  );
}
