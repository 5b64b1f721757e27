import type { AppStatus, ChampionsBridge } from '@shared/contract/appChannels';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const AppStatusContext = createContext<AppStatus | null>(null);

/** Keeps the main process's state as it was last told: asked once, then pushed. */
export function AppStatusProvider({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  const [status, setStatus] = useState<AppStatus | null>(null);
  useEffect(() => {
    const stop = bridge.onStatus(setStatus);
    // A pushed status is newer than the one that was asked for.
    bridge.call('app.status', {}).then(
      (asked) => setStatus((pushed) => pushed ?? asked),
      (error: unknown) => console.error(error),
    );
    return stop;
  }, [bridge]);
  return <AppStatusContext value={status}>{children}</AppStatusContext>;
}

/** Null until the main process has spoken for the first time. */
export function useAppStatus(): AppStatus | null {
  return useContext(AppStatusContext);
}
