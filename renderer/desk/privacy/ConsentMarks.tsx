import type { AttendeeView } from '@shared/contract/queries';
import { mayPhotograph, mayProcess } from '@shared/domain/consent';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';

/** What somebody has agreed to, where nobody can overlook it: before the camera comes out. */
export function ConsentMarks({ attendee }: { attendee: AttendeeView }) {
  const { t } = useTranslation('deskPrivacy');
  if (attendee.erased) return <p data-testid="attendee-erased">{t('erase.done')}</p>;
  const marks = [
    { name: 'data', given: mayProcess(attendee), words: ['consent.dataYes', 'consent.dataNo'] },
    { name: 'photo', given: mayPhotograph(attendee), words: ['consent.photoYes', 'consent.photoNo'] },
  ] as const;
  return (
    <ul className={classes.consents} data-testid="consents">
      {marks.map(({ name, given, words }) => (
        <li key={name} data-given={given} data-testid={`consent-${name}`}>
          <Icon name={given ? 'check' : 'cross'} /> {t(words[given ? 0 : 1])}
        </li>
      ))}
    </ul>
  );
}
