import os from 'node:os';
import type { SyncProgress, SyncRemote, SyncResult } from '@shared/contract/syncState';
import type { Credentials } from '../sync/client/authorization';
import { RemoteLink } from '../sync/client/remoteLink';
import { readAddress, remoteId, Remotes } from '../sync/client/remotes';
import { RunLog } from '../sync/client/runLog';
import { Secrets } from '../sync/client/secrets';
import { SyncError } from '../sync/client/syncError';
import type { EventSource } from '../sync/eventSource';
import { syncSurroundings } from '../sync/openSync';
import { SyncService } from '../sync/syncService';
import type { SyncSurroundings } from '../sync/syncSurroundings';
import type { Workspace } from '../workspace';
import { type Command, UsageError } from './command';

/** `sync`: one whole push and pull. @param openSource the journal as sync sees it. */
export function syncCommand(openSource: (workspace: Workspace) => EventSource | Promise<EventSource>): Command {
  return {
    valued: ['--hq'],
    flags: ['--all'],
    operands: 0,
    withoutStore: true,
    usage: 'sync [--hq https://user:password@host | --hq ENROLMENT_LINE] [--all]   (the password also in KIOSK_SYNC_SECRET, a passphrase for kept ones in KIOSK_SYNC_PASSPHRASE)',
    async run({ workspace, json, print }, { options }) {
      const surroundings = syncSurroundings(workspace.dataFolder, await openSource(workspace), workspace.log);
      const progress = new ProgressLine();
      try {
        const { remote, credentials } = await chosenRemote(surroundings, options.get('--hq') ?? null, options.has('--all'));
        const { source, work, now } = surroundings;
        const transport = surroundings.transportTo(remote);
        try {
          const folder = new Remotes(workspace.dataFolder).folderOf(remote.id);
          const link = new RemoteLink(remote, { source, work, now, fetch: transport.fetch, credentials, folder });
          const result = await logged(new RunLog(folder), () => link.run({ onProgress: (each) => progress.show(each) }));
          progress.clear();
          const { pushed, pulled, refused, pending } = result;
          if (refused > 0) process.stderr.write(`${refused} documents were refused by one side and are kept on a list: ${[...new Set(link.refused.all().map(({ code }) => code))].join(', ')}.\n`);
          await print(json ? JSON.stringify({ pushed, pulled, refused, pending }) : `${pushed} events were sent, ${pulled} came in, ${refused} are refused, ${pending} wait.`);
          return 0;
        } finally {
          transport.close();
        }
      } finally {
        progress.clear();
        await surroundings.work.close();
      }
    },
  };
}

/** Notes a run, as the service of the windows does: `doctor` tells of the last one. */
async function logged(log: RunLog, run: () => Promise<SyncResult>): Promise<SyncResult> {
  const startedAt = new Date().toISOString();
  try {
    const result = await run();
    log.add({ startedAt, endedAt: new Date().toISOString(), result, problem: null, detail: '' });
    return result;
  } catch (error) {
    if (error instanceof SyncError) log.add({ startedAt, endedAt: new Date().toISOString(), result: null, problem: error.problem, detail: error.detail });
    throw error;
  }
}

interface Chosen {
  remote: SyncRemote;
  credentials: () => Promise<Credentials>;
}

/** The remote of `--hq`, or the first that is set up. @throws UsageError, and what `SyncService.addHub` does. */
async function chosenRemote(surroundings: SyncSurroundings, hq: string | null, all: boolean): Promise<Chosen> {
  const { dataFolder, keychain } = surroundings;
  const secret = process.env.KIOSK_SYNC_SECRET ?? null;
  if (hq === null || /^\s*champions-hub:/i.test(hq)) {
    const remote = hq === null ? new Remotes(dataFolder).all[0] : await enrolled(surroundings, hq, all);
    if (!remote) throw new UsageError('No headquarters is set up in this data folder. Name one with --hq.');
    return { remote: all ? { ...remote, all } : remote, credentials: keptCredentials(new Remotes(dataFolder), remote, keychain, secret) };
  }
  const remotes = new Remotes(dataFolder);
  const { url, user, password, isPlain } = readAddress(hq);
  if (isPlain) process.stderr.write('http:// is read by anybody on the way, with every name and the password. Use https:// outside a network that can be trusted.\n');
  const known = remotes.find(remoteId(url, null));
  if (user === '' && secret === null && known) return { remote: { ...known, all: all || known.all }, credentials: keptCredentials(remotes, known, keychain, secret) };
  const auth = user !== '' ? 'basic' : secret === null ? 'none' : (known?.auth ?? 'jwt');
  const remote: SyncRemote = { id: remoteId(url, null), name: new URL(url).host, kind: 'couchdb', urls: [url], fingerprint: null, auth, user: user || (known?.user ?? ''), mode: 'manual', all, relay: true };
  return { remote, credentials: () => Promise.resolve({ auth, user: remote.user, secret: password || (secret ?? '') }) };
}

/** Enrols this laptop at the hub of a line, and keeps it. */
async function enrolled(surroundings: SyncSurroundings, line: string, all: boolean): Promise<SyncRemote> {
  const service = new SyncService(surroundings);
  try {
    const passphrase = process.env.KIOSK_SYNC_PASSPHRASE;
    if (passphrase !== undefined) await service.unlock(passphrase);
    const remote = await service.addHub(line, os.hostname() || surroundings.key.device, 'manual', all);
    process.stderr.write(`This laptop is enrolled at ${remote.name}. From now on "sync" alone is enough.\n`);
    return remote;
  } finally {
    await service.stop();
  }
}

function keptCredentials(remotes: Remotes, remote: SyncRemote, keychain: Secrets['box'] | null, given: string | null): () => Promise<Credentials> {
  return async () => {
    const { auth, user } = remote;
    if (given !== null) return { auth, user, secret: given };
    const secrets = new Secrets(remotes, keychain);
    const passphrase = process.env.KIOSK_SYNC_PASSPHRASE;
    if (passphrase !== undefined && secrets.isLocked(remote)) await secrets.unlock(passphrase);
    return secrets.of(remote);
  };
}

/** How far it is, in one line of a terminal; nothing where nobody looks. */
class ProgressLine {
  private shownAt = 0;

  show({ phase, workshop, done, total, bytes, estimateMs }: SyncProgress): void {
    if (!process.stderr.isTTY || Date.now() - this.shownAt < 200) return;
    this.shownAt = Date.now();
    const left = estimateMs === null || estimateMs < 1_000 ? '' : `, ${Math.ceil(estimateMs / 1_000)} s left`;
    process.stderr.write(`\r\u001b[K${phase} ${workshop ?? ''} ${total > 0 ? `${done} of ${total}` : ''} (${Math.round(bytes / 1024)} KB${left})`);
  }

  clear(): void {
    if (this.shownAt > 0) process.stderr.write('\r\u001b[K');
    this.shownAt = 0;
  }
}
