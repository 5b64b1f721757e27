import type { AttendeeView } from '@shared/contract/queries';
import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './AttendeeActions.module.css';
import { useDeskAccess } from './privacy/access';
import type { Deed } from './ReasonDialog';

/** What the desk can do for a person. Everything here asks for a reason first, and is recorded with it. */
export function AttendeeActions({ attendee, onDeed }: { attendee: AttendeeView; onDeed(deed: Deed): void }) {
  const { t } = useTranslation('desk');
  const { ticketCode } = attendee;
  const isOrganizer = useDeskAccess().role === 'desk';
  return (
    <div className={classes.actions}>
      <Button size="md" leftSection={<Icon name="check" />} onClick={() => onDeed({ kind: 'checkIn' })} data-testid="action-check-in">
        {t('attendee.actions.checkIn')}
      </Button>
      {isOrganizer && ticketCode !== null && !attendee.revokedTickets.includes(ticketCode) && (
        <Button variant="default" leftSection={<Icon name="ticketOff" />} onClick={() => onDeed({ kind: 'revoke', ticketCode })} data-testid="action-revoke">
          {t('attendee.actions.revoke')}
        </Button>
      )}
      {isOrganizer && attendee.cancelled === null && (
        <Button variant="default" leftSection={<Icon name="cross" />} onClick={() => onDeed({ kind: 'cancel' })} data-testid="action-cancel">
          {t('attendee.actions.cancel')}
        </Button>
      )}
    </div>
  );
}
