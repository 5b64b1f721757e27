import { useEffect } from 'react';

/** Marks the page once it shows what it is there for. Tests and the desk look for this. */
export function useReady(ready: boolean): void {
  useEffect(() => {
    if (!ready) return undefined;
    document.documentElement.dataset.ready = 'true';
    return () => {
      delete document.documentElement.dataset.ready;
    };
  }, [ready]);
}
