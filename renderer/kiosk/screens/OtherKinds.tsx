import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import { othersOf } from '../flow/certificateMachine';
import { KioskButton } from '../frame/KioskButton';
import type { CertificateActor } from './CertificateScreen';

/** What else they can have: a button, no question. */
export function OtherKinds({ certificate }: { certificate: CertificateActor }) {
  const { t } = useTranslation('kiosk');
  const { t: c } = useTranslation('certificates');
  const context = useSelector(certificate, (snapshot) => snapshot.context);
  return othersOf(context).map((kind) => (
    <KioskButton key={kind} look="quiet" onClick={() => certificate.send({ type: 'kind.chosen', kind })} data-testid={`also-${kind}`}>
      <Icon name="ticket" />
      {t('certificate.also', { kind: `\u2068${c(`kind.${kind}`)}\u2069` })}
    </KioskButton>
  ));
}
