import type { Language } from '@shared/contract/values';
import { cribPages } from './crib';
import { loadFonts } from './fonts';
import { testPage } from './testPage';

const smallest = 0.4;

/** Draws the volunteers' crib, a page a language, each as large as its page lets it be; answers with the fonts that could not be loaded. */
export async function drawCribs(languages: readonly Language[]): Promise<string[]> {
  const pages = await cribPages(languages);
  document.body.replaceChildren(...pages);
  const missing = await loadFonts(pages.map(({ textContent }) => textContent ?? ''));
  for (const page of pages) {
    for (let scale = 1; scale >= smallest && page.scrollHeight > page.clientHeight; scale -= 0.02) page.style.setProperty('--scale', String(scale));
    if (page.scrollHeight > page.clientHeight) throw new Error(`The crib does not fit on its page (${page.lang}).`);
  }
  return missing;
}

/** Draws the page of rulers that shows whether a printer scales. */
export async function drawTestPage([language = 'en']: readonly Language[]): Promise<string[]> {
  const page = await testPage(language);
  document.body.replaceChildren(page);
  return loadFonts([page.textContent ?? '']);
}
