import { useRef } from 'react';

/** In milliseconds. */
const rest = 1_000;

/**
 * Whether a value came after a while of rest. A change is worth a movement on the screen then; where several come in a
 * second, a movement that is begun anew each time only unsettles, and keeps the computer drawing.
 */
export function useRareChange(value: unknown): boolean {
  const last = useRef({ value, at: -Infinity, isRare: true });
  if (!Object.is(last.current.value, value)) {
    const at = performance.now();
    last.current = { value, at, isRare: at - last.current.at > rest };
  }
  return last.current.isRare;
}
