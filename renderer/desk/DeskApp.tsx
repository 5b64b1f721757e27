import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { Remedy } from '@shared/domain/readiness';
import { AppShell, Button, Tabs } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { NoticeBar } from '@ui/notices/NoticeBar';
import { useLinkState, useStoreQuery } from '@ui/store';
import { useReady } from '@ui/useReady';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AgendaTab } from './agenda/AgendaTab';
import { AttendeeDrawer } from './attendee/AttendeeDrawer';
import { Counters } from './day/Counters';
import classes from './DeskApp.module.css';
import { DeskHeader } from './DeskHeader';
import { DropOverlay } from './DropOverlay';
import { frameOfOverview } from './frameOfOverview';
import { HelpButton } from './guide/HelpButton';
import { HelpRequests } from './HelpRequests';
import { ImportDialog, type ImportKind } from './ImportDialog';
import { LastScans } from './day/LastScans';
import { OutLabel, OutTab } from './reports/lazyOut';
import { OverviewTab } from './day/OverviewTab';
import { DeskKeys } from './palette/DeskKeys';
import { HelperStart } from './privacy/HelperStart';
import { OrganizerOnly } from './privacy/OrganizerOnly';
import { PrivacyNotices } from './privacy/PrivacyNotices';
import { RosterTab } from './RosterTab';
import { ReadinessChip } from './setup/ReadinessChip';
import { isElsewhere, stepOfRemedy, useSetup } from './setup/setupContext';
import { StartScreen } from './StartScreen';
import { StationTab } from './station/StationTab';
import { WorkshopDialog } from './WorkshopDialog';

const PrivacyDialog = lazy(() => import('./privacy/PrivacyDialog').then((module) => ({ default: module.PrivacyDialog })));
const SetupGuide = lazy(() => import('./setup/SetupGuide'));
const SyncTab = lazy(() => import('@ui/sync/SyncTab').then((module) => ({ default: module.SyncTab })));
const CertificatesTab = lazy(() => import('./certificates/CertificatesTab').then((module) => ({ default: module.CertificatesTab })));

const tabs = ['overview', 'roster', 'agenda', 'station'] as const;
type TabName = (typeof tabs)[number] | 'certificates' | 'out' | 'sync';
/** What these are for, a helper would be refused. */
const organizersTabs: readonly TabName[] = ['station', 'certificates', 'out'];
const tabIcons = { overview: 'screen', roster: 'people', agenda: 'agenda', station: 'ticket' } as const;

