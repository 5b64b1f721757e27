import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';

/**
 * The bundled fonts. A style sheet names each in slices by range of letters, and a page loads those of which it shows a
 * letter: Latin alone is 36 kB, all together 12 MB. Latin, Greek, Cyrillic, Vietnamese, Devanagari and Arabic are known
 * to the page from its first line; the 225 slices of Korean and Chinese, a long list to read, follow when the page has
 * been drawn, and their letters change from the system's to these (`font-display: swap`).
 */
export const eastAsianFonts: Promise<unknown> = import('./eastAsianFonts');
