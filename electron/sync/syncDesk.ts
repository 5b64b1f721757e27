import fs from 'node:fs/promises';
import { app, type BrowserWindow, dialog } from 'electron';
import { KioskError } from '@shared/contract/errors';
import type { HubView, SyncRefusal } from '@shared/contract/syncChannels';
import type { Handlers } from '../windows/appChannelService';
import type { Workspace } from '../workspace';
import { AddressError } from './client/remotes';
import { WrongPassphraseError } from './client/secretBox';
import { PassphraseNeededError } from './client/secrets';
import { SyncError } from './client/syncError';
import { HandOverDesk } from './handOver/handOverDesk';
import { HubService } from './hub/hubService';
import { JournalSource } from './journalSource';
import { openSync, signingKey, systemKeychain } from './openSync';
import type { SyncService } from './syncService';

/** What windows ask about the exchange with others: with headquarters, as a hub, on a stick. */
export class SyncDesk {
  private readonly sync: SyncService;
  private readonly hub: HubService;
  private readonly handOver: HandOverDesk;
  private readonly closeSync: () => Promise<void>;

  constructor(
    private readonly workspace: Workspace,
    private readonly desk: () => BrowserWindow | null,
  ) {
    const { dataFolder, log } = workspace;
    const source = new JournalSource(workspace.journal);
    const key = signingKey(dataFolder);
    const { sync, close } = openSync(dataFolder, source, log);
    this.sync = sync;
    this.closeSync = close;
    workspace.sync = sync;
    this.hub = new HubService({ dataFolder, source, key, version: app.getVersion(), log });
    void this.hub.resume();
    this.handOver = new HandOverDesk({ dataFolder, source, key, desk });
  }

  get handlers() {
    const { sync, hub } = this;
    // Headquarters fetches every workshop that is there.
    const all = this.workspace.role === 'hq';
    return {
      ...this.handOver.handlers,
      'sync.state': async () => {
        const state = await sync.state();
        return { state, pending: await sync.pending(), events: await sync.events(), hasKeychain: systemKeychain() !== null, hub: this.hubView(), handOver: this.handOver.view() };
      },
      'sync.reach': async () => ({ reach: await sync.reach() }),
      'sync.now': ({ remote, onMetered }) => {
        // What becomes of the run is in the state; only why it does not begin is said here.
        return attempt(() => void sync.begin(remote, { onMetered }));
      },
      'sync.cancel': async ({ remote }) => {
        await sync.cancel(remote);
        return null;
      },
      'sync.setMode': ({ remote, mode }) => {
        sync.setMode(remote, mode);
        return null;
      },
      'sync.setMetered': ({ metered }) => {
        sync.setMetered(metered);
        return null;
      },
      'sync.addHub': ({ line, name }) => attempt(() => sync.addHub(line, name, 'automatic', all)),
      'sync.addCouch': ({ address, name, user, secret, auth }) => attempt(() => sync.addRemote({ address, name, user, secret, auth, mode: 'automatic', all })),
      'sync.remove': async ({ remote }) => {
        await sync.removeRemote(remote);
        return null;
      },
      'sync.unlock': ({ passphrase }) => attempt(() => sync.unlock(passphrase)),
      'sync.refused': ({ remote }) => ({ documents: sync.refused(remote) }),
      'sync.retry': ({ remote }) => attempt(() => void sync.retryRefused(remote).catch((error: Error) => this.workspace.log(`Offering refused events again: ${error.message}`))),
      'sync.answerRefused': ({ remote, keys }) => {
        sync.answerRefused(remote, keys);
        return null;
      },
      'sync.runs': ({ remote }) => ({ runs: [...sync.runs(remote)] }),
      'sync.saveLog': () => this.saveLog(),
      'hub.start': ({ host, port, name }) => attempt(() => hub.start({ host, port, name })),
      'hub.stop': async () => {
        await hub.stop();
        return null;
      },
      'hub.enrol': ({ relay }) => {
        const { line, expiresAt } = hub.newEnrolment({ relay });
        return { line, expiresAt };
      },
      'hub.revoke': ({ device }) => {
        hub.revoke(device);
        return null;
      },
    } satisfies Partial<Handlers>;
  }

  private hubView(): HubView {
    const { running, name, host, port, tls, hosts, fingerprint, problem } = this.hub.status();
    const interfaces = this.hub.interfaces().map(({ name: card, address, loopback }) => ({ name: card, address, loopback }));
    return { running, name, host, port, tls, hosts, fingerprint, problem, interfaces, devices: this.hub.devices() };
  }

  /** All runs of all remotes, as text for support. */
  private async saveLog(): Promise<{ file: string } | null> {
    const desk = this.desk();
    if (!desk) throw new KioskError('internal', 'There is no window to ask from.');
    const { filePath, canceled } = await dialog.showSaveDialog(desk, { defaultPath: 'champions-kiosk-sync.txt', filters: [{ name: 'TXT', extensions: ['txt'] }] });
    if (canceled || !filePath) return null;
    const { remotes } = await this.sync.state();
    const lines = [`Champions Kiosk ${app.getVersion()}, computer ${this.workspace.journal.device}, ${new Date().toISOString()}`];
    for (const { remote } of remotes) {
      lines.push('', `${remote.name} (${remote.urls.join(', ')})`);
      for (const run of this.sync.runs(remote.id)) lines.push(`${run.startedAt} ${run.endedAt} ${run.problem ?? 'ok'} ${JSON.stringify(run.result)} ${run.detail}`);
    }
    await fs.writeFile(filePath, `${lines.join('\n')}\n`);
    return { file: filePath };
  }

  async close(): Promise<void> {
    this.workspace.sync = null;
    this.handOver.close();
    await Promise.all([this.closeSync(), this.hub.close()]);
  }
}

/** Does it, or says why not. What nobody foresaw is said in the words of the system. */
async function attempt(deed: () => unknown): Promise<{ refused: SyncRefusal | null }> {
  try {
    await deed();
    return { refused: null };
  } catch (error) {
    return { refused: { problem: problemOf(error), detail: error instanceof SyncError ? error.detail : (error as Error).message } };
  }
}

function problemOf(error: unknown): SyncRefusal['problem'] {
  if (error instanceof SyncError) return error.problem;
  if (error instanceof AddressError) return error.message.startsWith('newer_version') ? 'newer_line' : /^(not_an_enrolment_line|damaged)/.test(error.message) ? 'bad_line' : 'bad_address';
  if (error instanceof PassphraseNeededError) return 'passphrase_needed';
  if (error instanceof WrongPassphraseError) return 'wrong_passphrase';
  const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EADDRINUSE' || code === 'EACCES') return 'port_taken';
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' ? 'no_such_address' : 'failed';
}