/** The organizer's window. */
export function DeskApp({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('desk');
  const { t: certificateWords } = useTranslation('deskCertificates');
  const { t: syncWords } = useTranslation('sync');
  const overview = useStoreQuery('workshop.overview', {}, frameOfOverview);
  const agenda = useStoreQuery('agenda', {});
  const linkState = useLinkState();
  const [tab, setTab] = useState<TabName>('overview');
  const [chosenTarget, setChosenTarget] = useState<string | null>(null);
  const [openAttendee, setOpenAttendee] = useState<string | null>(null);
  const [importing, setImporting] = useState<{ kind: ImportKind; file: File | null } | null>(null);
  const [finds, setFinds] = useState(0);
  const [configuring, setConfiguring] = useState(false);
  const [connecting, setConnecting] = useState(false);
  const [settingPrivacy, setSettingPrivacy] = useState(false);
  const isOrganizer = useAccess().role === 'desk';

  const setup = useSetup();

  const { value } = overview;
  const sessions = agenda.value?.sessions ?? [];
  const target = chosenTarget ?? value?.currentTarget ?? null;
  const isNew = value !== undefined && value.registered === 0 && sessions.length === 0;

  useReady(value !== undefined && agenda.value !== undefined && linkState === 'connected');

  const openImport = (kind: ImportKind, file: File | null = null): void => setImporting({ kind, file });
  const openKiosk = (): Promise<unknown> => bridge.call('kiosk.open', {});
  const mend = (remedy: Remedy): void => {
    if (!isElsewhere(remedy)) return setup.openGuide(stepOfRemedy(remedy) ?? 'hardware');
    if (remedy === 'privacy') return setSettingPrivacy(true);
    setTab(remedy === 'tickets' ? 'station' : 'sync');
    return setup.leaveGuide();
  };
  const guideIsOpen = isOrganizer && setup.guideAt !== null && value !== undefined;
  const shownTabs = tabs.filter((name) => isOrganizer || !organizersTabs.includes(name));

  return (
    <AppShell header={{ height: 72 }} padding={0} classNames={{ header: classes.header ?? '', main: classes.main ?? '' }}>
      <AppShell.Header>
        <DeskHeader overview={value} sessions={sessions} onOpenKiosk={openKiosk} onConfigure={() => setConfiguring(true)}>
          <ReadinessChip onRemedy={mend} />
          <HelpButton bridge={bridge} shown={guideIsOpen ? 'guide' : isNew ? 'start' : tab} />
        </DeskHeader>
      </AppShell.Header>
      <AppShell.Main>
        <NoticeBar />
        <PrivacyNotices people={value?.registered ?? 0} onSettings={() => mend('privacy')} onHeadquarters={() => mend('headquarters')} />
        <HelpRequests timeZone={value?.workshop?.timeZone} />
        <ErrorSentence error={overview.error} />
        {guideIsOpen ? (
          <Suspense fallback={null}>
            <SetupGuide bridge={bridge} overview={value} sessions={sessions} onImport={openImport} onRemedy={mend} />
          </Suspense>
        ) : isNew && !isOrganizer ? (
          <HelperStart />
        ) : isNew && connecting ? (
          <div className={classes.connecting}>
            <Button variant="subtle" leftSection={<Icon name="undo" />} onClick={() => setConnecting(false)} data-testid="connect-back">
              {syncWords('start.back')}
            </Button>
            <Suspense fallback={null}>
              <SyncTab bridge={bridge} deviceName="" face="venue" isOrganizer />
            </Suspense>
          </div>
        ) : isNew ? (
          <StartScreen onImport={openImport} onGuide={() => setup.openGuide()} onSample={() => bridge.call('sample.load', {})} onConnect={() => setConnecting(true)} />
        ) : (
          <div className={classes.columns}>
            <div className={classes.work}>
              <Counters target={target} onTarget={setChosenTarget} />
              <Tabs
                value={tab}
                onChange={(next) => setTab(next as TabName)}
                keepMounted={false}
                classNames={{ root: classes.tabs ?? '', list: classes.tabList ?? '', panel: classes.panel ?? '' }}
              >
                <Tabs.List>
                  {shownTabs.map((name) => (
                    <Tabs.Tab key={name} value={name} leftSection={<Icon name={tabIcons[name]} />} data-testid={`tab-${name}`}>
                      {t(`tabs.${name}`)}
                    </Tabs.Tab>
                  ))}
                  <OrganizerOnly>
                    <Tabs.Tab value="certificates" leftSection={<Icon name="shield" />} data-testid="tab-certificates">
                      {certificateWords('title')}
                    </Tabs.Tab>
                    <Tabs.Tab value="out" leftSection={<Icon name="printer" />} data-testid="tab-out">
                      <OutLabel />
                    </Tabs.Tab>
                  </OrganizerOnly>
                  <Tabs.Tab value="sync" leftSection={<Icon name="globe" />} data-testid="tab-sync">
                    {syncWords('title')}
                  </Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="overview">
                  <OverviewTab bridge={bridge} target={target} sessions={sessions} onOpen={setOpenAttendee} onImport={() => openImport('agenda')} />
                </Tabs.Panel>
                <Tabs.Panel value="roster">
                  <RosterTab finds={finds} target={target ?? 'auto'} sessions={sessions} overview={value} onOpen={setOpenAttendee} onImport={() => openImport('roster')} />
                </Tabs.Panel>
                <Tabs.Panel value="agenda">
                  <AgendaTab onImport={() => openImport('agenda')} />
                </Tabs.Panel>
                <Tabs.Panel value="station">
                  <StationTab bridge={bridge} overview={value} sessions={sessions} />
                </Tabs.Panel>
                <Tabs.Panel value="certificates">
                  <Suspense fallback={null}>
                    <CertificatesTab bridge={bridge} workshop={value?.workshop ?? null} people={value?.registered ?? 0} />
                  </Suspense>
                </Tabs.Panel>
                <Tabs.Panel value="sync">
                  <Suspense fallback={null}>
                    <SyncTab bridge={bridge} deviceName={value?.workshop?.city ?? ''} face="venue" isOrganizer={isOrganizer} />
                  </Suspense>
                </Tabs.Panel>
                <Tabs.Panel value="out">
                  <OutTab bridge={bridge} overview={value} sessions={sessions} onImport={() => openImport('roster')} />
                </Tabs.Panel>
              </Tabs>
            </div>
            <LastScans sessions={sessions} timeZone={value?.workshop?.timeZone} onOpen={setOpenAttendee} onOpenKiosk={openKiosk} />
          </div>
        )}
      </AppShell.Main>
      <AttendeeDrawer
        registrationId={openAttendee}
        target={target}
        days={value?.days.map((day) => day.target) ?? []}
        sessions={sessions}
        timeZone={value?.workshop?.timeZone}
        bridge={bridge}
        onOpen={setOpenAttendee}
        onClose={() => setOpenAttendee(null)}
      />
      <DeskKeys<TabName>
        bridge={bridge}
        tabs={[
          ...shownTabs.map((name) => ({ name, label: t(`tabs.${name}`), icon: tabIcons[name] })),
          ...(isOrganizer ? [{ name: 'certificates' as const, label: certificateWords('title'), icon: 'shield' as const }] : []),
          { name: 'sync' as const, label: syncWords('title'), icon: 'globe' as const },
        ]}
        onTab={setTab}
        onFind={() => {
          setTab('roster');
          setFinds((count) => count + 1);
        }}
        onOpen={setOpenAttendee}
        onImport={isOrganizer ? openImport : null}
      />
      <ImportDialog
        opened={importing !== null}
        kind={importing?.kind ?? 'roster'}
        file={importing?.file ?? null}
        onClose={() => setImporting(null)}
      />
      {settingPrivacy && (
        <Suspense fallback={null}>
          <PrivacyDialog onClose={() => setSettingPrivacy(false)} />
        </Suspense>
      )}
      <WorkshopDialog opened={configuring} workshop={value?.workshop ?? null} onClose={() => setConfiguring(false)} />
      <DropOverlay
        enabled={isOrganizer && importing === null}
        onFile={(file) => openImport(/\.(ics|json)$/i.test(file.name) || tab === 'agenda' ? 'agenda' : 'roster', file)}
      />
    </AppShell>
  );
}
