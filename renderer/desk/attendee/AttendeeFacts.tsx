import type { AttendeeView } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { languageOrEnglish, ownNames } from '@i18n/languages';
import { countryNameOf, dateInDigits } from '@i18n/times';
import { useTranslation } from 'react-i18next';
import classes from './AttendeeFacts.module.css';

/** Everything known of a person. What is not known is not listed. */
export function AttendeeFacts({ attendee, sessions }: { attendee: AttendeeView; sessions: readonly AgendaSession[] }) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const { person } = attendee;
  const consent = (value: boolean | null): string => t(value === null ? 'attendee.unknown' : value ? 'attendee.yes' : 'attendee.no');
  const registeredFor = attendee.sessions.map((id) => sessions.find((session) => session.id === id)?.title ?? id);
  const parts = attendee.onlineParts.map((done, index) => `${t('attendee.onlinePart', { part: index + 1 })}: ${consent(done)}`);

  const facts: [string, string | readonly string[] | null | undefined][] = [
    [t('attendee.registration'), attendee.registrationId],
    [t('attendee.ticket'), attendee.ticketCode ?? t('attendee.noTicket')],
    [d('card.ownTickets'), attendee.issuedTickets.map(({ ticketCode }) => ticketCode)],
    [t('attendee.revoked'), attendee.revokedTickets],
    [t('attendee.sessions'), registeredFor],
    [t('attendee.country'), countryName(person?.country)],
    [t('attendee.language'), person?.language && ownNames[languageOrEnglish(person.language)]],
    [t('attendee.email'), person?.email],
    [t('attendee.birthDate'), person?.birthDate && dateInDigits(person.birthDate, shownLanguage())],
    [t('attendee.certificateName'), person?.nameOnCertificate],
    [t('attendee.dietary'), person?.dietary],
    [t('attendee.online'), parts],
    [t('attendee.consentData'), consent(attendee.consents.data)],
    [t('attendee.consentPhoto'), consent(attendee.consents.photo)],
    ...Object.entries(person?.other ?? {}),
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, fact]) => fact !== null && fact !== undefined && fact.length > 0)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {typeof fact === 'string'
                ? <bdi>{fact}</bdi>
                : fact?.map((line) => (
                    <span key={line} className={classes.line}>
                      <bdi>{line}</bdi>
                    </span>
                  ))}
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** The name of an ISO 3166 code; anything else is shown as the roster has it. */
function countryName(country: string | undefined): string | undefined {
  return country !== undefined && /^[A-Z]{2}$/.test(country) ? countryNameOf(country, shownLanguage()) : country;
}
