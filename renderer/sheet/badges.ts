import type { Badge, BadgeSheets } from '@shared/contract/sheetPages';
import { type LabelFormat, labelFormats, placesOf } from '@shared/domain/export/labelFormats';
import { box, named, qrPicture, setPage } from './elements';
import { loadFonts } from './fonts';
import { wordsOf } from './words';

/** Draws badges on sheets of labels, each where its label is. @returns the fonts that could not be loaded. */
export async function drawBadges({ language, format: id, skip, workshop, badges }: BadgeSheets): Promise<string[]> {
  const format = labelFormats[id];
  const say = await wordsOf(language);
  const { width, height } = setPage(language, format.paper);
  const sheets: HTMLElement[] = [];
  for (const [index, place] of placesOf(format, badges.length, skip).entries()) {
    while (sheets.length <= place.sheet) {
      const sheet = box('badgeSheet', 'section');
      Object.assign(sheet.style, { width: `${width}mm`, height: `${height}mm` });
      sheets.push(sheet);
    }
    const badge = badgeOf(badges[index] as Badge, workshop, say('walkIn'), format);
    // Labels lie on the sheet as they do, whichever way the words run.
    Object.assign(badge.style, { left: `${place.left}mm`, top: `${place.top}mm` });
    (sheets[place.sheet] as HTMLElement).append(badge);
  }
  document.body.replaceChildren(...sheets);
  const missing = await loadFonts([document.body.textContent ?? '']);
  for (const words of document.querySelectorAll<HTMLElement>('.badgeWords')) fit(words);
  return missing;
}

function badgeOf(badge: Badge, workshop: string, walkIn: string, { width, height }: LabelFormat): HTMLElement {
  const element = box('badge', 'article');
  Object.assign(element.style, { width: `${width}mm`, height: `${height}mm` });
  element.style.setProperty('--unit', `${Math.min(height, width * 0.62) / 50}mm`);
  const words = box('badgeWords');
  words.append(named('badgeName', 'p', badge.fullName ?? badge.registrationId, badge.language));
  if (badge.organisation !== '') words.append(named('badgeOrganisation', 'p', badge.organisation, badge.language));
  const roles = [badge.role, badge.walkIn ? walkIn : ''].filter((role) => role !== '');
  const foot = box('badgeFoot');
  if (roles.length > 0) foot.append(named('badgeRole', 'p', roles.join(' · '), null));
  foot.append(named('badgeWorkshop', 'p', workshop, null));
  const text = box('badgeText');
  text.append(words, foot);
  element.append(text, qrPicture(badge.qr));
  return element;
}

/**
 * Writes the name as large as its place lets it be, and everything with it: between words if that is enough, inside a
 * word only where it would be unreadably small otherwise. Nothing is ever cut off.
 */
function fit(words: HTMLElement): void {
  const isTooBig = (): boolean => words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1;
  const shrinkTo = (smallest: number, from: number): boolean => {
    for (let shrink = from; shrink >= smallest; shrink -= 0.05) {
      words.style.setProperty('--shrink', shrink.toFixed(2));
      if (!isTooBig()) return true;
    }
    return false;
  };
  if (shrinkTo(0.5, 1)) return;
  words.classList.add('broken');
  shrinkTo(0.1, 0.8);
}
