import type { ChampionsBridge } from '@shared/contract/appChannels';
import { useEffect, useState } from 'react';

/**
 * A state of the main process as it was last told: asked for once, then pushed. Null until it has spoken for the first
 * time.
 *
 * @param ask and `follow` are functions of a module: other ones at each drawing would ask again each time.
 */
export function useTold<T>(bridge: ChampionsBridge, ask: (bridge: ChampionsBridge) => Promise<T>, follow: (bridge: ChampionsBridge, callback: (state: T) => void) => () => void): T | null {
  const [state, setState] = useState<T | null>(null);
  useEffect(() => {
    const stop = follow(bridge, setState);
    // A pushed state is newer than the one that was asked for.
    ask(bridge).then(
      (asked) => setState((pushed) => pushed ?? asked),
      (error: unknown) => console.error(error),
    );
    return stop;
  }, [bridge, ask, follow]);
  return state;
}
