import { useEffect } from 'react';
import type { KioskState } from '../flow/startKiosk';
import { chime } from './chime';

/** A short sound with each answer, for those who look at their phone. The screen says everything too. */
export function useAnswerSound(state: KioskState): void {
  const { scan } = state.context;
  const kind = state.hasTag('ok') ? 'welcome' : state.hasTag('asking') ? 'question' : state.hasTag('answered') ? 'refusal' : null;
  const nonce = scan?.nonce;
  useEffect(() => {
    if (kind !== null) chime(kind);
  }, [kind, nonce]);
}
