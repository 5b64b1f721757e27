import type { AttendeeView } from '@shared/contract/queries';
import { Button, Checkbox, Modal } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ReasonDialog.module.css';

const TicketQr = lazy(() => import('./TicketQr').then(({ TicketQr }) => ({ default: TicketQr })));

interface Props {
  attendee: AttendeeView;
  name: string;
  onClose(): void;
}

/** Makes a new ticket in the place of the old ones, and shows it. */
export function ReissueDialog({ opened, ...props }: Props & { opened: boolean }) {
  const { t: d } = useTranslation('deskDay');
  return (
    <Modal opened={opened} onClose={props.onClose} title={d('reissue.title', { name: props.name })} centered size={480} closeButtonProps={{ 'aria-label': d('reissue.cancel') }}>
      {opened && <ReissueForm {...props} />}
    </Modal>
  );
}

function ReissueForm({ attendee, onClose }: Props) {
  const { t: d } = useTranslation('deskDay');
  const client = useStoreClient();
  const nonce = useRef(crypto.randomUUID());
  const [revokeRoster, setRevokeRoster] = useState(attendee.issuedTickets.length === 0);
  const [made, setMade] = useState<{ ticketCode: string; revoked: string[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const make = (): void => {
    setBusy(true);
    setError(null);
    client
      .command('ticket.reissue', { registrationId: attendee.registrationId, nonce: nonce.current, revokeRoster, reason: d('reissue.lost') })
      .then(setMade, setError)
      .finally(() => setBusy(false));
  };
  if (made) {
    return (
      <div className={classes.form} data-testid="reissue-done">
        <p className={classes.what}>{d('reissue.ready')}</p>
        <Suspense fallback={null}>
          <TicketQr code={made.ticketCode} label={d('reissue.qr')} />
        </Suspense>
        <p className={classes.code}>
          {d('reissue.code')}
          <bdi data-testid="reissue-code">{made.ticketCode}</bdi>
        </p>
        <p className={classes.what}>{d('reissue.revoked', { count: made.revoked.length })}</p>
        <div className={classes.buttons}>
          <Button onClick={onClose} data-testid="reissue-close">
            {d('reissue.close')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
      data-testid="reissue-form"
    >
      <p className={classes.what}>{d('reissue.what')}</p>
      {attendee.ticketCode !== null && (
        <Checkbox label={d('reissue.roster')} checked={revokeRoster} onChange={(event) => setRevokeRoster(event.currentTarget.checked)} data-testid="reissue-roster" />
      )}
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {d('reissue.cancel')}
        </Button>
        <Button type="submit" loading={busy} leftSection={<Icon name="ticket" />} data-testid="reissue-confirm" data-autofocus>
          {d('reissue.confirm')}
        </Button>
      </div>
    </form>
  );
}
