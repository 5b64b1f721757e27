import type { ScanAnswer } from '@shared/contract/answers';
import type { Direction, HelpSubject, Language } from '@shared/contract/values';

/** What the kiosk knows of the visit at hand, and what it hears. */

/** The language of a kiosk that nobody has spoken to. */
export const defaultLanguage: Language = 'en';

/** One scan on its way. `nonce` and `at` are made where the code is read, once, and stay however often it is sent. */
export interface Scan {
  code: string;
  nonce: string;
  /** UTC instant of the reading. */
  at: string;
  /** The attendee has just agreed to the processing of their data. */
  consent?: true;
  /** Read before the window was loaded anew: its time is `at`, not now. */
  resumed?: true;
  /** Not a code but somebody who was found by name and proved it. Good for this page's port only. */
  handle?: string;
}

/** Why a scan was neither admitted nor refused. */
export interface Problem {
  code: string;
  message: string;
  /** What the store said, if it said anything: `store_unavailable`, in the attendee's words. */
  answer: ScanAnswer | null;
}

export interface KioskContext {
  /** Read and not judged yet, the oldest first. */
  queue: Scan[];
  /** Being judged, or what the shown answer is for. */
  scan: Scan | null;
  answer: ScanAnswer | null;
  problem: Problem | null;
  /** What is left of the time for the question for consent. */
  secondsLeft: number;
  direction: Direction;
  /** What the kiosk speaks while nobody is here. */
  homeLanguage: Language;
  language: Language;
  /** Somebody chose it for this visit: then an attendee's own language does not take its place. */
  languageChosen: boolean;
  largeText: boolean;
  /** What somebody was doing when they asked for a human. */
  helpSubject: HelpSubject;
  /** Of a registration: its nonce, and the date it was begun. */
  walkIn: { nonce: string; today: string };
}

export type KioskEvent =
  /** The store answers, for the first time or again. */
  | { type: 'store.ready' }
  | { type: 'scan.read'; scan: Scan }
  /** A scanner sent keys that stand for nothing. */
  | { type: 'scan.garbled' }
  /** The attendee wants the unanswered scan judged again. */
  | { type: 'scan.retried' }
  | { type: 'consent.given'; nonce: string; at: string }
  | { type: 'consent.declined' }
  | { type: 'answer.dismissed' }
  | { type: 'day.opened' }
  | { type: 'certificate.opened' }
  | { type: 'name.opened' }
  | { type: 'walkIn.opened'; nonce: string; today: string }
  | { type: 'agenda.opened' }
  | { type: 'typing.opened' }
  | { type: 'staff.opened' }
  | { type: 'help.opened'; subject: HelpSubject }
  /** Any touch or key: somebody is still here. */
  | { type: 'person.active' }
  | { type: 'visit.ended' }
  | { type: 'language.chosen'; language: Language }
  | { type: 'textSize.switched' };

/** What must survive a reload: every scan that has no answer yet. */
export function unanswered({ scan, answer, queue }: KioskContext): Scan[] {
  const waiting = scan && !answer ? [scan, ...queue] : queue;
  // A handle does not outlive the page's port.
  return waiting.filter(({ handle }) => handle === undefined);
}
