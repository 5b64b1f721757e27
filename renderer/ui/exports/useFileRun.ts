import type { ExportOutcome } from '@shared/contract/exports';
import { useEffect, useRef, useState } from 'react';

export interface FileRun<K> {
  /** Which file is being written now, or was written last. */
  of: K | null;
  busy: boolean;
  outcome: ExportOutcome | null;
  error: unknown;
  start(of: K, writing: Promise<ExportOutcome | null>): void;
}

/** Follows one file at a time that the main process writes; there is no outcome where somebody thought better of it. */
export function useFileRun<K>(): FileRun<K> {
  const [state, setState] = useState<Omit<FileRun<K>, 'start'>>({ of: null, busy: false, outcome: null, error: null });
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const start: FileRun<K>['start'] = (of, writing) => {
    setState({ of, busy: true, outcome: null, error: null });
    writing.then(
      (outcome) => mounted.current && setState({ of, busy: false, outcome, error: null }),
      (error: unknown) => {
        console.error(error);
        if (mounted.current) setState({ of, busy: false, outcome: null, error });
      },
    );
  };
  return { ...state, start };
}
