import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { createContext, useContext } from 'react';

export interface DeskAccess extends DeskAccessState {
  bridge: ChampionsBridge;
}

export const DeskAccessContext = createContext<DeskAccess | null>(null);

/** Who sits at the desk. What they may do is decided elsewhere; this is for showing no more than that. */
export function useDeskAccess(): DeskAccess {
  const access = useContext(DeskAccessContext);
  if (!access) throw new Error('There is no DeskGate above this component.');
  return access;
}
