import { useEffect, useRef, useState } from 'react';

/** In milliseconds. */
const rest = 1_000;

/**
 * Whether changes of a value are rare at the moment: there was none in the second before. A rare one is worth a
 * movement on the screen; where several come in a second, a movement that is begun anew each time only unsettles, and
 * keeps the computer drawing.
 */
export function useRareChange(value: unknown): boolean {
  const [isRare, setRare] = useState(true);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    setRare(false);
    const timer = setTimeout(() => setRare(true), rest);
    return () => clearTimeout(timer);
  }, [value]);
  return isRare;
}
