import type { KioskHealth } from '@shared/contract/appChannels';
import { championsBridge } from '@ui/bridge';
import { useEffect, useState } from 'react';

/** Not at once: asking for printers and disks takes the main process longer than the first scan does. */
const firstAfterMilliseconds = 800;
const everyMilliseconds = 15_000;

/** The names of this computer's cameras, which the desk may not ask for itself; none until the camera was allowed. */
async function cameraNames(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.flatMap(({ kind, label }) => (kind === 'videoinput' && label !== '' ? [label.slice(0, 200)] : []));
}

/** How this station is, asked of the main process now and then; null while it has not answered. */
export function useHealth(): KioskHealth | null {
  const [health, setHealth] = useState<KioskHealth | null>(null);
  useEffect(() => {
    let shown = true;
    const ask = (): void => {
      cameraNames()
        .then((cameras) => championsBridge().call('kiosk.health', { cameras }))
        .then((answer) => shown && setHealth(answer), () => shown && setHealth(null));
    };
    const first = setTimeout(ask, firstAfterMilliseconds);
    const timer = setInterval(ask, everyMilliseconds);
    return () => {
      shown = false;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return health;
}
