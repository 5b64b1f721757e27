import { useSelector } from '@xstate/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import { countdownSeconds, type idleMachine } from '../flow/idleMachine';
import { KioskButton } from './KioskButton';
import { useKiosk } from './KioskContext';
import classes from './IdleQuestion.module.css';

/** Before a visit is cleared: everybody can see how long it still stays, and keep it with one touch or any key. */
export function IdleQuestion() {
  const { state } = useKiosk();
  const idle = state.children.idle as ActorRefFrom<typeof idleMachine> | undefined;
  return idle ? <Question idle={idle} /> : null;
}

function Question({ idle }: { idle: ActorRefFrom<typeof idleMachine> }) {
  const { t } = useTranslation('kiosk');
  const { send } = useKiosk();
  const counting = useSelector(idle, (snapshot) => snapshot.matches('counting'));
  const secondsLeft = useSelector(idle, (snapshot) => snapshot.context.secondsLeft);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!counting) return undefined;
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, [counting]);
  if (!counting) return null;
  return (
    <dialog ref={dialog} className={classes.question} aria-labelledby="idle-title" data-testid="idle">
      <h2 id="idle-title">{t('idle.title')}</h2>
      <p role="timer">{t('idle.text', { count: secondsLeft })}</p>
      <progress max={countdownSeconds} value={secondsLeft} aria-hidden="true" />
      <KioskButton look="strong" size="huge" onClick={() => send({ type: 'person.active' })} data-testid="stay">
        {t('idle.stay')}
      </KioskButton>
    </dialog>
  );
}
