import { ownNames } from '@i18n/languages';
import { dayOf } from '@i18n/times';
import { type AgendaSession, type Language, languages } from '@shared/contract/values';
import { NativeSelect, Select } from '@mantine/core';
import { useStoreQuery } from '@ui/store';
import { useState } from 'react';
import type { OverviewFrame } from '../frameOfOverview';
import { useOutWords } from './outWords';

/** A choice between a few things, each with its words. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  testId,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: NoInfer<T>): void;
  testId: string;
}) {
  return <NativeSelect label={label} value={value} data={[...options]} onChange={(event) => onChange(event.currentTarget.value as T)} data-testid={testId} />;
}

/** The workshop's days and, unless only those, its sessions in order of time. */
export function TargetChoice({
  value,
  overview,
  sessions,
  daysOnly = false,
  empty,
  onChange,
  testId,
}: {
  value: string;
  overview: OverviewFrame;
  sessions: readonly AgendaSession[];
  daysOnly?: boolean;
  /** What no day at all is called, where that can be chosen. */
  empty?: string;
  onChange(value: string): void;
  testId: string;
}) {
  const { t, language } = useOutWords();
  const days = overview.days.map(({ target }) => ({ value: target, label: dayOf(target.slice('day:'.length), language, 'short') }));
  const ordered = [...sessions].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.room.localeCompare(b.room)));
  const items = ordered.map((session) => ({
    value: `session:${session.id}`,
    label: `${dayOf(session.start.slice(0, 10), language, 'short')} ${session.start.slice(11, 16)} · ${session.title}`,
  }));
  const data = daysOnly
    ? [...(empty === undefined ? [] : [{ value: '', label: empty }]), ...days]
    : [{ group: t('days'), items: days }, ...(items.length > 0 ? [{ group: t('sessions'), items }] : [])];
  return (
    <NativeSelect label={t(daysOnly ? 'day' : 'target')} value={value} data={data} onChange={(event) => onChange(event.currentTarget.value)} data-testid={testId} />
  );
}

export function LanguageChoice({ value, onChange, testId }: { value: Language; onChange(value: Language): void; testId: string }) {
  const { t } = useOutWords();
  return <Choice label={t('language')} value={value} options={languages.map((each) => ({ value: each, label: ownNames[each] }))} onChange={onChange} testId={testId} />;
}

const shownAtMost = 20;

/** One person, found by name or id. */
export function PersonChoice({ value, onChange, testId }: { value: string | null; onChange(value: string | null): void; testId: string }) {
  const { t } = useOutWords();
  const [search, setSearch] = useState('');
  const { value: page } = useStoreQuery('roster.page', { search: search.slice(0, 200), filter: 'all', target: 'auto', offset: 0, limit: shownAtMost });
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const found = (page?.rows ?? []).map(({ registrationId, fullName }) => ({ value: registrationId, label: fullName === '' ? registrationId : `${fullName} · ${registrationId}` }));
  // Whoever is chosen stays among the choices, whatever has been typed since.
  const data = chosen && !found.some((each) => each.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label={t('person')}
      placeholder={t('personHint')}
      searchable
      data={data}
      value={value}
      onChange={(next) => {
        setChosen(data.find((each) => each.value === next) ?? null);
        onChange(next);
      }}
      onSearchChange={(text) => setSearch(text === chosen?.label ? '' : text)}
      // The store has searched already, in every script.
      filter={({ options }) => options}
      nothingFoundMessage={t('nobodyFound')}
      data-testid={testId}
    />
  );
}
