import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { LockScreen } from './LockScreen';
import { useIdle } from '@ui/useIdle';

const AccessContext = createContext<DeskAccessState | null>(null);

/** Whether headquarters can be locked. */
export function useHqAccess(): DeskAccessState {
  const access = useContext(AccessContext);
  if (!access) throw new Error('There is no HqGate above this component.');
  return access;
}

/** Lets headquarters be shown only to somebody who may see it: a locked window has no port to the store and nothing in it. */
export function HqGate({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  const [state, setState] = useState<DeskAccessState | null>(null);
  useEffect(() => {
    const stop = bridge.onAccess(setState);
    bridge.call('desk.access', {}).then(
      (asked) => setState((pushed) => pushed ?? asked),
      (error: unknown) => console.error(error),
    );
    return stop;
  }, [bridge]);
  const open = state !== null && state.role === 'hq';
  useIdle(open && state.hasPin ? state.idleSeconds : null, () => {
    bridge.call('desk.lock', {}).catch((error: unknown) => console.error(error));
  });
  if (state === null) return null;
  if (!open) return <LockScreen bridge={bridge} />;
  return <AccessContext value={state}>{children}</AccessContext>;
}
