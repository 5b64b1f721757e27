import type { Language } from '@shared/contract/values';
import ar from './ar/kiosk.json';
import arKeyboard from './ar/keyboard.json';
import arShell from './ar/shell.json';
import de from './de/kiosk.json';
import deKeyboard from './de/keyboard.json';
import deShell from './de/shell.json';
import en from './en/kiosk.json';
import enKeyboard from './en/keyboard.json';
import enShell from './en/shell.json';
import fr from './fr/kiosk.json';
import frKeyboard from './fr/keyboard.json';
import frShell from './fr/shell.json';
import type { WindowWords } from './i18n';
import it from './it/kiosk.json';
import itKeyboard from './it/keyboard.json';
import itShell from './it/shell.json';
import ko from './ko/kiosk.json';
import koKeyboard from './ko/keyboard.json';
import koShell from './ko/shell.json';
import zh from './zh/kiosk.json';
import zhKeyboard from './zh/keyboard.json';
import zhShell from './zh/shell.json';

/** All that the kiosk says, in the seven languages: it changes between them at a touch, without loading anything. */
export function kioskWords(): WindowWords & Record<Language, object> {
  return {
    en: { kiosk: en, keyboard: enKeyboard, shell: enShell },
    it: { kiosk: it, keyboard: itKeyboard, shell: itShell },
    de: { kiosk: de, keyboard: deKeyboard, shell: deShell },
    ar: { kiosk: ar, keyboard: arKeyboard, shell: arShell },
    fr: { kiosk: fr, keyboard: frKeyboard, shell: frShell },
    ko: { kiosk: ko, keyboard: koKeyboard, shell: koShell },
    zh: { kiosk: zh, keyboard: zhKeyboard, shell: zhShell },
  };
}
