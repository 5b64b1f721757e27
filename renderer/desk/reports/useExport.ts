import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { ExportOutcome, ExportRequest } from '@shared/contract/exports';
import { useEffect, useRef, useState } from 'react';

const askEvery = 250;

export interface ExportRun {
  /** What is being written now, or was written last. */
  what: ExportRequest['what'] | null;
  busy: boolean;
  progress: { done: number; total: number } | null;
  outcome: ExportOutcome | null;
  error: unknown;
  start(request: ExportRequest): void;
}

/** Has one file at a time written by the main process, and follows it. */
export function useExport(bridge: ChampionsBridge): ExportRun {
  const [state, setState] = useState<Omit<ExportRun, 'start' | 'progress'>>({ what: null, busy: false, outcome: null, error: null });
  const [progress, setProgress] = useState<ExportRun['progress']>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  useEffect(() => {
    if (!state.busy) return undefined;
    const timer = setInterval(() => {
      bridge.call('exports.progress', {}).then((now) => mounted.current && setProgress(now), (error: unknown) => console.error(error));
    }, askEvery);
    return () => {
      clearInterval(timer);
      setProgress(null);
    };
  }, [bridge, state.busy]);

  const start = (request: ExportRequest): void => {
    const { what } = request;
    setState({ what, busy: true, outcome: null, error: null });
    bridge.call('exports.write', { request }).then(
      (outcome) => mounted.current && setState({ what, busy: false, outcome, error: null }),
      (error: unknown) => {
        console.error(error);
        if (mounted.current) setState({ what, busy: false, outcome: null, error });
      },
    );
  };
  return { ...state, progress, start };
}
