import type certificates from './en/certificates.json';
import type desk from './en/desk.json';
import type deskAgenda from './en/deskAgenda.json';
import type deskCertificates from './en/deskCertificates.json';
import type deskDesign from './en/deskDesign.json';
import type sync from './en/sync.json';
import type deskVerify from './en/deskVerify.json';
import type deskDay from './en/deskDay.json';
import type deskHelp from './en/deskHelp.json';
import type deskOut from './en/deskOut.json';
import type printing from './en/printing.json';
import type deskPrivacy from './en/deskPrivacy.json';
import type deskRoster from './en/deskRoster.json';
import type deskSetup from './en/deskSetup.json';
import type hq from './en/hq.json';
import type keyboard from './en/keyboard.json';
import type kiosk from './en/kiosk.json';
import type remarks from './en/remarks.json';
import type shell from './en/shell.json';

/** The words of the windows, by namespace. English is the catalogue that all others are held to. */
export interface Catalogue {
  kiosk: typeof kiosk;
  /** The keys of the kiosk's on-screen keyboard. */
  keyboard: typeof keyboard;
  /** Who gets which certificate and why not, at the kiosk (`you`) and the desk; what a code is worth. */
  certificates: typeof certificates;
  desk: typeof desk;
  /** Setting up a workshop, and whether it is ready. */
  deskSetup: typeof deskSetup;
  /** Help in place, and the printed pages. */
  deskHelp: typeof deskHelp;
  /** What goes out: tables, lists, badges, charts. */
  deskOut: typeof deskOut;
  printing: typeof printing;
  /** Roster files: which column says what, doubles, progress, taking an import back. */
  deskRoster: typeof deskRoster;
  /** The agenda: editing, delays, the timeline. */
  deskAgenda: typeof deskAgenda;
  /** The day: arrivals, people, stations, the palette. */
  deskDay: typeof deskDay;
  /** The certificates' tab: who gets which, issuing, files. */
  deskCertificates: typeof deskCertificates;
  /** How certificates look: the editor of designs, pictures, who signs. */
  deskDesign: typeof deskDesign;
  /** Checking certificates, and the key they are signed with. */
  sync: typeof sync;
  deskVerify: typeof deskVerify;
  /** Roles, the lock, erasing, retention. */
  deskPrivacy: typeof deskPrivacy;
  /** Headquarters' window. */
  hq: typeof hq;
  /** What the store and the main process say: remarks on imported files, and notices. */
  remarks: typeof remarks;
  /** What all windows say alike: starting, restarting, faults. */
  shell: typeof shell;
}

declare module 'i18next' {
  // With this, `t` takes no key that the English catalogue lacks.
  interface CustomTypeOptions {
    defaultNS: 'shell';
    returnNull: false;
    resources: Catalogue;
  }
}
