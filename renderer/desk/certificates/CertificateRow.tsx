import type { CertificateRow as Row, CertificateState } from '@shared/contract/certificates';
import { groupedNumber } from '@shared/domain/certificates/number';
import { refusalWords } from '@i18n/certificateWords';
import { Icon, type IconName } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './Certificates.module.css';

const icons: Record<CertificateState, IconName> = { issued: 'ticket', printed: 'check', eligible: 'clock', refused: 'cross', revoked: 'ticketOff' };

/** One person, as far as one kind of certificate goes, with the exact reason where there is none. */
export function CertificateRow({ row, timeZone, onOpen }: { row: Row; timeZone: string; onOpen(): void }) {
  const { t } = useTranslation('deskCertificates');
  const { t: c } = useTranslation('certificates');
  const notes = [
    ...(row.state === 'refused' || row.state === 'revoked' ? row.refusals.map((refusal) => refusalWords(refusal, 'desk', timeZone)) : []),
    ...(row.nameChanged ? [c('mark.nameChanged')] : []),
    ...(row.overridden ? [c('mark.overridden')] : []),
  ];
  return (
    <li className={classes.row} data-testid="certificate-row" data-state={row.state} data-id={row.registrationId}>
      <div className={classes.told}>
        <button type="button" className={classes.name} onClick={onOpen} aria-label={t('open', { name: row.name || row.registrationId })}>
          <bdi>{row.name || row.registrationId}</bdi>
        </button>
        {notes.map((note) => (
          <span key={note} className={classes.quiet} data-testid="certificate-note">
            {note}
          </span>
        ))}
      </div>
      <span className={classes.number}>{row.number !== null && groupedNumber(row.number)}</span>
      <span className={classes.mark} data-state={row.state}>
        <Icon name={icons[row.state]} size={16} /> {c(`state.${row.state}`)}
      </span>
    </li>
  );
}
