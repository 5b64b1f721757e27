import type { Delay } from '@shared/contract/agenda';
import type { CommandResult } from '@shared/contract/commands';
import type { AgendaSession } from '@shared/contract/values';
import { withMoves } from '@shared/domain/agenda/delay';
import { shownLanguage } from '@i18n/i18n';
import { dayOf } from '@i18n/times';
import { Button, Checkbox, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionTimes } from '../targets';
import { useConflictWords } from './conflictWords';
import classes from './DelayDialog.module.css';

type Plan = Pick<CommandResult<'agenda.delay'>, 'moves' | 'conflicts'>;
const usual = [5, 10, 15, 30] as const;

/** By how much a session starts later, what moves with it, and, before anything is saved, where all of it goes. */
export function DelayDialog({ session, sessions, onClose, onDone }: { session: AgendaSession; sessions: readonly AgendaSession[]; onClose(): void; onDone(): void }) {
  const { t } = useTranslation('deskAgenda');
  return (
    <Modal opened onClose={onClose} title={t('delay.title')} size={720} closeButtonProps={{ 'aria-label': t('delay.cancel') }}>
      <DelayForm session={session} sessions={sessions} onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function DelayForm({ session, sessions, onClose, onDone }: { session: AgendaSession; sessions: readonly AgendaSession[]; onClose(): void; onDone(): void }) {
  const { t } = useTranslation('deskAgenda');
  const client = useStoreClient();
  const [minutes, setMinutes] = useState('15');
  const [scope, setScope] = useState<Delay['scope']>('room');
  const [absorb, setAbsorb] = useState(true);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isRight = /^\d{1,3}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= 720;
  const { id: sessionId, startsAt } = session;

  useEffect(() => {
    setPlan(null);
    if (!isRight) return undefined;
    let isAsked = true;
    client.command('agenda.delay', { sessionId, startsAt, minutes: Number(minutes), scope, absorb, dryRun: true }).then(
      (answer) => {
        if (!isAsked) return;
        setPlan(answer);
        setError(null);
      },
      (fault: unknown) => isAsked && setError(fault),
    );
    return () => {
      isAsked = false;
    };
    // A change of the agenda by somebody else makes another plan.
  }, [client, sessionId, startsAt, minutes, scope, absorb, isRight, sessions]);

  const confirm = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRight || plan === null) return;
    setBusy(true);
    client.command('agenda.delay', { sessionId, startsAt, minutes: Number(minutes), scope, absorb, dryRun: false }).then(onDone, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };

  return (
    <form className={classes.form} onSubmit={confirm} data-testid="delay-form">
      <p>{t('delay.what', { title: `\u2068${session.title}\u2069`, time: session.start.slice(11, 16) })}</p>
      <div className={classes.minutes}>
        <TextInput
          className={classes.number ?? ''}
          label={t('delay.minutes')}
          inputMode="numeric"
          value={minutes}
          onChange={({ currentTarget: { value } }) => setMinutes(value.trim())}
          error={!isRight && t('delay.minutesWrong')}
          data-autofocus
          data-testid="delay-minutes"
        />
        {usual.map((each) => (
          <Button key={each} variant={minutes === String(each) ? 'light' : 'default'} onClick={() => setMinutes(String(each))}>
            {t('delay.add', { minutes: each })}
          </Button>
        ))}
      </div>
      <SegmentedControl
        aria-label={t('delay.scope')}
        value={scope}
        onChange={(next) => setScope(next as Delay['scope'])}
        data={[
          { value: 'room', label: session.room.trim() === '' ? t('delay.onlyThis') : t('delay.room', { room: `\u2068${session.room}\u2069` }) },
          { value: 'day', label: t('delay.day') },
        ]}
        data-testid="delay-scope"
      />
      <Checkbox label={t('delay.absorb')} checked={absorb} onChange={({ currentTarget: { checked } }) => setAbsorb(checked)} data-testid="delay-absorb" />
      <ErrorSentence error={error} />
      {plan && <PlanView plan={plan} sessions={sessions} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('delay.cancel')}
        </Button>
        <Button type="submit" leftSection={<Icon name="clock" />} loading={busy} disabled={!isRight || plan === null} data-testid="delay-confirm">
          {t('delay.confirm', { count: plan?.moves.length ?? 0 })}
        </Button>
      </div>
    </form>
  );
}

function PlanView({ plan, sessions }: { plan: Plan; sessions: readonly AgendaSession[] }) {
  const { t } = useTranslation('deskAgenda');
  const { t: desk } = useTranslation('desk');
  const words = useConflictWords(withMoves(sessions, plan.moves));
  const title = t('delay.moves', { count: plan.moves.length });
  return (
    <section className={classes.plan}>
      <div role="status">
        <h3>{title}</h3>
      </div>
      <ScrollRegion className={classes.scroll} label={title} testId="delay-plan">
        <table>
          <thead>
            <tr>
              <th scope="col">{desk('agenda.columns.session')}</th>
              <th scope="col">{desk('agenda.columns.room')}</th>
              <th scope="col">{t('delay.from')}</th>
              <th scope="col">{t('delay.to')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.moves.map(({ before, after }) => (
              <tr key={after.id} data-testid="delay-move" data-session={after.id}>
                <th scope="row">
                  <bdi>{after.title}</bdi>
                </th>
                <td>
                  <bdi>{after.room}</bdi>
                </td>
                <td className={classes.time}>
                  <bdi dir="ltr">{sessionTimes(before)}</bdi>
                </td>
                <td className={classes.time}>
                  <strong>
                    <bdi dir="ltr">{sessionTimes(after)}</bdi>
                  </strong>
                  {after.start.slice(0, 10) !== before.start.slice(0, 10) && <> {dayOf(after.start.slice(0, 10), shownLanguage(), 'short')}</>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {plan.conflicts.length > 0 && (
        <div className={classes.conflicts} role="status" data-testid="delay-conflicts">
          <h4>
            <Icon name="warning" /> {t('delay.newConflicts')}
          </h4>
          <ul>
            {plan.conflicts.map((conflict) => (
              <li key={words(conflict)}>{words(conflict)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
