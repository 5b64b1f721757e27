import os from 'node:os';
import path from 'node:path';
import { safeStorage } from 'electron';
import { createDeviceKey, type DeviceKey, loadDeviceKey } from '../deviceKey';
import { keychainBox, type SecretBox } from './client/secretBox';
import { isOnline, transportTo } from './client/transport';
import { WorkThread } from './client/workThread';
import type { EventSource } from './eventSource';
import { SyncService } from './syncService';
import type { SyncSurroundings } from './syncSurroundings';

/** How often the network is looked at, in milliseconds: the system tells nobody in this process of a change. */
const lookEvery = 5_000;

/** What sync works with in the application, once that is ready. */
export function syncSurroundings(dataFolder: string, source: EventSource, log: (message: string) => void): SyncSurroundings {
  const key = signingKey(dataFolder);
  return {
    dataFolder, source, key, log, transportTo,
    work: new WorkThread(path.join(__dirname, 'documentWorker.js'), key),
    keychain: systemKeychain(),
    now: Date.now,
    random: Math.random,
  };
}

/** Starts the exchange of a data folder. @returns it, and how to end it. */
export function openSync(dataFolder: string, source: EventSource, log: (message: string) => void): { sync: SyncService; close(): Promise<void> } {
  const sync = new SyncService(syncSurroundings(dataFolder, source, log));
  let before = networkNow();
  const timer = setInterval(() => {
    const now = networkNow();
    if (now !== before && isOnline()) sync.networkChanged();
    before = now;
  }, lookEvery);
  timer.unref();
  const close = async (): Promise<void> => {
    clearInterval(timer);
    await sync.stop();
  };
  return { sync, close };
}

/** The system's keychain; null where there is none that deserves the name. */
export function systemKeychain(): SecretBox | null {
  return keychainBox(safeStorage);
}

/** With the key of a laptop whose own is lost, what it wrote is vouched for. */
export function signingKey(dataFolder: string): DeviceKey {
  return loadDeviceKey(dataFolder) ?? createDeviceKey(dataFolder);
}

/** Changes when the network does: whether there is one, and this computer's addresses in it. */
function networkNow(): string {
  const addresses = Object.values(os.networkInterfaces()).flatMap((infos = []) => infos.filter(({ internal }) => !internal).map(({ address }) => address));
  return `${isOnline()} ${addresses.sort().join(' ')}`;
}
