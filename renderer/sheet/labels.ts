import type { SheetLabel } from '@shared/contract/ticketSheet';
import { box, named, qrPicture } from './elements';
import { loadFonts } from './fonts';

const labelsAPage = 8;
const smallest = 0.4;

/** Draws tickets on labels; answers with the fonts that these texts need and that could not be loaded. */
export async function drawLabels(labels: readonly SheetLabel[]): Promise<string[]> {
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

function labelOf({ fullName, registrationId, workshop, language, qr }: SheetLabel): HTMLElement {
  const label = box('label');
  const words = box('words');
  words.append(named('name', 'p', fullName, language), box('id', 'p', registrationId), box('workshop', 'p', workshop));
  label.append(qrPicture(qr), words);
  return label;
}

/** A long name is written smaller, so that all of it is on its label; a word is broken only where nothing else helps. */
function fit(words: HTMLElement): void {
  const isTooBig = (): boolean => words.scrollHeight > words.clientHeight || words.scrollWidth > words.clientWidth;
  for (let shrink = 1; shrink >= smallest && isTooBig(); shrink -= 0.1) words.style.setProperty('--shrink', String(shrink));
  if (isTooBig()) words.classList.add('broken');
}
