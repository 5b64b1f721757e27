import { useEffect, useRef } from 'react';
import { chooseReading, wedgeGap, WedgeReader, type WedgeOutcome } from './wedge';

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** A button that has the focus: Enter and Space are meant for it, unless a scanner is in the middle of a code. */
function isForButton(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLButtonElement && ['Enter', 'NumpadEnter', 'Space'].includes(event.code);
}

/**
 * Listens to a scanner that types, wherever the focus is, except in a text field, which gets its keys itself.
 * `onCode` gets each code once; `onEmpty` an Enter that had no code before it.
 */
export function useWedgeScanner(
  prefixes: readonly string[],
  onCode: (code: string) => void,
  onEmpty: () => void,
): void {
  const latest = useRef({ prefixes, onCode, onEmpty });
  useEffect(() => {
    latest.current = { prefixes, onCode, onEmpty };
  });

  useEffect(() => {
    const reader = new WedgeReader();
    let pause: ReturnType<typeof setTimeout> | undefined;

    const hand = (outcomes: readonly WedgeOutcome[]): void => {
      for (const outcome of outcomes) {
        if (outcome.kind === 'empty') latest.current.onEmpty();
        else latest.current.onCode(chooseReading(outcome.readings, latest.current.prefixes));
      }
    };

    const onKeyDown = (event: KeyboardEvent): void => {
      if (isTextField(event.target)) {
        reader.reset();
        return;
      }
      if (!reader.busy && isForButton(event)) return;
      const { taken, outcomes } = reader.press({
        code: event.code,
        key: event.key,
        shift: event.shiftKey,
        capsLock: event.getModifierState('CapsLock'),
        command: event.ctrlKey || event.altKey || event.metaKey,
        repeat: event.repeat,
        at: event.timeStamp,
      });
      if (taken) {
        // Otherwise the Enter that ends a code would press the button somebody touched last.
        event.preventDefault();
        event.stopPropagation();
      }
      hand(outcomes);
      clearTimeout(pause);
      // A little more than the gap: the timer's clock and the events' may differ by a frame.
      if (reader.busy) pause = setTimeout(() => hand(reader.settle(performance.now())), wedgeGap + 20);
    };

    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      clearTimeout(pause);
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}
