import { useEffect, useState } from 'react';

/** The UTC instant, as exact as `period` (ms): for showing what time it is, and what is going on. */
export function useNow(period: number): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), period);
    return () => clearInterval(timer);
  }, [period]);
  return now;
}
