import type { Language } from '@shared/contract/values';
import type { Resource } from 'i18next';
import type { Catalogue } from './catalogue';
import enDesk from './en/desk.json';
import enDeskHelp from './en/deskHelp.json';
import enDeskOut from './en/deskOut.json';
import enDeskPrivacy from './en/deskPrivacy.json';
import enHq from './en/hq.json';
import enRemarks from './en/remarks.json';
import enShell from './en/shell.json';
import enSync from './en/sync.json';

/** The namespaces of headquarters: its own, and those of the desk whose words it shares. English is in the bundle. */
export const hqWords = {
  hq: enHq,
  remarks: enRemarks,
  desk: enDesk,
  deskHelp: enDeskHelp,
  deskOut: enDeskOut,
  deskPrivacy: enDeskPrivacy,
  shell: enShell,
  sync: enSync,
} satisfies Partial<Catalogue>;

/** Each other language's words are a file of their own, which only a window that shows it reads. */
const others = import.meta.glob<object>(['./*/{hq,desk,deskHelp,deskOut,deskPrivacy,remarks,shell,sync}.json', '!./en/*.json'], { import: 'default' });

/** The words of one language, by namespace. @throws if the application's own files cannot be read. */
export async function loadHqWords(language: Language): Promise<Resource[string]> {
  if (language === 'en') return hqWords;
  const names = Object.keys(hqWords);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await others[`./${language}/${name}.json`]?.()) ?? {}] as const))) as Resource[string];
}
