import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useStoreQuery } from '@ui/store';
import { dayOf } from '@i18n/times';
import { useTranslation } from 'react-i18next';
import { kioskDelays } from '../flow/kioskWaits';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { VisitBar } from '../frame/VisitBar';
import { SessionCard } from './SessionCard';
import { useFocusedHeading } from './useFocusedHeading';
import visit from './Visit.module.css';
import classes from './WelcomeScreen.module.css';

/** Somebody has checked in: their sessions today, the rooms, what is on now and what comes next. */
export function WelcomeScreen() {
  const { t } = useTranslation('kiosk');
  const { state, send, language } = useKiosk();
  const { answer } = state.context;
  const { value: day, error } = useStoreQuery('attendee.day', answer ? { nonce: answer.nonce } : null);
  const { value: standing } = useStoreQuery('certificate.eligibility', answer ? { holder: { nonce: answer.nonce } } : null);
  const mayAsk = standing !== undefined && (standing.slots.length > 0 || standing.kinds.some(({ eligible, certificate }) => eligible || certificate !== null));
  const heading = useFocusedHeading();
  const name = answer?.fullName ?? '';
  const left = day?.sessions.filter((each) => each.state !== 'past') ?? [];
  return (
    <main className={visit.screen} data-testid="screen-welcome">
      <VisitBar
        onBack={() => send({ type: 'visit.ended' })}
        subject="general"
        headingRef={heading}
        title={
          <>
            <span className={classes.tick}>
              <Icon name="check" />
            </span>
            {name === '' ? t('welcome.titlePlain') : t('welcome.title', { name })}
          </>
        }
        note={day && `${t('welcome.day')} · ${dayOf(day.date, language)}`}
      >
        {mayAsk && (
          <KioskButton look="quiet" onClick={() => send({ type: 'certificate.opened' })} data-testid="my-certificate">
            <Icon name="ticket" />
            {t('certificate.mine')}
          </KioskButton>
        )}
        <KioskButton look="strong" onClick={() => send({ type: 'visit.ended' })} data-testid="done">
          {t('common.done')}
        </KioskButton>
      </VisitBar>
      <ScrollRegion className={visit.scroll} label={t('welcome.day')}>
        {(error || (day && left.length === 0)) && <p className={classes.nothing}>{t('welcome.nothing')}</p>}
        <ul className={classes.list}>
          {left.map(({ session, state: when }) => (
            <SessionCard key={session.id} session={session} state={when} />
          ))}
        </ul>
      </ScrollRegion>
      <div className={classes.time} style={{ animationDuration: `${kioskDelays.dayShown}ms` }} aria-hidden="true" />
    </main>
  );
}
