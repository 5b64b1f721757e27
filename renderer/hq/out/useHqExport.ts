import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { ExportOutcome } from '@shared/contract/exports';
import type { HqExportRequest } from '@shared/contract/hqChannels';
import { useEffect, useRef, useState } from 'react';

export interface HqExportRun {
  /** Which card's file is being written, or was written last. */
  card: 'tables' | 'statements' | null;
  busy: boolean;
  outcome: ExportOutcome | null;
  error: unknown;
  start(card: 'tables' | 'statements', request: HqExportRequest): void;
}

/** Has one file at a time written by the main process. */
export function useHqExport(bridge: ChampionsBridge): HqExportRun {
  const [state, setState] = useState<Omit<HqExportRun, 'start'>>({ card: null, busy: false, outcome: null, error: null });
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const start: HqExportRun['start'] = (card, request) => {
    setState({ card, busy: true, outcome: null, error: null });
    bridge.call('hqExports.write', { request }).then(
      (outcome) => mounted.current && setState({ card, busy: false, outcome, error: null }),
      (error: unknown) => {
        console.error(error);
        if (mounted.current) setState({ card, busy: false, outcome: null, error });
      },
    );
  };
  return { ...state, start };
}
