import type { ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import type { ReactNode } from 'react';
import { useIdle } from '../useIdle';
import { useTold } from '../useTold';
import { AccessContext } from './access';

const ask = (bridge: ChampionsBridge) => bridge.call('desk.access', {});
const follow = (bridge: ChampionsBridge, callback: (state: DeskAccessState) => void) => bridge.onAccess(callback);

/**
 * Lets a window be shown only to somebody who may see it. A locked window is not hidden but not there: its port to the
 * store is closed, and nothing of it is left in the page. Another role begins with nothing of what the last one saw.
 */
export function AccessGate({ bridge, renderLocked, children }: { bridge: ChampionsBridge; renderLocked(state: DeskAccessState): ReactNode; children: ReactNode }) {
  const state = useTold(bridge, ask, follow);
  const open = state !== null && state.role !== 'locked';
  useIdle(open && state.hasPin ? state.idleSeconds : null, () => {
    bridge.call('desk.lock', {}).catch((error: unknown) => console.error(error));
  });
  if (state === null) return null;
  if (!open) return renderLocked(state);
  return (
    <AccessContext value={{ ...state, bridge }} key={state.role}>
      {children}
    </AccessContext>
  );
}
