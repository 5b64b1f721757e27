import { conflictsOf } from '@shared/domain/agenda/conflicts';
import { conflictsWith } from '@shared/domain/agenda/conflictsWith';
import type { AgendaSession } from '@shared/contract/values';
import { Button, Checkbox, Drawer, Textarea, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, Opened } from './AgendaTab';
import { isCovered } from '../isCovered';
import { useConflictWords } from './conflictWords';
import { DelayDialog } from './DelayDialog';
import classes from './SessionEditor.module.css';
import { changedFields, emptyForm, endsBeforeStart, formOf, type FormProblems, movedStart, readForm, type SessionForm, sessionOfForm } from './sessionForm';

/** A session's fields, beside the agenda. What cannot be is said at its field; what clashes is shown and may be saved. */
export function SessionEditor({ board, opened, day, onClose }: { board: Board; opened: NonNullable<Opened>; day: string; onClose(): void }) {
  const { t } = useTranslation('deskAgenda');
  const content = useRef<HTMLDivElement>(null);
  const [delaying, setDelaying] = useState(false);
  const session = opened === 'new' ? null : (board.sessions.find(({ id }) => id === opened.id) ?? null);
  return (
    <>
      <Drawer
        opened
        onClose={() => isCovered(content.current) || onClose()}
        position="right"
        size={520}
        title={t(opened === 'new' ? 'editor.addTitle' : 'editor.changeTitle')}
        closeButtonProps={{ 'aria-label': t('editor.close'), size: 'lg' }}
      >
        <div ref={content}>
          {opened !== 'new' && session === null ? (
            <p role="status">{t('editor.gone')}</p>
          ) : (
            <EditorForm board={board} session={session} day={day} onClose={onClose} onDelay={() => setDelaying(true)} />
          )}
        </div>
      </Drawer>
      {delaying && session && (
        <DelayDialog
          session={session}
          sessions={board.sessions}
          onClose={() => setDelaying(false)}
          onDone={() => {
            setDelaying(false);
            onClose();
          }}
        />
      )}
    </>
  );
}

