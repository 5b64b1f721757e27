import type { Language } from '@shared/contract/values';
import { directionOf, localeOf } from '@i18n/languages';
import { wordsOfPages } from './pageWords';

/** A sample of every script that names are printed in. */
const samples = 'Müller-Lüdenscheidt · Nguyễn Thị Hường · Δημήτρης · 김서연 · 王子涵 · فاطمة المصري';
const across = 180;
const down = 200;

/** A page of rulers in millimetres: it shows whether a printer scales, and how near to the edge it prints. */
export async function testPage(language: Language): Promise<HTMLElement> {
  const { help } = await wordsOfPages(language);
  const page = document.createElement('section');
  page.className = 'test';
  page.lang = localeOf(language);
  page.dir = directionOf(language);
  const words = document.createElement('div');
  words.className = 'explained';
  words.append(paragraph('h1', help.test.title), paragraph('p', help.test.what), paragraph('p', help.test.frame), paragraph('p', help.test.letters), paragraph('p', samples, 'samples'));
  page.append(ruler('across', across), ruler('down', down), words);
  return page;
}

function paragraph(tag: string, text: string, name = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

/** `length` in mm, with a mark a millimetre and the number of each tenth. */
function ruler(direction: 'across' | 'down', length: number): SVGElement {
  const isAcross = direction === 'across';
  const thick = 12;
  const svg = make('svg', { class: `ruler ${direction}`, viewBox: isAcross ? `-5 0 ${length + 10} ${thick}` : `0 -5 ${thick} ${length + 10}` });
  for (let at = 0; at <= length; at += 1) {
    const mark = at % 10 === 0 ? 6 : at % 5 === 0 ? 4 : 2.5;
    svg.append(make('path', { d: isAcross ? `M${at} 0v${mark}` : `M0 ${at}h${mark}` }));
    if (at % 10 !== 0) continue;
    const number = make('text', isAcross ? { x: at, y: 10, 'text-anchor': 'middle' } : { x: 7, y: at + 1.2 });
    number.textContent = at === length ? `${at} mm` : String(at);
    svg.append(number);
  }
  return svg;
}

function make(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
