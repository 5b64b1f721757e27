import type { RecoverySheet } from '@shared/contract/sheetPages';
import type { Language } from '@shared/contract/values';
import { directionOf, localeOf } from '@i18n/languages';
import type deskVerify from '@i18n/en/deskVerify.json';
import { loadFonts } from './fonts';

const catalogues = import.meta.glob<{ default: typeof deskVerify }>('../i18n/*/deskVerify.json');

async function wordsOf(language: Language): Promise<(typeof deskVerify)['sheet']> {
  const words = await catalogues[`../i18n/${language}/deskVerify.json`]?.();
  if (!words) throw new Error(`There are no words in ${language}.`);
  return words.default.sheet;
}

/** Draws the sheet that brings a key back: its four lines, large and numbered, and how to use and keep them. */
export async function drawRecovery({ language, workshop, did, lines }: RecoverySheet): Promise<string[]> {
  const words = await wordsOf(language);
  const page = element('section', 'recovery');
  page.lang = localeOf(language);
  page.dir = directionOf(language);
  const list = element('ol', 'lines');
  for (const line of lines) list.append(element('li', '', line));
  const key = element('p', 'key');
  key.append(element('span', '', words.key), element('code', '', did));
  const fields = element('div', 'fields');
  for (const label of [words.date, words.keeper]) fields.append(element('p', '', label));
  page.append(element('h1', '', words.title), element('p', 'workshop', workshop), element('p', 'warning', words.secret), list, element('p', '', words.how), element('p', '', words.keep), key, fields);
  document.body.replaceChildren(page);
  return loadFonts([page.textContent ?? '']);
}

function element(tag: string, name: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.textContent = text;
  return made;
}
