import type { Language } from '@shared/contract/values';
import type deskHelp from '@i18n/en/deskHelp.json';
import type kiosk from '@i18n/en/kiosk.json';

/** The words of printed pages, of one language at a time. */

export const cribSections = ['scan', 'answers', 'without', 'stuck', 'never'] as const;
/** Lines that carry the colour of the kiosk's answers. */
export const cribKinds = ['good', 'again', 'other'] as const;

const helps = import.meta.glob<{ default: typeof deskHelp }>('../i18n/*/deskHelp.json');
const kiosks = import.meta.glob<{ default: typeof kiosk }>('../i18n/*/kiosk.json');

export async function wordsOfPages(language: Language): Promise<{ help: typeof deskHelp; kiosk: typeof kiosk }> {
  const [help, ofKiosk] = await Promise.all([helps[`../i18n/${language}/deskHelp.json`]?.(), kiosks[`../i18n/${language}/kiosk.json`]?.()]);
  if (!help || !ofKiosk) throw new Error(`There are no words in ${language}.`);
  return { help: help.default, kiosk: ofKiosk.default };
}
