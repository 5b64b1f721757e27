import { BrandMark } from '@ui/BrandMark';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../frame/KioskContext';
import classes from './CertificatePreview.module.css';

/** How the name will stand on the certificate, letter by letter as it is typed. */
export function CertificatePreview({ name, kind }: { name: string; kind?: string }) {
  const { t } = useTranslation('kiosk');
  const { status } = useKiosk();
  return (
    <figure className={classes.preview} data-testid="certificate-preview">
      <div className={classes.paper}>
        <BrandMark size={40} />
        <p className={classes.kind}>{kind ?? t('walkIn.certificate')}</p>
        <p className={classes.name} dir="auto" data-testid="preview-name">
          {name === '' ? '…' : name}
        </p>
        <p className={classes.workshop} dir="auto">
          {[status?.workshop?.name, status?.workshop?.city].filter(Boolean).join(' · ')}
        </p>
      </div>
      <figcaption>{t('walkIn.preview')}</figcaption>
    </figure>
  );
}
