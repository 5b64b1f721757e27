import type { ScanAnswerCode } from '@shared/contract/answers';
import { KioskError } from '@shared/contract/errors';
import type { AttendeeView } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';
import type { AgendaSession, Target } from '@shared/contract/values';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ReasonDialog.module.css';
import { targetName } from '../targets';

/** What is to be done to a person once there is a reason. */
export type Deed =
  | { kind: 'checkIn' }
  | { kind: 'void'; eventId: string }
  | { kind: 'cancel' }
  | { kind: 'revoke'; ticketCode: string }
  | { kind: 'block' }
  | { kind: 'unblock' }
  | { kind: 'separate'; recordId: string };

const friendly: ReadonlySet<Deed['kind']> = new Set(['checkIn', 'unblock', 'separate']);
const undoing: ReadonlySet<Deed['kind']> = new Set(['void', 'unblock', 'separate']);

/** As the contract has it. */
const shortestReason = 3;

const choices = {
  checkIn: ['reason.checkIn.choices.forgotten', 'reason.checkIn.choices.unreadable', 'reason.checkIn.choices.decided'],
  void: ['reason.void.choices.mistake', 'reason.void.choices.wrongPerson'],
  cancel: ['reason.cancel.choices.asked', 'reason.cancel.choices.notComing'],
  revoke: ['reason.revoke.choices.lost', 'reason.revoke.choices.replaced'],
  block: ['deskDay:reason.block.choices.unpaid', 'deskDay:reason.block.choices.conduct'],
  unblock: ['deskDay:reason.unblock.choices.settled', 'deskDay:reason.unblock.choices.mistake'],
  separate: ['deskDay:reason.separate.choices.different'],
} as const;

type Words = ReturnType<typeof useTranslation<['desk', 'deskDay']>>['t'];

function titleOf(t: Words, deed: Deed, name: string): string {
  if (deed.kind === 'separate') return t('deskDay:reason.separate.title', { id: deed.recordId, name });
  return deed.kind === 'block' || deed.kind === 'unblock' ? t(`deskDay:reason.${deed.kind}.title`, { name }) : t(`reason.${deed.kind}.title`, { name });
}

function confirmOf(t: Words, { kind }: Deed): string {
  return kind === 'block' || kind === 'unblock' || kind === 'separate' ? t(`deskDay:reason.${kind}.confirm`) : t(`reason.${kind}.confirm`);
}

/** Asks why, then does it. A deed that is tried again keeps its nonce, so that it is done once. */
export function ReasonDialog({
  deed,
  attendee,
  name,
  target,
  days,
  sessions,
  onClose,
}: {
  deed: Deed | null;
  attendee: AttendeeView;
  name: string;
  target: string | null;
  days: readonly string[];
  sessions: readonly AgendaSession[];
  onClose(): void;
}) {
  const { t } = useTranslation(['desk', 'deskDay']);
  return (
    <Modal
      opened={deed !== null}
      onClose={onClose}
      title={deed && titleOf(t, deed, name)}
      centered
      size={520}
      closeButtonProps={{ 'aria-label': t('reason.back') }}
    >
      {deed && <ReasonForm deed={deed} attendee={attendee} target={target} days={days} sessions={sessions} onClose={onClose} />}
    </Modal>
  );
}

function ReasonForm({
  deed,
  attendee,
  target,
  days,
  sessions,
  onClose,
}: {
  deed: Deed;
  attendee: AttendeeView;
  target: string | null;
  days: readonly string[];
  sessions: readonly AgendaSession[];
  onClose(): void;
}) {
  const { t } = useTranslation(['desk', 'deskDay']);
  const client = useStoreClient();
  const nonce = useRef(crypto.randomUUID());
  const mounted = useRef(true);
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState<Target>(target ?? days[0] ?? '');
  const [error, setError] = useState<unknown>(null);
  const [tooShort, setTooShort] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(
    () => () => {
      mounted.current = false;
    },
    [],
  );

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const why = reason.trim();
    setTooShort(why.length < shortestReason);
    if (why.length < shortestReason) return;
    setBusy(true);
    setError(null);
    carryOut(client, deed, attendee.registrationId, chosen, why, nonce.current).then(onClose, (fault: unknown) => {
      if (!mounted.current) return;
      setBusy(false);
      setError(fault instanceof RefusedError ? new KioskError('internal', t(`answer.${fault.answer}`)) : fault);
    });
  };

  return (
    <form className={classes.form} onSubmit={submit} data-testid="reason-form">
      {deed.kind === 'checkIn' && (
        <NativeSelect
          label={t('reason.target')}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[...days, ...sessions.map((session) => `session:${session.id}`)].map((value) => ({ value, label: targetName(value, sessions) }))}
          data-testid="reason-target"
        />
      )}
      <div className={classes.choices}>
        {choices[deed.kind].map((key) => (
          <button type="button" key={key} onClick={() => setReason(t(key))}>
            {t(key)}
          </button>
        ))}
      </div>
      <Textarea
        label={t('reason.label')}
        description={t('reason.hint')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tooShort && t('reason.short')}
        rows={3}
        maxLength={500}
        required
        withAsterisk={false}
        data-autofocus
        data-testid="reason"
      />
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('reason.back')}
        </Button>
        <Button
          type="submit"
          loading={busy}
          color={friendly.has(deed.kind) ? 'civic' : 'brick'}
          leftSection={<Icon name={deed.kind === 'checkIn' ? 'check' : undoing.has(deed.kind) ? 'undo' : deed.kind === 'block' ? 'hand' : 'cross'} />}
          data-testid="reason-confirm"
        >
          {confirmOf(t, deed)}
        </Button>
      </div>
    </form>
  );
}

async function carryOut(client: StoreClient, deed: Deed, registrationId: string, target: Target, reason: string, nonce: string): Promise<void> {
  switch (deed.kind) {
    case 'checkIn': {
      const answer = await client.command('checkIn.override', { registrationId, target, reason, nonce });
      // An override still refuses what cannot be: somebody who is inside cannot come in.
      if (answer.answer !== 'ok') throw new RefusedError(answer.answer);
      return;
    }
    case 'void':
      await client.command('checkIn.void', { registrationId, eventId: deed.eventId, reason, nonce });
      return;
    case 'cancel':
      await client.command('attendee.cancel', { registrationId, reason });
      return;
    case 'block':
    case 'unblock':
      await client.command('attendee.block', { registrationId, blocked: deed.kind === 'block', reason });
      return;
    case 'separate':
      await client.command('attendee.merge', { registrationId: deed.recordId, into: null, reason });
      return;
    case 'revoke':
      await client.command('ticket.revoke', { registrationId, ticketCode: deed.ticketCode, reason });
  }
}

/** An answer other than yes. */
class RefusedError extends Error {
  constructor(readonly answer: ScanAnswerCode) {
    super(answer);
  }
}
