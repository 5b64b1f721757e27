import type { VisitView } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { dayOf, timeOfDay } from '@i18n/times';
import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './AttendeeVisits.module.css';
import { targetName } from '../targets';

/** Every check-in of a person with what became of it, the latest first. */
export function AttendeeVisits({
  visits,
  sessions,
  timeZone,
  onVoid,
}: {
  visits: readonly VisitView[];
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  onVoid(eventId: string): void;
}) {
  const { t } = useTranslation('desk');
  if (visits.length === 0) return <p className={classes.none}>{t('attendee.noVisits')}</p>;
  const clock = (instant: string): string => timeOfDay(instant, shownLanguage(), timeZone);
  return (
    <ul className={classes.visits}>
      {[...visits].reverse().map((visit) => (
        <li key={visit.eventId} data-voided={visit.voided || undefined} data-testid="visit">
          <div>
            <p className={classes.target}>
              <bdi>
                {visit.target.startsWith('day:')
                  ? t('attendee.wholeDay', { day: dayOf(visit.target.slice('day:'.length), shownLanguage(), 'short') })
                  : targetName(visit.target, sessions)}
              </bdi>
            </p>
            <p className={classes.quiet}>
              {[
                visit.outAt ? t('attendee.fromTo', { from: clock(visit.at), to: clock(visit.outAt) }) : t('attendee.since', { from: clock(visit.at) }),
                visit.station ?? visit.device,
              ].join(' · ')}
            </p>
            {visit.override !== null && (
              <p className={classes.note}>
                <Icon name="pen" /> {t('attendee.override', { reason: visit.override })}
              </p>
            )}
            {visit.duplicate && (
              <p className={classes.note}>
                <Icon name="copy" /> {t('attendee.duplicate')}
              </p>
            )}
            {visit.voided && (
              <p className={classes.note}>
                <Icon name="undo" /> {t('attendee.voided')}
              </p>
            )}
          </div>
          {!visit.voided && (
            <Button variant="subtle" size="compact-sm" leftSection={<Icon name="undo" />} onClick={() => onVoid(visit.eventId)} data-testid="action-void">
              {t('attendee.void')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
