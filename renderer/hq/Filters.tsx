import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './HqApp.module.css';
import { type HqFilter, noFilter } from './hqFilter';

interface Props {
  filter: HqFilter;
  years: readonly number[];
  cities: readonly string[];
  withSearch: boolean;
  onChange(filter: HqFilter): void;
}

/** Which workshops are looked at, on every page. */
export function Filters({ filter, years, cities, withSearch, onChange }: Props) {
  const { t } = useTranslation('hq');
  const { year, city, search } = filter;
  const isSet = year !== null || city !== null || search !== '';
  return (
    <div className={classes.filters}>
      {withSearch && (
        <TextInput
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          leftSection={<Icon name="search" />}
          value={search}
          maxLength={100}
          onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
          data-testid="filter-search"
        />
      )}
      <NativeSelect
        aria-label={t('filter.year')}
        value={year === null ? '' : String(year)}
        data={[{ value: '', label: t('filter.allYears') }, ...years.map((each) => ({ value: String(each), label: String(each) }))]}
        onChange={(event) => onChange({ ...filter, year: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })}
        data-testid="filter-year"
      />
      <NativeSelect
        aria-label={t('filter.city')}
        value={city ?? ''}
        data={[{ value: '', label: t('filter.allCities') }, ...cities.map((each) => ({ value: each, label: each }))]}
        onChange={(event) => onChange({ ...filter, city: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        data-testid="filter-city"
      />
      {isSet && <CloseButton size={36} aria-label={t('filter.clear')} title={t('filter.clear')} onClick={() => onChange(noFilter)} data-testid="filter-clear" />}
    </div>
  );
}
