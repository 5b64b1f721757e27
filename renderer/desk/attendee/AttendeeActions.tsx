import type { AttendeeView } from '@shared/contract/queries';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './AttendeeActions.module.css';
import type { CardDialog } from './cardDialogs';
import type { Deed } from './ReasonDialog';

/**
 * What the desk can do for a person. In and out is one click, judged like a scan; what goes against a rule, or cannot
 * be seen from the scan, asks for a reason first and is recorded with it.
 */
export function AttendeeActions({
  attendee,
  target,
  onDeed,
  onDialog,
}: {
  attendee: AttendeeView;
  target: string | null;
  onDeed(deed: Deed): void;
  onDialog(dialog: CardDialog): void;
}) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const isOrganizer = useAccess().role === 'desk';
  const client = useStoreClient();
  /** Kept until there is an answer, so that a second try is the same check-in. */
  const nonce = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ good: boolean; text: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const inside = attendee.visits.some((visit) => visit.target === target && !visit.voided && !visit.duplicate && visit.outAt === null);
  const direction = inside ? 'out' : 'in';
  const { ticketCode, registrationId } = attendee;

  const pass = (): void => {
    if (target === null) return;
    setBusy(true);
    setError(null);
    client
      .command('attendee.pass', { registrationId, target, direction, nonce: nonce.current })
      .then(
        (answer) => {
          nonce.current = crypto.randomUUID();
          const good = answer.answer === 'ok';
          setSaid({ good, text: good ? d(`card.done.${direction}`) : t(`answer.${answer.answer}`) });
        },
        setError,
      )
      .finally(() => setBusy(false));
  };

  return (
    <div className={classes.actions}>
      <div className={classes.row}>
        <Button size="md" loading={busy} disabled={target === null} leftSection={<Icon name={inside ? 'leave' : 'check'} />} onClick={pass} data-testid="action-pass">
          {d(`card.pass.${direction}`)}
        </Button>
        {!inside && (
          <Button size="md" variant="default" leftSection={<Icon name="pen" />} onClick={() => onDeed({ kind: 'checkIn' })} data-testid="action-check-in">
            {d('card.inWithReason')}
          </Button>
        )}
      </div>
      <p role="status" className={classes.said} data-good={said?.good} data-testid="action-said">
        {said?.text}
      </p>
      <ErrorSentence error={error} />
      {isOrganizer && <div className={classes.row} role="group" aria-label={d('card.more')}>
        <Small icon="pen" onClick={() => onDialog('correct')} testId="action-correct">
          {d('card.correct')}
        </Small>
        <Small icon="ticket" onClick={() => onDialog('reissue')} testId="action-reissue">
          {d('card.reissue')}
        </Small>
        <Small icon="copy" onClick={() => onDialog('merge')} testId="action-merge">
          {d('card.merge')}
        </Small>
        {attendee.blocked === null ? (
          <Small icon="hand" onClick={() => onDeed({ kind: 'block' })} testId="action-block">
            {d('card.block')}
          </Small>
        ) : (
          <Small icon="undo" onClick={() => onDeed({ kind: 'unblock' })} testId="action-unblock">
            {d('card.unblock')}
          </Small>
        )}
        {ticketCode !== null && !attendee.revokedTickets.includes(ticketCode) && (
          <Small icon="ticketOff" onClick={() => onDeed({ kind: 'revoke', ticketCode })} testId="action-revoke">
            {t('attendee.actions.revoke')}
          </Small>
        )}
        {attendee.cancelled === null && (
          <Small icon="cross" onClick={() => onDeed({ kind: 'cancel' })} testId="action-cancel">
            {t('attendee.actions.cancel')}
          </Small>
        )}
      </div>}
    </div>
  );
}

function Small({ icon, testId, onClick, children }: { icon: Parameters<typeof Icon>[0]['name']; testId: string; onClick(): void; children: string }) {
  return (
    <Button variant="default" size="compact-md" leftSection={<Icon name={icon} />} onClick={onClick} data-testid={testId}>
      {children}
    </Button>
  );
}
