import type { AppChannel, appChannels, ChampionsBridge } from '@shared/contract/appChannels';
import type { InferOutput } from 'valibot';
import type { SyncRefusal } from '@shared/contract/syncChannels';
import { reasonOf } from '@ui/reasonOf';
import { useCallback, useEffect, useState } from 'react';

type ParamsOf<N extends AppChannel> = InferOutput<(typeof appChannels)[N]['params']>;
export type SyncView = InferOutput<(typeof appChannels)['sync.state']['result']>;
/** What may be asked for and is answered with why it was not done. */
type Asking = 'sync.now' | 'sync.addHub' | 'sync.addCouch' | 'sync.unlock' | 'sync.retry' | 'hub.start';

const lookMilliseconds = 1_000;

/** The exchange with headquarters, looked at each second while it is shown, and how to ask for something. */
export function useSync(bridge: ChampionsBridge) {
  const [view, setView] = useState<SyncView | null>(null);
  const [refusal, setRefusal] = useState<{ of: AppChannel; refusal: SyncRefusal } | null>(null);
  const look = useCallback(async (): Promise<void> => {
    try {
      const next = await bridge.call('sync.state', {});
      setView((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    } catch (fault) {
      console.error(fault);
    }
  }, [bridge]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), lookMilliseconds);
    return () => clearInterval(timer);
  }, [look]);

  /** Asks for it. @returns whether it was done. */
  const ask = async <N extends Asking>(name: N, params: ParamsOf<N>): Promise<boolean> => {
    setRefusal(null);
    const { refused } = await (bridge.call(name, params) as Promise<{ refused: SyncRefusal | null }>).catch(failed);
    if (refused) setRefusal({ of: name, refusal: refused });
    await look();
    return refused === null;
  };
  /** The same for what is simply done. */
  const tell = async <N extends AppChannel>(name: N, params: ParamsOf<N>): Promise<void> => {
    setRefusal(null);
    await bridge.call(name, params).catch((fault: unknown) => setRefusal({ of: name, refusal: failed(fault).refused }));
    await look();
  };
  return { view, refusal, ask, tell, look };
}

export type Sync = ReturnType<typeof useSync>;

function failed(fault: unknown): { refused: SyncRefusal } {
  return { refused: { problem: 'failed', detail: reasonOf(fault) } };
}
