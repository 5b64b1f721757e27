import type { Language } from '@shared/contract/values';
import type { Resource } from 'i18next';
import type { Catalogue } from './catalogue';
import enCertificates from './en/certificates.json';
import enDesk from './en/desk.json';
import enDeskAgenda from './en/deskAgenda.json';
import enDeskCertificates from './en/deskCertificates.json';
import enDeskDesign from './en/deskDesign.json';
import enDeskVerify from './en/deskVerify.json';
import enDeskDay from './en/deskDay.json';
import enDeskHelp from './en/deskHelp.json';
import enDeskOut from './en/deskOut.json';
import enDeskPrivacy from './en/deskPrivacy.json';
import enDeskRoster from './en/deskRoster.json';
import enDeskSetup from './en/deskSetup.json';
import enSync from './en/sync.json';
import enPrinting from './en/printing.json';
import enRemarks from './en/remarks.json';
import enShell from './en/shell.json';

/** The namespaces of the desk. English is in the bundle: whatever else is missing falls back to it. */
export const deskWords = {
  certificates: enCertificates,
  desk: enDesk,
  deskSetup: enDeskSetup,
  deskHelp: enDeskHelp,
  deskOut: enDeskOut,
  deskRoster: enDeskRoster,
  deskCertificates: enDeskCertificates,
  deskDesign: enDeskDesign,
  deskVerify: enDeskVerify,
  deskAgenda: enDeskAgenda,
  deskDay: enDeskDay,
  deskPrivacy: enDeskPrivacy,
  sync: enSync,
  printing: enPrinting,
  remarks: enRemarks,
  shell: enShell,
} satisfies Partial<Catalogue>;

export type DeskNamespace = keyof typeof deskWords;

/** Each other language's words are a file of their own, which only a desk that shows it reads. */
const others = import.meta.glob<object>(['./*/*.json', '!./en/*.json', '!./*/{kiosk,keyboard,answers,hq}.json'], { import: 'default' });

/** The words of one language, by namespace. @throws if the application's own files cannot be read. */
export async function loadDeskWords(language: Language): Promise<Resource[string]> {
  if (language === 'en') return deskWords;
  const names = Object.keys(deskWords) as DeskNamespace[];
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => {
        const load = others[`./${language}/${name}.json`];
        return [name, load ? await load() : {}] as const;
      }),
    ),
  ) as Resource[string];
}
