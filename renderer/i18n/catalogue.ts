import type desk from './en/desk.json';
import type deskPrivacy from './en/deskPrivacy.json';
import type keyboard from './en/keyboard.json';
import type kiosk from './en/kiosk.json';
import type shell from './en/shell.json';

/** The words of the windows, by namespace. English is the catalogue that all others are held to. */
export interface Catalogue {
  kiosk: typeof kiosk;
  /** The keys of the kiosk's on-screen keyboard. */
  keyboard: typeof keyboard;
  desk: typeof desk;
  /** Roles, the lock, erasing, and how long data are kept. */
  deskPrivacy: typeof deskPrivacy;
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
