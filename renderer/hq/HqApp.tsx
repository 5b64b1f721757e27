import type { ChampionsBridge } from '@shared/contract/appChannels';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { AppShell, Tabs } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon, type IconName } from '@ui/Icon';
import { NoticeBar } from '@ui/notices/NoticeBar';
import { useLinkState, useWatchedQuery } from '@ui/store';
import { SyncTab } from '@ui/sync/SyncTab';
import { useReady } from '@ui/useReady';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CompareTab } from './compare/CompareTab';
import { DevicesTab } from './devices/DevicesTab';
import { ExceptionsTab } from './exceptions/ExceptionsTab';
import { Filters } from './Filters';
import classes from './HqApp.module.css';
import { HqHeader } from './HqHeader';
import { noFilter } from './hqFilter';
import { OutTab } from './out/OutTab';
import { OverviewTab } from './overview/OverviewTab';
import { WorkshopPage } from './workshop/WorkshopPage';

const tabs = { overview: 'globe', compare: 'bars', exceptions: 'warning', devices: 'screen', out: 'disk', sync: 'online' } as const satisfies Record<string, IconName>;
type TabName = keyof typeof tabs;

/** Headquarters' window: every venue's attendance. */
export function HqApp({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('hq');
  const [filter, setFilter] = useState(noFilter);
  const [tab, setTab] = useState<TabName>('overview');
  const [openWorkshop, setOpenWorkshop] = useState<string | null>(null);
  const [exported, setExported] = useState<string | null>(null);
  /** All of them, for what does not depend on the filter. */
  const { value: all, error } = useWatchedQuery('hq.workshops', { year: null, city: null, search: '', offset: 0, limit: 0 });
  const { value: devices } = useWatchedQuery('hq.devices', { year: null, city: null, offset: 0, limit: 0 });
  const linkState = useLinkState();

  const ready = all !== undefined && all.reading === null && linkState === 'connected';
  useReady(ready);

  const badges: Partial<Record<TabName, number>> = { exceptions: all?.sum.exceptions ?? 0, devices: devices?.withGaps ?? 0 };
  const open = (id: string): void => {
    setTab('overview');
    setOpenWorkshop(id);
  };
  const isEmpty = ready && all.sum.workshops === 0;

  return (
    <AppShell header={{ height: 72 }} padding={0} classNames={{ header: classes.header ?? '', main: classes.main ?? '' }}>
      <AppShell.Header>
        <HqHeader bridge={bridge} workshops={all?.sum.workshops} live={all?.sum.live ?? 0} reading={all?.reading ?? null} />
      </AppShell.Header>
      <AppShell.Main>
        <NoticeBar />
        <ErrorSentence error={error} />
        {isEmpty ? (
          <div className={classes.tabs}>
            <EmptyState icon="globe" title={t('empty.title')} next={t('empty.next')} />
            <SyncTab bridge={bridge} deviceName="" face="hq" />
          </div>
        ) : (
          <Tabs
            value={tab}
            onChange={(next) => {
              setTab(next as TabName);
              setOpenWorkshop(null);
            }}
            keepMounted={false}
            classNames={{ root: classes.tabs ?? '', list: classes.tabList ?? '', panel: classes.panel ?? '' }}
          >
            <div className={classes.bar}>
              <Tabs.List aria-label={t('tabs.label')}>
                {(Object.keys(tabs) as TabName[]).map((name) => (
                  <Tabs.Tab key={name} value={name} leftSection={<Icon name={tabs[name]} />} rightSection={badges[name] ? <span className={classes.badge}>{wholeNumber(badges[name], shownLanguage())}</span> : undefined} data-testid={`tab-${name}`}>
                    {t(`tabs.${name}`)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {openWorkshop === null && tab !== 'sync' && <Filters filter={filter} years={all?.years ?? []} cities={all?.cities ?? []} withSearch={tab === 'overview'} onChange={setFilter} />}
            </div>
            <Tabs.Panel value="overview">
              {openWorkshop === null ? (
                <OverviewTab filter={filter} onFilter={setFilter} onOpen={setOpenWorkshop} />
              ) : (
                <WorkshopPage
                  id={openWorkshop}
                  onBack={() => setOpenWorkshop(null)}
                  onExport={() => {
                    setExported(openWorkshop);
                    setOpenWorkshop(null);
                    setTab('out');
                  }}
                />
              )}
            </Tabs.Panel>
            <Tabs.Panel value="compare">
              <CompareTab filter={filter} />
            </Tabs.Panel>
            <Tabs.Panel value="exceptions">
              <ExceptionsTab filter={filter} onOpen={open} />
            </Tabs.Panel>
            <Tabs.Panel value="devices">
              <DevicesTab filter={filter} onOpen={open} />
            </Tabs.Panel>
            <Tabs.Panel value="sync">
              <SyncTab bridge={bridge} deviceName="" face="hq" />
            </Tabs.Panel>
            <Tabs.Panel value="out">
              <OutTab bridge={bridge} filter={filter} workshop={exported} onWorkshop={setExported} />
            </Tabs.Panel>
          </Tabs>
        )}
      </AppShell.Main>
    </AppShell>
  );
}
