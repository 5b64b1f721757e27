import { strokeOf, WedgeReader, type WedgeOutcome, wedgeGap } from '@shared/domain/scanning/wedge';
import { useEffect, useRef } from 'react';

/** While `listening`, takes every key as a scanner's, wherever the focus is, and hands on what came of them. */
export function useScannerTrial(listening: boolean, onOutcome: (outcome: WedgeOutcome) => void): void {
  const latest = useRef(onOutcome);
  useEffect(() => {
    latest.current = onOutcome;
  });
  useEffect(() => {
    if (!listening) return undefined;
    const reader = new WedgeReader();
    let pause: ReturnType<typeof setTimeout> | undefined;
    const hand = (outcomes: readonly WedgeOutcome[]): void => {
      for (const outcome of outcomes) latest.current(outcome);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const { taken, outcomes } = reader.press(strokeOf(event));
      if (taken || outcomes.length > 0) {
        event.preventDefault();
        event.stopPropagation();
      }
      hand(outcomes);
      clearTimeout(pause);
      if (reader.busy) pause = setTimeout(() => hand(reader.settle(performance.now())), wedgeGap + 20);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      clearTimeout(pause);
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [listening]);
}
