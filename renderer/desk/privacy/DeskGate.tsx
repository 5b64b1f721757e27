import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { useIdle } from '@ui/useIdle';
import { type ReactNode, useEffect, useState } from 'react';
import { DeskAccessContext } from './access';
import { LockScreen } from './LockScreen';

/**
 * Lets the desk be shown only to somebody who may see it. A locked desk is not hidden but not there: its port to the
 * store is closed, and nothing of it is left in the page. Another role begins with nothing of what the last one saw.
 */
export function DeskGate({ bridge, children }: { bridge: ChampionsBridge; children: ReactNode }) {
  const [state, setState] = useState<DeskAccessState | null>(null);
  useEffect(() => {
    const stop = bridge.onAccess(setState);
    bridge.call('desk.access', {}).then(
      (asked) => setState((pushed) => pushed ?? asked),
      (error: unknown) => console.error(error),
    );
    return stop;
  }, [bridge]);
  const open = state !== null && state.role !== 'locked';
  useIdle(open && state.hasPin ? state.idleSeconds : null, () => {
    bridge.call('desk.lock', {}).catch((error: unknown) => console.error(error));
  });
  if (state === null) return null;
  if (!open) return <LockScreen bridge={bridge} state={state} />;
  return (
    <DeskAccessContext value={{ ...state, bridge }} key={state.role}>
      {children}
    </DeskAccessContext>
  );
}
