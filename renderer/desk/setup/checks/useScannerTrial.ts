import type { WedgeOutcome } from '@shared/domain/scanning/wedge';
import { WedgeListener } from '@ui/wedgeListener';
import { useEffect, useRef } from 'react';

/** While `listening`, takes every key as a scanner's, wherever the focus is, and hands on what came of them. */
export function useScannerTrial(listening: boolean, onOutcome: (outcome: WedgeOutcome) => void): void {
  const latest = useRef(onOutcome);
  useEffect(() => {
    latest.current = onOutcome;
  });
  useEffect(() => {
    if (!listening) return undefined;
    const listener = new WedgeListener((outcomes) => {
      for (const outcome of outcomes) latest.current(outcome);
    });
    const onKeyDown = (event: KeyboardEvent): void => {
      const { taken, outcomes } = listener.press(event);
      if (!taken && outcomes.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      listener.stop();
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [listening]);
}
