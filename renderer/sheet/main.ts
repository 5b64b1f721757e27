import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-kr/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
import './sheet.css';
import './pages.css';
import type { SheetLabel } from '@shared/contract/ticketSheet';
import type { Language } from '@shared/contract/values';
import { cribPages } from './crib';
import { testPage } from './testPage';

const labelsAPage = 8;
const families = ['Noto Sans Variable', 'Noto Sans Arabic Variable', 'Noto Sans KR Variable', 'Noto Sans SC Variable'];
const smallest = 0.4;

/** Draws labels for printing; answers with the fonts that these texts need and that could not be loaded. */
async function drawLabels(labels: readonly SheetLabel[]): Promise<string[]> {
  const pages: HTMLElement[] = [];
  for (let from = 0; from < labels.length; from += labelsAPage) {
    const page = box('page', 'section');
    page.append(...labels.slice(from, from + labelsAPage).map(labelOf));
    pages.push(page);
  }
  document.body.replaceChildren(...pages);
  const missing = await loadFonts(labels.flatMap(({ fullName, registrationId, workshop }) => [fullName, registrationId, workshop]));
  for (const words of document.querySelectorAll<HTMLElement>('.words')) fit(words);
  return missing;
}

/** Draws the volunteers' crib, a page a language, each as large as its page lets it be. */
async function drawCribs(languages: readonly Language[]): Promise<string[]> {
  const pages = await cribPages(languages);
  document.body.replaceChildren(...pages);
  const missing = await loadFonts(pages.map(({ textContent }) => textContent ?? ''));
  for (const page of pages) {
    for (let scale = 1; scale >= smallest && page.scrollHeight > page.clientHeight; scale -= 0.02) page.style.setProperty('--scale', String(scale));
    if (page.scrollHeight > page.clientHeight) throw new Error(`The crib does not fit on its page (${page.lang}).`);
  }
  return missing;
}

async function drawTestPage([language = 'en']: readonly Language[]): Promise<string[]> {
  const page = await testPage(language);
  document.body.replaceChildren(page);
  return loadFonts([page.textContent ?? '']);
}

/**
 * `document.fonts.ready` is true before a fallback font has been asked for, and the page would be printed with holes
 * in its names. So every family is asked for every character; those it has are then there.
 */
async function loadFonts(texts: readonly string[]): Promise<string[]> {
  const characters = [...new Set(texts.flatMap((text) => [...text]))].join('');
  const asked = families.flatMap((family) => ['400', '650'].map((weight) => `${weight} 16px "${family}"`));
  await Promise.allSettled(asked.map((font) => document.fonts.load(font, characters)));
  await document.fonts.ready;
  return asked.filter((font) => !document.fonts.check(font, characters));
}

function labelOf({ fullName, registrationId, workshop, language, qr }: SheetLabel): HTMLElement {
  const label = box('label');
  const words = box('words');
  const name = box('name', 'p', fullName);
  name.dir = 'auto';
  if (language !== null) name.lang = language;
  words.append(name, box('id', 'p', registrationId), box('workshop', 'p', workshop));
  label.append(picture(qr), words);
  return label;
}

function picture({ d, side }: SheetLabel['qr']): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}

/** A long name is written smaller, so that all of it is on its label; a word is broken only where nothing else helps. */
function fit(words: HTMLElement): void {
  const isTooBig = (): boolean => words.scrollHeight > words.clientHeight || words.scrollWidth > words.clientWidth;
  for (let shrink = 1; shrink >= smallest && isTooBig(); shrink -= 0.1) words.style.setProperty('--shrink', String(shrink));
  if (isTooBig()) words.classList.add('broken');
}

function box(name: string, tag = 'div', text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

Object.assign(window, { drawLabels, drawCribs, drawTestPage });
