import type { SyncMode, SyncRemote } from '@shared/contract/syncState';
import type { DeviceKey } from '../deviceKey';
import type { Fetch, Limits } from './client/answer';
import type { DocumentWork } from './client/documentWork';
import type { SecretBox } from './client/secretBox';
import type { EventSource } from './eventSource';

/** What sync needs of the computer it runs on. */
export interface SyncSurroundings {
  dataFolder: string;
  source: EventSource;
  key: DeviceKey;
  work: DocumentWork;
  transportTo(remote: Pick<SyncRemote, 'fingerprint'>): { fetch: Fetch; close(): void };
  /** Null where the system has no keychain. */
  keychain: SecretBox | null;
  now(): number;
  random(): number;
  log(message: string): void;
  limits?: Limits;
}

/** A remote as somebody adds it. */
export interface NewRemote {
  /** With or without user and password in it. */
  address: string;
  name: string;
  auth: Exclude<SyncRemote['auth'], 'token'>;
  user: string;
  secret: string;
  mode: SyncMode;
  all: boolean;
}