function EditorForm({
  board,
  session,
  day,
  onClose,
  onDelay,
}: {
  board: Board;
  session: AgendaSession | null;
  day: string;
  onClose(): void;
  onDelay(): void;
}) {
  const { t } = useTranslation('deskAgenda');
  const client = useStoreClient();
  const nonce = useRef(crypto.randomUUID());
  const [asOpened] = useState<SessionForm>(() => (session ? formOf(session) : emptyForm(board.sessions, day)));
  const [form, setForm] = useState(asOpened);
  const [problems, setProblems] = useState<FormProblems>({});
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [roomsId, kindsId] = [useId(), useId()];

  const run = (command: Promise<unknown>): void => {
    setBusy(true);
    setError(null);
    command.then(onClose, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const read = readForm(form);
    setProblems(read.problems ?? {});
    if (read.session === null) return;
    if (session === null) run(client.command('session.add', { session: read.session, nonce: nonce.current }));
    else run(client.command('session.change', { sessionId: session.id, session: changedFields(asOpened, read.session) }));
  };
  const set = (next: Partial<SessionForm>): void => {
    setForm((last) => ({ ...last, ...next }));
    // What was wrong is looked at again when it is saved; what is being mended is not called wrong meanwhile.
    setProblems((last) => Object.fromEntries(Object.entries(last).filter(([field]) => next[field as keyof SessionForm] === undefined)));
  };
  const text = (name: 'title' | 'speakers' | 'kind' | 'room' | 'language' | 'capacity') => ({
    label: t(`editor.${name}`),
    value: form[name],
    error: problems[name] && t(`problems.${problems[name]}`),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
    'data-testid': `session-${name}`,
  });
  const time = (name: 'day' | 'from' | 'to') => ({
    label: t(name === 'day' ? 'day' : name === 'from' ? 'editor.start' : 'editor.end'),
    value: form[name],
    error: problems[name] && t(`problems.${problems[name]}`),
    'data-testid': `session-${name}`,
  });

  return (
    <form className={classes.form} onSubmit={save} noValidate data-testid="session-form">
      <Textarea className={classes.wide ?? ''} rows={2} {...text('title')} data-autofocus />
      <TextInput className={classes.wide ?? ''} description={t('editor.speakersHint')} {...text('speakers')} />
      <div className={classes.times}>
        <TextInput type="date" {...time('day')} onChange={({ currentTarget: { value } }) => set({ day: value })} />
        <TextInput inputMode="numeric" maxLength={5} {...time('from')} onChange={({ currentTarget: { value } }) => set(movedStart(form, value))} />
        <TextInput inputMode="numeric" maxLength={5} {...time('to')} onChange={({ currentTarget: { value } }) => set({ to: value })} />
        {(form.daysLater !== 0 || endsBeforeStart(form)) && (
          <Checkbox
            className={classes.nextDay ?? ''}
            label={t('editor.nextDay')}
            checked={form.daysLater > 0}
            onChange={({ currentTarget: { checked } }) => set({ daysLater: checked ? 1 : 0 })}
            data-testid="session-next-day"
          />
        )}
      </div>
      <TextInput {...text('room')} list={roomsId} />
      <TextInput description={t('editor.capacityHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} inputMode="numeric" {...text('capacity')} />
      <TextInput description={t('editor.kindHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} {...text('kind')} list={kindsId} />
      <TextInput {...text('language')} />
      <datalist id={roomsId}>{choicesOf(board.sessions, 'room')}</datalist>
      <datalist id={kindsId}>{choicesOf(board.sessions, 'kind')}</datalist>
      <Checkbox
        className={classes.wide ?? ''}
        label={t('editor.certificate')}
        checked={form.countsForCertificate}
        onChange={({ currentTarget: { checked } }) => set({ countsForCertificate: checked })}
        data-testid="session-certificate"
      />
      <Checkbox
        className={classes.wide ?? ''}
        label={t('editor.registration')}
        checked={form.registrationRequired}
        onChange={({ currentTarget: { checked } }) => set({ registrationRequired: checked })}
        data-testid="session-registration"
      />
      <div className={classes.wide}>
        <Clashes board={board} id={session?.id ?? ''} form={form} />
        <ErrorSentence error={error} />
      </div>
      {removing && session ? (
        <div className={classes.question} role="alertdialog" aria-label={t('editor.removeQuestion')}>
          <p>{t('editor.removeQuestion')}</p>
          <Button variant="default" onClick={() => setRemoving(false)} data-testid="session-keep">
            {t('editor.keep')}
          </Button>
          <Button color="brick" loading={busy} onClick={() => run(client.command('session.remove', { sessionId: session.id }))} data-testid="session-remove-confirm">
            {t('editor.removeConfirm')}
          </Button>
        </div>
      ) : (
        <div className={classes.buttons}>
          {session && (
            <>
              <Button variant="subtle" color="brick" onClick={() => setRemoving(true)} data-testid="session-remove">
                {t('editor.remove')}
              </Button>
              <Button variant="light" leftSection={<Icon name="clock" />} onClick={onDelay} data-testid="session-delay">
                {t('editor.delay')}
              </Button>
            </>
          )}
          <span className={classes.ends}>
            <Button variant="default" onClick={onClose}>
              {t('editor.cancel')}
            </Button>
            <Button type="submit" loading={busy} data-testid="session-save">
              {t(session ? 'editor.save' : 'editor.add')}
            </Button>
          </span>
        </div>
      )}
    </form>
  );
}

/** What the session would clash with as it stands in the form. */
function Clashes({ board, id, form }: { board: Board; id: string; form: SessionForm }) {
  const read = readForm(form);
  const timeZone = board.sessions.find((session) => session.id === id)?.timeZone ?? board.timeZone;
  const draft = read.session && sessionOfForm(id, read.session, timeZone);
  const others = board.sessions.filter((session) => session.id !== id);
  const sessions = draft ? [...others, draft] : others;
  const words = useConflictWords(sessions);
  if (!draft) return null;
  const clashes = conflictsWith(conflictsOf(sessions, (each) => board.inside[each] ?? 0), id);
  return (
    <div role="status" data-testid="session-clashes">
      {clashes.length > 0 && (
        <ul className={classes.clashes}>
          {clashes.map((conflict) => (
            <li key={words(conflict)}>
              <Icon name="warning" /> {words(conflict)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function choicesOf(sessions: readonly AgendaSession[], field: 'room' | 'kind') {
  const values = [...new Set(sessions.map((session) => session[field]))].filter((value) => value !== '').sort();
  return values.map((value) => (
    <option key={value} value={value}>
      {value}
    </option>
  ));
}
