import { createHash } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import { type SyncRemote, syncRemote } from '@shared/contract/syncState';
import { createFolder, replaceFile } from '../../journal/segments';
import { readOwnFile } from '../../ownFile';

const remotesFile = v.object({
  version: v.literal(1),
  /** The connection is paid by what goes over it: nothing is sent by itself. */
  metered: v.boolean(),
  /** The first is the one by which an event counts as sent. */
  remotes: v.array(syncRemote),
});
type Kept = v.InferOutput<typeof remotesFile>;

const secretsFile = v.object({ version: v.literal(1), secrets: v.record(v.string(), v.object({ kind: v.picklist(['keychain', 'passphrase']), sealed: v.string() })) });
export type SealedSecret = v.InferOutput<typeof secretsFile>['secrets'][string];

/** The remotes of a data folder, `sync/remotes.json`; their secrets, sealed, in a file that its owner alone can read. */
export class Remotes {
  private kept: Kept;
  private secrets: v.InferOutput<typeof secretsFile>['secrets'];
  private readonly folder: string;

  /** @throws for files that are damaged. */
  constructor(dataFolder: string) {
    this.folder = path.join(dataFolder, 'sync');
    this.kept = read(path.join(this.folder, 'remotes.json'), remotesFile, { version: 1, metered: false, remotes: [] });
    this.secrets = read(path.join(this.folder, 'secrets.json'), secretsFile, { version: 1, secrets: {} }).secrets;
  }

  get all(): readonly SyncRemote[] {
    return this.kept.remotes;
  }

  get metered(): boolean {
    return this.kept.metered;
  }

  find(id: string): SyncRemote | null {
    return this.kept.remotes.find((each) => each.id === id) ?? null;
  }

  setMetered(metered: boolean): void {
    this.keep({ ...this.kept, metered });
  }

  /** Adds a remote, or changes the one with its id. */
  put(remote: SyncRemote): void {
    const isKnown = this.find(remote.id) !== null;
    const { remotes } = this.kept;
    this.keep({ ...this.kept, remotes: isKnown ? remotes.map((each) => (each.id === remote.id ? remote : each)) : [...remotes, remote] });
  }

  /** Its places and its list of the refused stay in its folder: an answer may still be owed. */
  remove(id: string): void {
    this.setSecret(id, null);
    this.keep({ ...this.kept, remotes: this.kept.remotes.filter((each) => each.id !== id) });
  }

  secret(id: string): SealedSecret | null {
    return this.secrets[id] ?? null;
  }

  setSecret(id: string, secret: SealedSecret | null): void {
    const { [id]: _old, ...others } = this.secrets;
    const secrets = secret === null ? others : { ...others, [id]: secret };
    createFolder(this.folder);
    replaceFile(path.join(this.folder, 'secrets.json'), `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`, 0o600);
    this.secrets = secrets;
  }

  /** Where what is known of a remote lies. */
  folderOf(id: string): string {
    return path.join(this.folder, 'remotes', id);
  }

  private keep(kept: Kept): void {
    createFolder(this.folder);
    replaceFile(path.join(this.folder, 'remotes.json'), `${JSON.stringify(kept, null, 2)}\n`);
    this.kept = kept;
  }
}

function read<T extends v.GenericSchema>(file: string, shape: T, absent: v.InferOutput<T>): v.InferOutput<T> {
  return readOwnFile(file, shape, 'Delete it and add headquarters anew; no attendance is lost.') ?? absent;
}

/** The id of a remote: the same address is the same one, so what is known of it is found again; a hub is known by its certificate. */
export function remoteId(url: string, fingerprint: string | null): string {
  return createHash('sha256').update(fingerprint ?? url).digest('hex').slice(0, 16);
}

export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/**
 * Reads the address of a CouchDB or a hub as it is typed, with user and password in it or without.
 *
 * @throws AddressError with what is wrong with it.
 */
export function readAddress(text: string): { url: string; user: string; password: string; isPlain: boolean } {
  let parsed: URL;
  try {
    parsed = new URL(text.trim());
  } catch {
    throw new AddressError('This is not an address. It has the form https://user:password@host:port');
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') throw new AddressError('An address starts with https:// (or http://, in a network that can be trusted).');
  if (parsed.search !== '' || parsed.hash !== '') throw new AddressError('An address ends with the host or a path: no "?" and no "#".');
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  return {
    url: `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`,
    user: decoded(parsed.username),
    password: decoded(parsed.password),
    isPlain: parsed.protocol === 'http:' && !isLoopback,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AddressError('The user or the password has a "%" in it: write it as %25.');
  }
}
