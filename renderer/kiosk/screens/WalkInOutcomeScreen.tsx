import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import type { walkInMachine } from '../flow/walkInMachine';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { VisitBar } from '../frame/VisitBar';
import { useFocusedHeading } from './useFocusedHeading';
import visit from './Visit.module.css';

/** What became of a registration that is not simply done: explained, with what can be done now. */
export function WalkInOutcomeScreen({ walkIn }: { walkIn: ActorRefFrom<typeof walkInMachine> }) {
  const { t } = useTranslation('kiosk');
  const { send } = useKiosk();
  const state = useSelector(walkIn, (snapshot) => snapshot);
  const { title, text } = useWords(state.context.refusal, state.value);
  const heading = useFocusedHeading();
  return (
    <main className={visit.screen} data-testid="screen-walk-in-outcome" data-state={state.value}>
      {state.hasTag('busy') ? <div /> : <VisitBar onBack={() => walkIn.send({ type: 'step.back' })} subject="walk_in" />}
      <div className={visit.centre} role="status">
        <div className={visit.sign} data-tone={state.matches('submitting') ? undefined : 'warm'}>
          <Icon name={state.matches('submitting') ? 'wait' : state.matches('known') ? 'people' : 'info'} size="60%" weight={1.6} />
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {text !== '' && <p>{text}</p>}
        {state.matches('known') && (
          <div className={visit.row}>
            <KioskButton look="strong" size="huge" onClick={() => walkIn.send({ type: 'person.same' })} data-testid="that-is-me">
              {t('walkIn.refused.thatIsMe')}
            </KioskButton>
            <KioskButton look="quiet" size="huge" onClick={() => walkIn.send({ type: 'person.other' })} data-testid="another-person">
              {t('walkIn.refused.anotherPerson')}
            </KioskButton>
          </div>
        )}
        {state.matches('refused') && (
          <KioskButton look="strong" size="huge" onClick={() => send({ type: 'help.opened', subject: 'walk_in' })} data-testid="call-staff">
            <Icon name="hand" />
            {t('help.call')}
          </KioskButton>
        )}
        {state.matches('failed') && (
          <KioskButton look="strong" size="huge" onClick={() => walkIn.send({ type: 'submit.again' })} data-testid="submit-again">
            {t('walkIn.refused.again')}
          </KioskButton>
        )}
      </div>
    </main>
  );
}

function useWords(refusal: { refusal: string; limit: number | null } | null, value: string): { title: string; text: string } {
  const { t } = useTranslation('kiosk');
  if (value === 'submitting') return { title: t('walkIn.submitting'), text: '' };
  if (value === 'known') return { title: t('walkIn.refused.maybe'), text: t('walkIn.refused.maybeNext') };
  if (value === 'failed' || !refusal) return { title: t('walkIn.refused.failed'), text: t('walkIn.refused.failedNext') };
  if (refusal.refusal === 'full') return { title: t('walkIn.refused.full'), text: t('walkIn.refused.fullNext', { count: refusal.limit ?? 0 }) };
  if (refusal.refusal === 'too_young') return { title: t('walkIn.refused.tooYoung'), text: t('walkIn.refused.tooYoungNext', { age: refusal.limit ?? 0 }) };
  return { title: t('walkIn.refused.closed'), text: t('walkIn.refused.closedNext') };
}
