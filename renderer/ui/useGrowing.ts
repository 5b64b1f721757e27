import { useEffect, useState } from 'react';

/** How many of a long list's rows to draw: a few at once and some more with each frame, so that no frame is held up by all of them. */
export function useGrowing(total: number, atOnce = 10): number {
  const [drawn, setDrawn] = useState(atOnce);
  useEffect(() => {
    if (drawn >= total) return undefined;
    const frame = requestAnimationFrame(() => setDrawn(drawn + atOnce));
    return () => cancelAnimationFrame(frame);
  }, [drawn, total, atOnce]);
  return Math.min(drawn, total);
}
