import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { AgendaSession } from '@shared/contract/values';
import { Button, Drawer } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreQuery } from '@ui/store';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AttendeeActions } from './AttendeeActions';
import classes from './AttendeeDrawer.module.css';
import { AttendeeFacts } from './AttendeeFacts';
import { AttendeeHistory } from './AttendeeHistory';
import { AttendeeVisits } from './AttendeeVisits';
import type { CardDialog } from './cardDialogs';
import { CorrectDialog } from './CorrectDialog';
import { MergeRecords } from './MergeRecords';
import { ReissueDialog } from './ReissueDialog';
import { CertificateSection } from '../certificates/CertificateSection';
import { ConsentMarks } from '../privacy/ConsentMarks';
import { EraseAction } from '../privacy/EraseAction';
import { isCovered } from '../isCovered';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import { type Deed, ReasonDialog } from './ReasonDialog';

/** One person: who it is, where they have been, and what can be done for them. */
export function AttendeeDrawer({
  registrationId,
  target,
  days,
  sessions,
  timeZone,
  bridge,
  onOpen,
  onClose,
}: {
  registrationId: string | null;
  target: string | null;
  days: readonly string[];
  sessions: readonly AgendaSession[];
  timeZone: string | undefined;
  bridge: ChampionsBridge;
  onOpen(registrationId: string): void;
  onClose(): void;
}) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const shown = useLast(registrationId);
  const { value: attendee, error } = useStoreQuery('attendee.get', shown === null ? null : { registrationId: shown });
  const content = useRef<HTMLDivElement>(null);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [dialog, setDialog] = useState<CardDialog | null>(null);
  useEffect(() => {
    setDeed(null);
    setDialog(null);
  }, [registrationId]);

  const name = attendee?.person?.fullName ?? (attendee ? t('attendee.erased') : '');
  return (
    <Drawer
      opened={registrationId !== null}
      onClose={() => isCovered(content.current) || onClose()}
      position="right"
      size={580}
      title={t('attendee.title')}
      closeButtonProps={{ 'aria-label': t('attendee.close'), size: 'lg' }}
    >
      <div ref={content} className={classes.drawer} data-testid="attendee">
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
            {attendee.blocked && (
              <p className={classes.cancelled} data-testid="attendee-blocked">
                {d('card.blocked', { reason: attendee.blocked.reason })}
              </p>
            )}
            {attendee.erased !== null ? null : attendee.mergedInto === null ? (
              <AttendeeActions key={attendee.registrationId} attendee={attendee} target={target} onDeed={setDeed} onDialog={setDialog} />
            ) : (
              <p className={classes.merged} data-testid="attendee-merged">
                <span>{d('card.mergedInto', { id: attendee.mergedInto })}</span>
                <Button variant="light" size="compact-md" onClick={() => onOpen(attendee.mergedInto as string)}>
                  {d('card.openKept')}
                </Button>
              </p>
            )}
            <ConsentMarks attendee={attendee} />
            <h3>{t('attendee.visits')}</h3>
            <AttendeeVisits
              visits={attendee.visits}
              sessions={sessions}
              timeZone={timeZone}
              onVoid={(eventId) => setDeed({ kind: 'void', eventId })}
            />
            <h3>{t('attendee.person')}</h3>
            <AttendeeFacts attendee={attendee} sessions={sessions} />
            {attendee.mergedFrom.length > 0 && (
              <>
                <h3>{d('card.mergedFrom')}</h3>
                <ul className={classes.records} data-testid="merged-from">
                  {attendee.mergedFrom.map((id) => (
                    <li key={id}>
                      <bdi>{id}</bdi>
                      <OrganizerOnly>
                        <Button variant="subtle" size="compact-sm" leftSection={<Icon name="undo" />} onClick={() => setDeed({ kind: 'separate', recordId: id })} data-testid="action-separate">
                          {d('card.separate')}
                        </Button>
                      </OrganizerOnly>
                    </li>
                  ))}
                </ul>
              </>
            )}
            {attendee.erased === null && attendee.mergedInto === null && (
              <CertificateSection bridge={bridge} registrationId={attendee.registrationId} timeZone={timeZone ?? 'UTC'} />
            )}
            <h3>{d('card.history')}</h3>
            <AttendeeHistory registrationId={attendee.registrationId} sessions={sessions} timeZone={timeZone} />
            <EraseAction attendee={attendee} name={name} />
          </>
        )}
      </div>
      {attendee && (
        <>
          <CorrectDialog opened={dialog === 'correct'} attendee={attendee} name={name} onClose={() => setDialog(null)} />
          <MergeRecords opened={dialog === 'merge'} registrationId={attendee.registrationId} name={name} onClose={() => setDialog(null)} />
          <ReissueDialog opened={dialog === 'reissue'} attendee={attendee} name={name} onClose={() => setDialog(null)} />
        </>
      )}
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
