import { useEffect, useRef } from 'react';
import { chooseReading, isRecognised, strokeOf, WedgeReader, type WedgeOutcome } from '@shared/domain/scanning/wedge';
import { WedgeListener } from '@ui/wedgeListener';

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** A button that has the focus: Enter and Space are meant for it, unless a scanner is in the middle of a code. */
function isForButton(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLButtonElement && ['Enter', 'NumpadEnter', 'Space'].includes(event.code);
}

/**
 * Listens to a scanner that types, wherever the focus is. A text field gets its keys all the same; what is typed there
 * counts as a scan only if it has the form of a ticket. `onCode` gets each code once; `onEmpty` an Enter that had no
 * code before it; `onGarbled` hears of keys that stand for nothing.
 */
export function useWedgeScanner(
  prefixes: readonly string[],
  onCode: (code: string) => void,
  onEmpty: () => void,
  onGarbled: () => void,
): void {
  const latest = useRef({ prefixes, onCode, onEmpty, onGarbled });
  useEffect(() => {
    latest.current = { prefixes, onCode, onEmpty, onGarbled };
  });

  useEffect(() => {
    const fieldReader = new WedgeReader();
    const hand = (outcomes: readonly WedgeOutcome[]): void => {
      for (const outcome of outcomes) {
        if (outcome.kind === 'empty') latest.current.onEmpty();
        else if (outcome.kind === 'garbled') latest.current.onGarbled();
        else latest.current.onCode(chooseReading(outcome.readings, latest.current.prefixes));
      }
    };
    const listener = new WedgeListener(hand);

    /** Somebody types into a field; or a scanner does, whose ticket is not for the field. */
    const listenInField = (event: KeyboardEvent): void => {
      listener.reset();
      for (const outcome of fieldReader.press(strokeOf(event)).outcomes) {
        if (outcome.kind !== 'code') continue;
        const { prefixes: known, onCode: take } = latest.current;
        const code = chooseReading(outcome.readings, known);
        if (!isRecognised(code, known)) continue;
        event.preventDefault();
        event.stopPropagation();
        take(code);
      }
    };

    const onKeyDown = (event: KeyboardEvent): void => {
      if (isTextField(event.target)) {
        listenInField(event);
        return;
      }
      fieldReader.reset();
      if (!listener.busy && isForButton(event)) return;
      if (listener.press(event).taken) {
        // Otherwise the Enter that ends a code would press the button somebody touched last.
        event.preventDefault();
        event.stopPropagation();
      }
    };

    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      listener.stop();
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}
