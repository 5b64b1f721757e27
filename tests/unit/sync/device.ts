import type { SyncRemote } from '@shared/contract/syncState';
import { type Fetch, type Limits, usualLimits } from '../../../electron/sync/client/answer';
import type { Credentials } from '../../../electron/sync/client/authorization';
import { workHere } from '../../../electron/sync/client/documentWork';
import { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { freshKey } from './freshKey';
import { MemorySource } from './memorySource';
import { freshFolder } from './memoryFolder';

/** One laptop: its key, its journal, and its folder. */
export interface Device {
  key: ReturnType<typeof freshKey>;
  source: MemorySource;
  folder: string;
}

export function freshDevice(): Device {
  const key = freshKey();
  return { key, source: new MemorySource(key), folder: freshFolder() };
}

/** For who waits for nothing: a busy machine answers late. */
const patientLimits: Limits = { ...usualLimits, headMs: 10_000, idleMs: 10_000, wholeMs: 20_000 };
/** For who is kept waiting on purpose. */
export const quickLimits: Limits = { ...usualLimits, headMs: 400, idleMs: 300, wholeMs: 1_500 };

export interface LinkOptions {
  fetch?: Fetch;
  limits?: Limits;
  credentials?: Credentials;
  remote?: Partial<SyncRemote>;
  now?: () => number;
}

/** The way from a device to a server, as it is after a start of the application. */
export function linkOf({ key, source, folder }: Device, url: string, { fetch = globalThis.fetch, limits = patientLimits, credentials = { auth: 'none', user: '', secret: '' }, remote = {}, now = Date.now }: LinkOptions = {}): RemoteLink {
  const whole: SyncRemote = { id: '0123456789abcdef', name: 'HQ', kind: 'couchdb', urls: [url], fingerprint: null, auth: credentials.auth, user: '', mode: 'manual', all: false, relay: true, ...remote };
  return new RemoteLink(whole, { source, work: workHere(key), fetch, folder, now, limits, credentials: () => Promise.resolve(credentials) });
}
