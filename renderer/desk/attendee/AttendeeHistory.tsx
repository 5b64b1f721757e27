import type { AttendeeEvent } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { titleIn } from '@shared/domain/certificates/awards';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate } from '@i18n/times';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { targetName } from '../targets';
import classes from './AttendeeHistory.module.css';

/** Every event about a person: what, when, who and where, the latest first. */
export function AttendeeHistory({ registrationId, sessions, timeZone }: { registrationId: string; sessions: readonly AgendaSession[]; timeZone: string | undefined }) {
  const { t: d } = useTranslation('deskDay');
  const { value, error } = useStoreQuery('attendee.events', { registrationId });
  const now = useNow(60_000);
  if (error) return <ErrorSentence error={error} />;
  if (value?.events.length === 0) return <p className={classes.quiet}>{d('card.noHistory')}</p>;
  return (
    <ol className={classes.list} data-testid="history">
      {value?.events.map((event) => (
        <Line key={event.eventId} event={event} sessions={sessions} timeZone={timeZone} now={now} />
      ))}
    </ol>
  );
}

const named = [
  'attendee.registered', 'attendee.corrected', 'attendee.cancelled', 'attendee.blocked', 'attendee.unblocked', 'ticket.issued', 'ticket.revoked',
  'checkIn.recorded', 'checkOut.recorded', 'checkIn.voided', 'certificate.issued', 'certificate.printed', 'certificate.revoked', 'certificate.wanted', 'certificate.nameWished',
  'award.granted', 'award.withdrawn',
] as const;
const fieldNames = [
  'fullName', 'nameOnCertificate', 'email', 'birthDate', 'organisation', 'country', 'language', 'dietary', 'consentData', 'consentPhoto',
  'ticketCode', 'sessions', 'onlineParts', 'other',
] as const;

function Line({ event, sessions, timeZone, now }: { event: AttendeeEvent; sessions: readonly AgendaSession[]; timeZone: string | undefined; now: string }) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const what = (): string => {
    if (event.type === 'scan.refused') return d('event.scan_refused', { answer: event.answer === null ? '' : t(`answer.${event.answer}`) });
    if (event.merge) {
      const { from, into } = event.merge;
      return into === null ? d('event.attendee_separated', { from }) : d('event.attendee_merged', { from, into });
    }
    const known = named.find((each) => each === event.type);
    return known ? d(`event.${known.replace('.', '_') as KeyOf<typeof known>}`) : d('event.other', { type: event.type });
  };
  const who = [event.role && d(`who.${event.role}`), event.station, event.device].filter(Boolean).join(' · ');
  const fields = event.fields.flatMap((field) => fieldNames.find((each) => each === field) ?? []).map((field) => d(`field.${field}`));
  const more = [howOf(event, d), event.target && targetName(event.target, sessions), fields.join(', '), event.ticketCode, event.award && titleIn(event.award.title, shownLanguage()), event.reason].filter(Boolean);
  return (
    <li className={classes.event} data-testid="history-event" data-type={event.type}>
      <time dateTime={event.at}>{timeWithDate(event.at, now, shownLanguage(), timeZone)}</time>
      <div>
        <p className={classes.what}>{what()}</p>
        {more.length > 0 && (
          <p className={classes.more}>
            <bdi>{more.join(' · ')}</bdi>
          </p>
        )}
        <p className={classes.quiet}>
          <bdi>{who}</bdi>
        </p>
      </div>
    </li>
  );
}

/** Where a registration came from, with the file's name where it was one. */
function howOf({ how, source }: AttendeeEvent, d: TFunction<'deskDay'>): string | null {
  if (how === null) return null;
  return how === 'import' && source !== null ? d('how.file', { file: source }) : d(`how.${how}`);
}

type KeyOf<T extends string> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : never;
