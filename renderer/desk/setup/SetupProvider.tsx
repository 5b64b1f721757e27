import type { ChampionsBridge, SetupFacts } from '@shared/contract/appChannels';
import type { QueryResult } from '@shared/contract/queries';
import type { SetupNotes, SetupStep } from '@shared/contract/setup';
import { workshopDays } from '@shared/domain/calendar';
import { readiness, type ReadinessItem } from '@shared/domain/readiness';
import { useAppStatus } from '@ui/appStatus';
import { useLinkState, useStoreQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useRetention } from '../privacy/retention';
import { frameOfOverview } from '../frameOfOverview';
import { firstStep } from './setupMachine';
import { doneSteps } from './doneSteps';
import { type Setup, SetupContext } from './setupContext';

/** Printers, displays and the disk tell nobody when they change: so often are they asked, in ms. */
const askEvery = 10_000;

/** Keeps what this computer and the workshop say about being ready, and whether the guide is open. */
export function SetupProvider({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  const [facts, setFacts] = useState<SetupFacts | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [guideAt, setGuideAt] = useState<SetupStep | null>(null);
  const asked = useRef(false);

  const refresh = useCallback((): void => {
    bridge.call('setup.facts', {}).then(
      (told) => {
        setFacts(told);
        setError(null);
        // Where it was left open, it opens again: once, at the start.
        if (!asked.current) setGuideAt(told.notes.step);
        asked.current = true;
      },
      (fault: unknown) => setError(fault),
    );
  }, [bridge]);
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, askEvery);
    window.addEventListener('focus', refresh);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', refresh);
    };
  }, [refresh]);

  const note = useCallback(
    async (changes: Partial<Omit<SetupNotes, 'version'>>): Promise<void> => {
      const notes = await bridge.call('setup.note', changes);
      setFacts((last) => last && { ...last, notes });
    },
    [bridge],
  );
  const items = useReadiness(facts);
  const value = useMemo<Setup>(
    () => ({
      facts,
      items,
      error,
      guideAt,
      openGuide: (step) => setGuideAt(step ?? firstStep({ step: null, skipped: facts?.notes.skipped ?? [], done: doneSteps(items, facts?.notes ?? null) })),
      guideClosed: () => setGuideAt(null),
      leaveGuide: () => setGuideAt(null),
      note,
      refresh,
    }),
    [facts, items, error, guideAt, note, refresh],
  );
  return <SetupContext value={value}>{children}</SetupContext>;
}

const countOfDamaged = ({ damaged }: QueryResult<'store.health'>): number => damaged.length;

function useReadiness(facts: SetupFacts | null): ReadinessItem[] | null {
  const { value: overview } = useStoreQuery('workshop.overview', {}, frameOfOverview);
  const { value: agenda } = useStoreQuery('agenda', {});
  const { value: damagedLines = 0 } = useStoreQuery('store.health', {}, countOfDamaged);
  const status = useAppStatus();
  const linkState = useLinkState();
  const retention = useRetention();
  const now = useNow(30_000);
  // What else the status says changes with every scan and is none of its business.
  const mirror = status?.mirror?.status ?? 'none';
  const storeRunning = linkState === 'connected' && status?.storeRunning !== false;
  return useMemo(() => {
    if (!facts || !overview || !agenda) return null;
    return readiness({
      workshop: overview.workshop,
      agendaDays: workshopDays(agenda.sessions),
      sessions: agenda.sessions.length,
      people: overview.registered - overview.cancelled,
      withoutTicket: overview.withoutTicket,
      hasPin: facts.hasPin,
      kiosksOpen: facts.kiosksOpen,
      mirror,
      storeRunning,
      damagedLines,
      freeMegabytes: facts.freeMegabytes,
      now: Date.parse(now),
      today: overview.today,
      lastWrittenAt: facts.lastWrittenAt,
      cameraSeenAt: facts.notes.cameraSeenAt,
      scannerSeenAt: facts.notes.scannerSeenAt,
      testPageAt: facts.notes.testPageAt,
      printers: facts.printers.length,
      retention,
    });
  }, [facts, overview, agenda, damagedLines, mirror, storeRunning, now, retention]);
}
