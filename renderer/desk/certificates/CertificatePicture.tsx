import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificatePreview, certificateChannels } from '@shared/contract/certificateChannels';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InferInput } from 'valibot';
import classes from './Certificates.module.css';

type PreviewOf = InferInput<(typeof certificateChannels)['certificate.preview']['params']>['of'];

/** A certificate as it is printed, and what of it will not look right. */
export function CertificatePicture({ bridge, of, alt }: { bridge: ChampionsBridge; of: PreviewOf; alt: string }) {
  const { t } = useTranslation('deskCertificates');
  const [preview, setPreview] = useState<CertificatePreview | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [source, setSource] = useState<string | null>(null);
  const asked = JSON.stringify(of);
  useEffect(() => {
    let over = false;
    let made: string | null = null;
    bridge.call('certificate.preview', { of: JSON.parse(asked) as PreviewOf }).then(
      (drawn) => {
        if (over) return;
        made = URL.createObjectURL(new Blob([drawn.svg], { type: 'image/svg+xml' }));
        setPreview(drawn);
        setSource(made);
        setError(null);
      },
      (fault: unknown) => !over && setError(fault),
    );
    return () => {
      over = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [bridge, asked]);
  return (
    <div className={classes.picture} aria-busy={source === null && error === null}>
      <ErrorSentence error={error} />
      {source !== null && <img src={source} alt={alt} data-testid="certificate-picture" />}
      {preview && preview.missing.length > 0 && (
        <p className={classes.warning} role="alert" data-testid="certificate-missing">
          <Icon name="warning" /> {t('missing', { characters: preview.missing.join(' ') })}
        </p>
      )}
      {preview?.tooLong && (
        <p className={classes.warning} data-testid="certificate-long">
          <Icon name="info" /> {t('tooLong')}
        </p>
      )}
    </div>
  );
}
