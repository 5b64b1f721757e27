import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateRun, RunRequest } from '@shared/contract/certificateRuns';
import { useCallback, useEffect, useState } from 'react';

const askEvery = 300;

export interface RunView {
  run: CertificateRun | null;
  busy: boolean;
  error: unknown;
  begin(request: RunRequest): void;
  cancel(): void;
  resume(): void;
  show(): void;
}

export function isUnderWay(run: CertificateRun | null): boolean {
  return run?.phase === 'issuing' || run?.phase === 'setting';
}

/** The run that the main process works at, or worked at last, followed while it is under way. */
export function useCertificateRun(bridge: ChampionsBridge): RunView {
  const [run, setRun] = useState<CertificateRun | null>(null);
  const [error, setError] = useState<unknown>(null);
  const busy = isUnderWay(run);
  const take = useCallback((asked: Promise<CertificateRun | null>): void => {
    setError(null);
    asked.then((next) => setRun((last) => next ?? last), setError);
  }, []);
  useEffect(() => {
    take(bridge.call('certificates.runState', {}));
    if (!busy) return undefined;
    const timer = setInterval(() => take(bridge.call('certificates.runState', {})), askEvery);
    return () => clearInterval(timer);
  }, [bridge, busy, take]);
  return {
    run, busy, error,
    begin: (request) => take(bridge.call('certificates.run', request)),
    cancel: () => take(bridge.call('certificates.runCancel', {})),
    resume: () => take(bridge.call('certificates.runResume', {})),
    show: () => void bridge.call('certificates.runShow', {}).catch(setError),
  };
}
