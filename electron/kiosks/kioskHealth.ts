import fs from 'node:fs/promises';
import { net, type WebContents } from 'electron';
import type { KioskHealth } from '@shared/contract/appChannels';
import type { StoreClient } from '@shared/contract/storeClient';
import { isClockPlausible } from '@shared/domain/plausibleClock';
import type { Journal } from '../journal/journal';
import type { SyncService } from '../sync/syncService';
import type { Locks } from './lockTest';

/** A store that is being started anew says nothing of the days; health does not wait for it. In milliseconds. */
const patience = 2_000;

/** What the corner of a kiosk shows to staff. Nothing here throws: what cannot be told is said to be so. */
export async function kioskHealth(
  { journal, dataFolder, client, sync }: { journal: Journal; dataFolder: string; client: StoreClient | null; sync: Pick<SyncService, 'unsynced'> | null },
  asking: WebContents,
  locks: Locks,
): Promise<KioskHealth> {
  const [printers, diskFreeMegabytes, clockIsPlausible, unsynced] = await Promise.all([
    asking.getPrintersAsync().then(({ length }) => length, () => 0),
    fs.statfs(dataFolder).then(({ bavail, bsize }) => Math.floor((bavail * bsize) / 1024 / 1024), () => null),
    clock(journal, client),
    // Without an exchange with anybody, all that this computer has is its own alone.
    sync?.unsynced().catch(() => journal.lines) ?? journal.lines,
  ]);
  return { online: net.isOnline(), unsynced, printers, diskFreeMegabytes, clockIsPlausible, locks };
}

async function clock(journal: Journal, client: StoreClient | null): Promise<boolean> {
  const overview = await client?.query('workshop.overview', {}, patience).catch(() => null);
  const days = overview?.days.map(({ target }) => target.slice('day:'.length)) ?? [];
  return isClockPlausible(Date.now(), journal.lastWrittenAt, overview?.today ?? '', overview ? days : []);
}
