import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { Printer, PrintJob } from '@shared/contract/printing';
import { useCallback, useEffect, useState } from 'react';

/** Jobs change while somebody watches; printers are asked over the network, and more seldom. */
const jobsMilliseconds = 1_000;
const printersMilliseconds = 5_000;

/** The printers and their jobs, looked at while this is shown; `look` looks at once. */
export function usePrinting(bridge: ChampionsBridge): { printers: readonly Printer[] | null; jobs: readonly PrintJob[]; look(): void } {
  const [printers, setPrinters] = useState<readonly Printer[] | null>(null);
  const [jobs, setJobs] = useState<readonly PrintJob[]>([]);
  const lookAtJobs = useCallback(() => {
    bridge.call('prints.list', {}).then(({ jobs: next }) => setJobs((last) => unlessSame(last, next)), (fault: unknown) => console.error(fault));
  }, [bridge]);
  const lookAtPrinters = useCallback(() => {
    bridge.call('printers.list', {}).then(({ printers: next }) => setPrinters((last) => unlessSame(last, next)), (fault: unknown) => console.error(fault));
  }, [bridge]);
  const look = useCallback(() => {
    lookAtJobs();
    lookAtPrinters();
  }, [lookAtJobs, lookAtPrinters]);
  useEffect(() => {
    look();
    const timers = [setInterval(lookAtJobs, jobsMilliseconds), setInterval(lookAtPrinters, printersMilliseconds)];
    return () => timers.forEach((timer) => clearInterval(timer));
  }, [look, lookAtJobs, lookAtPrinters]);
  return { printers, jobs, look };
}

/** The same again is no reason to draw. */
function unlessSame<T>(last: T, next: T): T {
  return JSON.stringify(last) === JSON.stringify(next) ? last : next;
}
