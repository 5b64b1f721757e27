import { useSyncExternalStore } from 'react';

/** In ms: a window that nobody sees is never idle after a painting, and may be looked at later. */
const atLatest = 2_000;

/**
 * The bundled fonts. Style sheets name each in slices by range of letters, and a page loads those of which it shows a
 * letter: Latin alone is 36 kB, all together 12 MB. The sheets themselves, with 238 slices, are read when the window
 * has drawn itself and has nothing else to do, so that no start waits for them; its letters then change from the
 * system's to these (`font-display: swap`).
 */
export async function loadFonts(): Promise<void> {
  await Promise.race([firstPaint().then(idle), new Promise((resolve) => setTimeout(resolve, atLatest))]);
  try {
    await import('./fontFaces');
  } finally {
    named = true;
    for (const each of waiting) each();
  }
}

let named = false;
const waiting = new Set<() => void>();

/**
 * Whether the bundled fonts are known by now, or are known to be missing. Letters that Latin fonts have not got make the
 * browser ask the system for others, 6 ms for each script: what no start needs to show waits for this.
 */
export function useFontsNamed(): boolean {
  return useSyncExternalStore(subscribe, () => named);
}

function subscribe(callback: () => void): () => void {
  waiting.add(callback);
  return () => void waiting.delete(callback);
}

function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((paints) => {
      if (paints.getEntriesByName('first-contentful-paint').length === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'paint', buffered: true });
  });
}

/** A moment after the painting: by then the store has answered, too. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => requestIdleCallback(() => resolve()), 300);
  });
}
