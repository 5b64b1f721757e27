import { useEffect, useRef } from 'react';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const lookMilliseconds = 500;

/** Calls back once nobody has touched anything for so many seconds; null never does. A computer that slept has been idle. */
export function useIdle(seconds: number | null, onIdle: () => void): void {
  const callback = useRef(onIdle);
  callback.current = onIdle;
  useEffect(() => {
    if (seconds === null) return undefined;
    let last = Date.now();
    const touched = (): void => {
      last = Date.now();
    };
    for (const sign of signs) window.addEventListener(sign, touched, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (Date.now() - last < seconds * 1_000) return;
      last = Date.now(); // not again at once, should locking fail
      callback.current();
    }, lookMilliseconds);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true });
    };
  }, [seconds]);
}
