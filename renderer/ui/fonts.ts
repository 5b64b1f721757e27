import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';

/** In ms: a window that nobody sees is not painted, and may be looked at later. */
const atLatest = 1_000;

/**
 * The bundled fonts. A style sheet names each in slices by range of letters, and a page loads those of which it shows a
 * letter: Latin alone is 36 kB, all together 12 MB. Latin, Greek, Cyrillic, Vietnamese, Devanagari and Arabic are known
 * to the page from its first line; the 225 slices of Korean and Chinese, a long list to read, follow when the page has
 * been drawn, and their letters change from the system's to these (`font-display: swap`).
 */
void firstPaint().then(() => import('./eastAsianFonts'));

function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((paints) => {
      if (paints.getEntriesByName('first-contentful-paint').length > 0) done();
    });
    const timer = setTimeout(done, atLatest);
    function done(): void {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    }
    observer.observe({ type: 'paint', buffered: true });
  });
}
