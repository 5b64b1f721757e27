import type { Language } from '@shared/contract/values';
import { directionOf, localeOf } from '@i18n/languages';
import { cribKinds, cribSections, wordsOfPages } from './pageWords';

/** The volunteers' crib, a page a language. Answers with its pages, for their fonts to be loaded. */
export async function cribPages(languages: readonly Language[]): Promise<HTMLElement[]> {
  return Promise.all(languages.map(cribPage));
}

async function cribPage(language: Language): Promise<HTMLElement> {
  const { help, kiosk } = await wordsOfPages(language);
  const { page: words } = help.crib;
  const buttons = { byName: kiosk.waiting.byName, walkIn: kiosk.waiting.walkIn, help: kiosk.common.help };
  const filled = (text: string): string => text.replace(/\{\{(byName|walkIn|help)\}\}/g, (_, name: keyof typeof buttons) => buttons[name]);

  const page = element('section', 'crib');
  page.lang = localeOf(language);
  page.dir = directionOf(language);
  const sections = element('div', 'sections');
  for (const name of cribSections) {
    const { title, ...lines } = words[name];
    const section = element('section', 'part');
    section.dataset.part = name;
    const list = element('ul', '');
    for (const [key, line] of Object.entries(lines)) {
      const item = element('li', '', filled(line));
      item.dataset.kind = cribKinds.find((kind) => kind === key) ?? '';
      list.append(item);
    }
    section.append(element('h2', '', title), list);
    sections.append(section);
  }
  const fields = element('dl', 'fields');
  for (const label of [words.organizer, words.telephone, words.myPlace]) {
    const field = element('div', '');
    field.append(element('dt', '', label), element('dd', ''));
    fields.append(field);
  }
  page.append(element('h1', '', words.title), element('p', 'lead', words.lead), sections, fields);
  return page;
}

function element(tag: string, name: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.textContent = text;
  return made;
}
