import type { Language } from '@shared/contract/values';
import arCertificates from './ar/certificates.json';
import ar from './ar/kiosk.json';
import arKeyboard from './ar/keyboard.json';
import arPrinting from './ar/printing.json';
import arShell from './ar/shell.json';
import deCertificates from './de/certificates.json';
import de from './de/kiosk.json';
import deKeyboard from './de/keyboard.json';
import dePrinting from './de/printing.json';
import deShell from './de/shell.json';
import enCertificates from './en/certificates.json';
import en from './en/kiosk.json';
import enKeyboard from './en/keyboard.json';
import enPrinting from './en/printing.json';
import enShell from './en/shell.json';
import frCertificates from './fr/certificates.json';
import fr from './fr/kiosk.json';
import frKeyboard from './fr/keyboard.json';
import frPrinting from './fr/printing.json';
import frShell from './fr/shell.json';
import type { WindowWords } from './i18n';
import itCertificates from './it/certificates.json';
import it from './it/kiosk.json';
import itKeyboard from './it/keyboard.json';
import itPrinting from './it/printing.json';
import itShell from './it/shell.json';
import koCertificates from './ko/certificates.json';
import ko from './ko/kiosk.json';
import koKeyboard from './ko/keyboard.json';
import koPrinting from './ko/printing.json';
import koShell from './ko/shell.json';
import zhCertificates from './zh/certificates.json';
import zh from './zh/kiosk.json';
import zhKeyboard from './zh/keyboard.json';
import zhPrinting from './zh/printing.json';
import zhShell from './zh/shell.json';

/** All that the kiosk says, in the seven languages: it changes between them at a touch, without loading anything. */
export function kioskWords(): WindowWords & Record<Language, object> {
  return {
    en: { kiosk: en, keyboard: enKeyboard, shell: enShell, certificates: enCertificates, printing: enPrinting },
    it: { kiosk: it, keyboard: itKeyboard, shell: itShell, certificates: itCertificates, printing: itPrinting },
    de: { kiosk: de, keyboard: deKeyboard, shell: deShell, certificates: deCertificates, printing: dePrinting },
    ar: { kiosk: ar, keyboard: arKeyboard, shell: arShell, certificates: arCertificates, printing: arPrinting },
    fr: { kiosk: fr, keyboard: frKeyboard, shell: frShell, certificates: frCertificates, printing: frPrinting },
    ko: { kiosk: ko, keyboard: koKeyboard, shell: koShell, certificates: koCertificates, printing: koPrinting },
    zh: { kiosk: zh, keyboard: zhKeyboard, shell: zhShell, certificates: zhCertificates, printing: zhPrinting },
  };
}
