import type { QueryResult } from '@shared/contract/queries';
import { workshopDays } from '@shared/domain/calendar';
import { wallOf } from '@shared/domain/import/zonedTime';
import { shownLanguage } from '@i18n/i18n';
import { dayOf } from '@i18n/times';
import { Button, SegmentedControl } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useStoreQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AgendaList } from './AgendaList';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import classes from './AgendaTab.module.css';
import { ConflictList } from './ConflictList';
import { LastChange } from './LastChange';

// Not needed to see the list: read when somebody opens them.
const Timeline = lazy(() => import('./Timeline').then((module) => ({ default: module.Timeline })));
const SessionEditor = lazy(() => import('./SessionEditor').then((module) => ({ default: module.SessionEditor })));

export type Board = QueryResult<'agenda.board'>;
/** A session by its id, or a new one. */
export type Opened = { id: string } | 'new' | null;

/** Opens a session to change it; null for who may not. */
export type OpenSession = ((sessionId: string) => void) | null;

const views = ['list', 'timeline'] as const;
type View = (typeof views)[number];
const viewKey = 'desk.agenda.view';

/** The agenda: day by day as a list or by room along the hours, and everything that can be changed of it. */
export function AgendaTab({ onImport }: { onImport(): void }) {
  const { t } = useTranslation('deskAgenda');
  const { t: desk } = useTranslation('desk');
  const { value: board, error } = useStoreQuery('agenda.board', {});
  const [view, setView] = useState<View>(() => views.find((name) => name === localStorage.getItem(viewKey)) ?? 'list');
  const [chosenDay, setChosenDay] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened>(null);
  const now = useNow(30_000);
  const open: OpenSession = useAccess().role === 'desk' ? (id) => setOpened({ id }) : null;

  const buttons = (
    <div className={classes.buttons}>
      <Button variant="subtle" leftSection={<Icon name="upload" />} onClick={onImport} data-testid="import-agenda">
        {desk('agenda.import')}
      </Button>
      <Button variant="light" leftSection={<Icon name="pen" />} onClick={() => setOpened('new')} data-testid="session-add">
        {t('add')}
      </Button>
    </div>
  );
  const days = workshopDays(board?.sessions ?? []);
  const today = board ? wallOf(Date.parse(now), board.timeZone).slice(0, 10) : '';
  const day = days.find((each) => each === chosenDay) ?? days.find((each) => each >= today) ?? days.at(-1) ?? today;
  const editor = board && opened !== null && (
    <Suspense>
      <SessionEditor board={board} opened={opened} day={day} onClose={() => setOpened(null)} />
    </Suspense>
  );

  if (board && board.sessions.length === 0) {
    return (
      <>
        <EmptyState icon="agenda" title={desk('agenda.empty')} next={desk('agenda.emptyNext')}>
          <OrganizerOnly otherwise="sentence">{buttons}</OrganizerOnly>
        </EmptyState>
        <LastChange last={board.last} />
        {editor}
      </>
    );
  }
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('view.label')}
          value={view}
          onChange={(next) => {
            setView(next as View);
            localStorage.setItem(viewKey, next);
          }}
          data={views.map((name) => ({ value: name, label: t(`view.${name}`) }))}
          data-testid="agenda-view"
        />
        {view === 'timeline' && days.length > 1 && (
          <SegmentedControl
            aria-label={t('day')}
            value={day}
            onChange={setChosenDay}
            data={days.map((each) => ({ value: each, label: dayOf(each, shownLanguage(), 'short') }))}
            data-testid="agenda-day"
          />
        )}
        <OrganizerOnly>{buttons}</OrganizerOnly>
      </div>
      <ErrorSentence error={error} />
      {board && (
        <div className={classes.signs}>
          <ConflictList conflicts={board.conflicts} sessions={board.sessions} onOpen={open} />
          <LastChange last={board.last} />
        </div>
      )}
      {board && view === 'list' && <AgendaList board={board} onOpen={open} />}
      {board && view === 'timeline' && (
        <Suspense>
          <Timeline board={board} day={day} now={now} onOpen={open} />
        </Suspense>
      )}
      {editor}
    </>
  );
}
