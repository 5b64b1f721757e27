import type { AppStatus, ChampionsBridge } from '@shared/contract/appChannels';
import { createContext, type ReactNode, useContext } from 'react';
import { useTold } from './useTold';

const AppStatusContext = createContext<AppStatus | null>(null);

const ask = (bridge: ChampionsBridge) => bridge.call('app.status', {});
const follow = (bridge: ChampionsBridge, callback: (status: AppStatus) => void) => bridge.onStatus(callback);

/** Keeps how the application does, for all below it. */
export function AppStatusProvider({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  return <AppStatusContext value={useTold(bridge, ask, follow)}>{children}</AppStatusContext>;
}

/** Null until the main process has spoken for the first time. */
export function useAppStatus(): AppStatus | null {
  return useContext(AppStatusContext);
}
