import type { AgendaSession } from '@shared/contract/values';
import { Drawer } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreQuery } from '@ui/store';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AttendeeActions } from './AttendeeActions';
import classes from './AttendeeDrawer.module.css';
import { AttendeeFacts } from './AttendeeFacts';
import { AttendeeVisits } from './AttendeeVisits';
import { ConsentMarks } from './privacy/ConsentMarks';
import { EraseAction } from './privacy/EraseAction';
import { type Deed, ReasonDialog } from './ReasonDialog';

/** One person: who it is, where they have been, and what can be done for them. */
export function AttendeeDrawer({
  registrationId,
  target,
  days,
  sessions,
  timeZone,
  onClose,
}: {
  registrationId: string | null;
  target: string | null;
  days: readonly string[];
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  onClose(): void;
}) {
  const { t } = useTranslation('desk');
  const shown = useLast(registrationId);
  const { value: attendee, error } = useStoreQuery('attendee.get', shown === null ? null : { registrationId: shown });
  const [deed, setDeed] = useState<Deed | null>(null);
  useEffect(() => setDeed(null), [registrationId]);

  const name = attendee?.person?.fullName ?? (attendee ? t('attendee.erased') : '');
  return (
    <Drawer
      opened={registrationId !== null}
      onClose={onClose}
      position="right"
      size={520}
      title={t('attendee.title')}
      closeButtonProps={{ 'aria-label': t('attendee.close'), size: 'lg' }}
      // The dialog for a reason lies over the drawer and has the keyboard then.
      closeOnEscape={deed === null}
    >
      <div className={classes.drawer} data-testid="attendee">
        <ErrorSentence error={error} />
        {attendee && (
          <>
            <h2 className={classes.name} data-testid="attendee-name">
              <bdi>{name}</bdi>
            </h2>
            {attendee.person?.organisation && (
              <p className={classes.organisation}>
                <bdi>{attendee.person.organisation}</bdi>
              </p>
            )}
            {attendee.cancelled && (
              <p className={classes.cancelled} data-testid="attendee-cancelled">
                {t('attendee.cancelledSince', { reason: attendee.cancelled.reason })}
              </p>
            )}
            <ConsentMarks attendee={attendee} />
            <AttendeeActions attendee={attendee} onDeed={setDeed} />
            <h3>{t('attendee.visits')}</h3>
            <AttendeeVisits
              visits={attendee.visits}
              sessions={sessions}
              timeZone={timeZone}
              onVoid={(eventId) => setDeed({ kind: 'void', eventId })}
            />
            <h3>{t('attendee.person')}</h3>
            <AttendeeFacts attendee={attendee} sessions={sessions} />
            <EraseAction attendee={attendee} name={name} />
          </>
        )}
      </div>
      {attendee && (
        <ReasonDialog
          deed={deed}
          attendee={attendee}
          name={name}
          target={target}
          days={days}
          sessions={sessions}
          onClose={() => setDeed(null)}
        />
      )}
    </Drawer>
  );
}

/** The last value that was not null: what a drawer shows while it slides away. */
function useLast<T>(value: T | null): T | null {
  const last = useRef(value);
  if (value !== null) last.current = value;
  return value ?? last.current;
}
