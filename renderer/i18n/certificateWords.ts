import type { CertificateRefusal, Verification } from '@shared/contract/certificates';
import { localDateAt } from '@shared/domain/calendar';
import { groupedNumber } from '@shared/domain/certificates/number';
import i18next from 'i18next';
import { shownLanguage } from './i18n';
import { dateInWords } from './times';

/** To whom it is said: at a kiosk to the person themselves, at the desk of them. */
export type Voice = 'you' | 'desk';

/**
 * Why somebody does not get a certificate, in the language that the window shows, from the namespace `certificates`.
 *
 * @param timeZone the workshop's, by which instants are told as days.
 */
export function refusalWords(refusal: CertificateRefusal, voice: Voice, timeZone: string): string {
  const key = refusal.code === 'consent_missing' ? `consent_missing_${refusal.consent}` : refusal.code;
  return i18next.t(`certificates:${voice}.${key}` as never, valuesOf(refusal, timeZone));
}

/** What a look at a code says. */
export function verificationWords({ answer, revokedAt }: Pick<Verification, 'answer' | 'revokedAt'>, timeZone: string): string {
  return i18next.t(`certificates:verify.${answer}` as never, { date: isolate(revokedAt === null ? '' : dayOfInstant(revokedAt, timeZone)) });
}

function valuesOf(refusal: CertificateRefusal, timeZone: string): Record<string, string | number> {
  switch (refusal.code) {
    case 'cancelled':
    case 'blocked':
      return { date: isolate(dayOfInstant(refusal.at, timeZone)) };
    case 'revoked':
      return { date: isolate(dayOfInstant(refusal.at, timeZone)), number: isolate(groupedNumber(refusal.number)) };
    case 'no_birth_date':
      return { limit: refusal.limit };
    case 'birth_date_to_come':
      return { date: isolate(dateInWords(refusal.on, shownLanguage())) };
    case 'too_old':
      return { age: refusal.age, limit: refusal.limit, date: isolate(dateInWords(refusal.on, shownLanguage())) };
    case 'attendance':
      return { attended: refusal.attended, count: refusal.of, needed: refusal.needed };
    default:
      return {};
  }
}

function dayOfInstant(instant: string, timeZone: string): string {
  return dateInWords(localDateAt(instant, timeZone), shownLanguage());
}

/** A value inside a sentence, kept apart for the bidirectional algorithm (UAX #9). */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
