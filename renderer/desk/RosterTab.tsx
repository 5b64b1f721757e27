import type { AgendaSession, Target } from '@shared/contract/values';
import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewFrame } from './frameOfOverview';
import { DeepMatches } from './DeepMatches';
import { OrganizerOnly } from './privacy/OrganizerOnly';
import { RosterTable } from './RosterTable';
import classes from './RosterTab.module.css';
import { targetName } from './targets';
import { useRosterPages } from './useRosterPages';

const filters = ['all', 'expected', 'arrived', 'cancelled'] as const;
type Filter = (typeof filters)[number];
/** Long enough to catch two letters of one keystroke burst, too short to notice, in ms. */
const searchDebounce = 50;

/** Everybody, to be found by name and opened. */
export function RosterTab({
  finds,
  target,
  sessions,
  overview,
  onOpen,
  onImport,
}: {
  /** Grows each time somebody asks for the search. */
  finds: number;
  target: 'auto' | Target;
  sessions: readonly AgendaSession[];
  overview: OverviewFrame | undefined;
  onOpen(registrationId: string): void;
  onImport(): void;
}) {
  const { t } = useTranslation('desk');
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [asked] = useDebouncedValue(search, searchDebounce);
  const pages = useRosterPages({ search: asked.slice(0, 200), filter, target });
  const field = useRef<HTMLInputElement>(null);
  useFind(field, finds);

  const { total, error } = pages;
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          ref={field}
          className={classes.search ?? ''}
          size="md"
          leftSection={<Icon name="search" size={18} />}
          placeholder={t('roster.search')}
          aria-label={t('roster.searchLabel')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
          rightSection={search !== '' && <CloseButton aria-label={t('roster.clear')} onClick={() => setSearch('')} />}
          data-testid="roster-search"
        />
        <SegmentedControl
          aria-label={t('roster.filter')}
          data={filters.map((value) => ({ value, label: t(`roster.filters.${value}`) }))}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data-testid="roster-filter"
        />
        <OrganizerOnly>
          <Button variant="light" leftSection={<Icon name="upload" />} onClick={onImport} data-testid="import-roster">
            {t('roster.import')}
          </Button>
        </OrganizerOnly>
      </div>
      <p className={classes.count} role="status" data-testid="roster-count" data-total={total}>
        {total === undefined ? t('roster.loading') : t('roster.people', { count: total })}
        {target !== 'auto' && ` · ${targetName(target, sessions)}`}
      </p>
      <DeepMatches search={asked.slice(0, 200)} onOpen={onOpen} />
      {error ? (
        <div className={classes.error}>
          <ErrorSentence error={error} />
        </div>
      ) : total === 0 ? (
        overview?.registered === 0 ? (
          <EmptyState icon="people" title={t('roster.empty')} next={t('roster.emptyNext')}>
            <OrganizerOnly otherwise="sentence">
              <Button leftSection={<Icon name="upload" />} onClick={onImport} data-testid="empty-import-roster">
                {t('roster.import')}
              </Button>
            </OrganizerOnly>
          </EmptyState>
        ) : (
          <EmptyState icon="search" title={t('roster.nobody')} next={t('roster.nobodyNext')}>
            <Button
              variant="light"
              onClick={() => {
                setSearch('');
                setFilter('all');
              }}
            >
              {t('roster.showAll')}
            </Button>
          </EmptyState>
        )
      ) : (
        <RosterTable pages={pages} timeZone={overview?.workshop?.timeZone} onOpen={onOpen} />
      )}
    </>
  );
}

/** Whoever asks to find somebody (Control+F) is at the search: the list is longer than what a page search could see. */
function useFind(field: React.RefObject<HTMLInputElement | null>, finds: number): void {
  useEffect(() => {
    if (finds > 0) field.current?.select();
  }, [field, finds]);
}
