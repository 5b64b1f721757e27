import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { ExportRequest } from '@shared/contract/exports';
import { type FileRun, useFileRun } from '@ui/exports/useFileRun';
import { useEffect, useRef, useState } from 'react';

const askEvery = 250;

export interface ExportRun extends Omit<FileRun<ExportRequest['what']>, 'start'> {
  progress: { done: number; total: number } | null;
  start(request: ExportRequest): void;
}

/** Has one file at a time written by the main process, and follows how far it is. */
export function useExport(bridge: ChampionsBridge): ExportRun {
  const run = useFileRun<ExportRequest['what']>();
  const [progress, setProgress] = useState<ExportRun['progress']>(null);
  const following = useRef(false);
  useEffect(() => {
    if (!run.busy) return undefined;
    following.current = true;
    const timer = setInterval(() => {
      bridge.call('exports.progress', {}).then((now) => following.current && setProgress(now), (error: unknown) => console.error(error));
    }, askEvery);
    return () => {
      following.current = false;
      clearInterval(timer);
      setProgress(null);
    };
  }, [bridge, run.busy]);
  return { ...run, progress, start: (request) => run.start(request.what, bridge.call('exports.write', { request })) };
}
