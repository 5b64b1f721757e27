import { shownLanguage } from '@i18n/i18n';
import { dateInWords, dayOf, timeWithDate } from '@i18n/times';

const longAgo = 300 * 86_400_000;

/** When something was, as somebody here reads it: the time today, the day and the time this year, the date before that. */
export function whenWords(at: string, now: string, timeZone?: string): string {
  const language = shownLanguage();
  return Date.parse(now) - Date.parse(at) > longAgo ? dateInWords(at.slice(0, 10), language) : timeWithDate(at, now, language, timeZone);
}

/** A value inside a sentence, kept apart for the bidirectional algorithm (UAX #9). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** What a check-in was for: its day, or the title of its session. */
export function targetWords(target: string, sessionTitle: string | null): string {
  return target.startsWith('day:') ? dayOf(target.slice('day:'.length), shownLanguage(), 'short') : (sessionTitle ?? target.slice('session:'.length));
}
