import { net, session } from 'electron';
import type { SyncRemote } from '@shared/contract/syncState';
import type { Fetch } from './answer';
import { pinnedFetch } from './pinnedFetch';

/**
 * The way to a remote. A hub's own certificate is pinned, and reached directly; everything else goes through Chromium's
 * network, with the system's proxy and trusted certificates, in a session of its own that keeps nothing: neither a cache
 * nor cookies, and none of what windows are forbidden.
 */
export function transportTo({ fingerprint }: Pick<SyncRemote, 'fingerprint'>): { fetch: Fetch; close(): void } {
  if (fingerprint !== null) return pinnedFetch(fingerprint);
  const own = session.fromPartition('sync', { cache: false });
  return { fetch: (url, init) => own.fetch(url, init), close: () => undefined };
}

/** Whether this computer believes to have a network. */
export function isOnline(): boolean {
  return net.isOnline();
}
