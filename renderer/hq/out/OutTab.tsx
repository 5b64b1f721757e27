import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { HqExportRequest } from '@shared/contract/hqChannels';
import { shownLanguage } from '@i18n/i18n';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { FileOutcome } from '@ui/exports/FileOutcome';
import { type FileRun, useFileRun } from '@ui/exports/useFileRun';
import { Icon, type IconName } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import app from '../HqApp.module.css';
import type { HqFilter } from '../hqFilter';
import classes from './OutTab.module.css';

const kinds = ['people', 'visits', 'workshops'] as const;
/** Called alike in every language. */
const formats = [{ value: 'xlsx', label: 'Excel (XLSX)' }, { value: 'csv', label: 'CSV' }] as const;

interface Props {
  bridge: ChampionsBridge;
  filter: HqFilter;
  /** What is taken out: one workshop, or all that the filter lets through. */
  workshop: string | null;
  onWorkshop(id: string | null): void;
}

/** What headquarters can take out: tables, and statements for a learning record store. */
export function OutTab({ bridge, filter: { year, city }, workshop, onWorkshop }: Props) {
  const { t } = useTranslation('hq');
  const run = useFileRun<CardName>();
  const { value } = useWatchedQuery('hq.workshops', { year, city, search: '', offset: 0, limit: 500 });
  const [kind, setKind] = useState<(typeof kinds)[number]>('people');
  const [format, setFormat] = useState<'csv' | 'xlsx'>('xlsx');
  const [withEmail, setWithEmail] = useState(false);
  if (!value) return null;
  if (value.total === 0) return <EmptyState icon="disk" title={t('out.none')} next={t('out.noneNext')} />;
  // One that the filter leaves out is none of what is looked at.
  const one = value.workshops.some(({ id }) => id === workshop) ? workshop : null;
  const scope = { workshop: one, year, city };
  return (
    <ScrollRegion className={app.scroll} label={t('tabs.out')} testId="out">
      <div className={classes.page}>
        <NativeSelect
          className={classes.of ?? ''}
          label={t('out.of')}
          value={one ?? ''}
          data={[
            { value: '', label: t(year === null && city === null ? 'out.all' : 'out.filtered') },
            ...value.workshops.map(({ id, city: place, year: when }) => ({ value: id, label: [place || id, when].filter((each) => each !== null).join(' ') })),
          ]}
          onChange={(event) => onWorkshop(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          data-testid="out-of"
        />
        <ExportCard bridge={bridge} run={run} name="tables" icon="agenda" request={{ what: kind, format, language: shownLanguage(), ...scope }}>
          <div className={classes.fields}>
            <NativeSelect
              label={t('out.tables.rows')}
              value={kind}
              data={kinds.map((each) => ({ value: each, label: t(`out.tables.kinds.${each}`) }))}
              onChange={(event) => setKind(event.currentTarget.value as (typeof kinds)[number])}
              data-testid="out-rows"
            />
            <NativeSelect label={t('out.format')} value={format} data={[...formats]} onChange={(event) => setFormat(event.currentTarget.value as 'csv' | 'xlsx')} data-testid="out-format" />
          </div>
        </ExportCard>
        <ExportCard bridge={bridge} run={run} name="statements" icon="upload" request={{ what: 'statements', withEmail, ...scope }}>
          <Checkbox label={t('out.statements.withEmail')} checked={withEmail} onChange={(event) => setWithEmail(event.currentTarget.checked)} data-testid="out-with-email" />
          <p className={card.quiet}>{t('out.statements.filtered')}</p>
        </ExportCard>
      </div>
    </ScrollRegion>
  );
}

type CardName = 'tables' | 'statements';

interface CardProps {
  bridge: ChampionsBridge;
  run: FileRun<CardName>;
  name: CardName;
  icon: IconName;
  request: HqExportRequest;
  children: ReactNode;
}

function ExportCard({ bridge, run, name, icon, request, children }: CardProps) {
  const { t } = useTranslation('hq');
  const mine = run.of === name;
  return (
    <section className={classes.card} aria-labelledby={`out-${name}`} data-testid={`out-${name}`}>
      <h2 id={`out-${name}`}>
        <Icon name={icon} /> {t(`out.${name}.title`)}
      </h2>
      <p className={card.quiet}>{t(`out.${name}.what`)}</p>
      {children}
      <div className={classes.end}>
        {mine && !run.busy && <FileOutcome bridge={bridge} outcome={run.outcome} error={run.error} saved={(count) => t(name === 'tables' ? 'out.rows' : 'out.saved', { count })} />}
        <Button leftSection={<Icon name="disk" />} loading={mine && run.busy} disabled={run.busy && !mine} onClick={() => run.start(name, bridge.call('hqExports.write', { request }))} data-testid={`out-${name}-save`}>
          {t('out.save')}
        </Button>
      </div>
    </section>
  );
}
