import type { ChampionsBridge } from '@shared/contract/appChannels';
import { useCallback, useEffect, useState } from 'react';

export type KioskList = Awaited<ReturnType<typeof askForKiosks>>;

function askForKiosks(bridge: ChampionsBridge) {
  return bridge.call('kiosk.list', {});
}

const everyMilliseconds = 3_000;

/** The kiosk windows of this computer, looked at now and then; `look` looks at once. */
export function useKiosks(bridge: ChampionsBridge): { list: KioskList | null; look(): void } {
  const [list, setList] = useState<KioskList | null>(null);
  const look = useCallback((): void => {
    // The same again is no reason to draw.
    const show = (next: KioskList): void => setList((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    askForKiosks(bridge).then(show, (fault: unknown) => console.error(fault));
  }, [bridge]);
  useEffect(() => {
    look();
    const timer = setInterval(look, everyMilliseconds);
    return () => clearInterval(timer);
  }, [look]);
  return { list, look };
}
