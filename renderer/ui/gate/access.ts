import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { createContext, useContext } from 'react';

export interface Access extends DeskAccessState {
  bridge: ChampionsBridge;
}

export const AccessContext = createContext<Access | null>(null);

/** Who sits at the window. What they may do is decided elsewhere; this is for showing no more than that. */
export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error('There is no AccessGate above this component.');
  return access;
}
