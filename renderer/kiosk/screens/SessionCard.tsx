import type { AgendaSession } from '@shared/contract/values';
import { timeOfDay } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../frame/KioskContext';
import classes from './SessionCard.module.css';

/** One session: when, what, where. */
export function SessionCard({
  session,
  state,
  note = null,
}: {
  session: AgendaSession;
  state: 'past' | 'now' | 'next' | 'later';
  note?: string | null;
}) {
  const { t } = useTranslation('kiosk');
  const { language } = useKiosk();
  return (
    <li className={classes.card} data-state={state} data-testid="session">
      <p className={classes.time}>
        <bdi>{timeOfDay(session.startsAt, language, session.timeZone)}</bdi>
        <span>
          {'– '}
          <bdi>{timeOfDay(session.endsAt, language, session.timeZone)}</bdi>
        </span>
      </p>
      <div className={classes.what}>
        <p className={classes.title}>
          <bdi>{session.title}</bdi>
        </p>
        {(session.speakers !== '' || note !== null) && (
          <p className={classes.quiet}>
            <bdi>{[session.speakers, note].filter(Boolean).join(' · ')}</bdi>
          </p>
        )}
      </div>
      {session.room !== '' && (
        <p className={classes.room}>
          <Icon name="place" label={t('welcome.room')} />
          <bdi>{session.room}</bdi>
        </p>
      )}
      {state !== 'later' && (
        <p className={classes.state} data-state={state}>
          {t(state === 'now' ? 'welcome.now' : state === 'next' ? 'welcome.next' : 'welcome.past')}
        </p>
      )}
    </li>
  );
}
