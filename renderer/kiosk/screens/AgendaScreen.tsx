import { ScrollRegion } from '@ui/ScrollRegion';
import { useStoreQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { workshopDays } from '@shared/domain/calendar';
import { dayOf } from '@i18n/times';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../frame/KioskContext';
import { PillButton } from '../frame/PillButton';
import { VisitBar } from '../frame/VisitBar';
import classes from './AgendaScreen.module.css';
import { SessionCard } from './SessionCard';
import { useFocusedHeading } from './useFocusedHeading';
import visit from './Visit.module.css';

/** The whole agenda, by day, for everybody. */
export function AgendaScreen() {
  const { t } = useTranslation('kiosk');
  const { send, language } = useKiosk();
  const { value } = useStoreQuery('agenda', {});
  const now = useNow(30_000);
  const heading = useFocusedHeading();
  const sessions = value?.sessions ?? [];
  const days = workshopDays(sessions);
  const current = days.find((day) => sessions.some(({ start, endsAt }) => start.startsWith(day) && endsAt >= now)) ?? days.at(-1);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? current;
  return (
    <main className={visit.screen} data-testid="screen-agenda" data-rows="3">
      <VisitBar onBack={() => send({ type: 'visit.ended' })} subject="general" title={t('agenda.title')} headingRef={heading} />
      <div className={classes.days} role="group" aria-label={t('agenda.title')}>
        {days.map((day) => (
          <PillButton key={day} chosen={day === shown} onClick={() => setChosen(day)}>
            {dayOf(day, language)}
          </PillButton>
        ))}
      </div>
      <ScrollRegion className={visit.scroll} label={shown ? dayOf(shown, language) : t('agenda.title')}>
        {sessions.length === 0 && <p className={classes.empty}>{t('agenda.empty')}</p>}
        <ul className={classes.list}>
          {sessions
            .filter(({ start }) => start.slice(0, 10) === shown)
            .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
            .map((session) => (
              <SessionCard
                key={session.id}
                session={session}
                state={session.endsAt < now ? 'past' : session.startsAt <= now ? 'now' : 'later'}
                note={session.registrationRequired ? t('agenda.places') : null}
              />
            ))}
        </ul>
      </ScrollRegion>
    </main>
  );
}
