import fs from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, Menu } from 'electron';
import type { AppStatus } from '@shared/contract/appChannels';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Start } from '../appArguments';
import { markKioskReady } from '../startMarks';
import type { Workspace } from '../workspace';
import { serveAppChannels } from './appChannelService';
import { contentsOf } from './trustedSender';
import { channels } from './ipcChannels';
import type { StoreWindow } from './storeWindow';
import { createWindow } from './windowFactory';

const statusEveryMilliseconds = 500;
const verifyAfterMilliseconds = 15_000;

/** The application with its windows: desk, kiosks, and the store behind them. */
export async function runWindows(workspace: Workspace, start: Extract<Start, { kind: 'windows' }>): Promise<void> {
  Menu.setApplicationMenu(null);
  const desktop = new Desktop(workspace);
  // The store comes first: a kiosk has painted before its store can answer.
  const { store, client } = workspace.startStore({ patience: Number(process.env.KIOSK_STORE_PATIENCE ?? 10_000), flushLimit: 10_000 });
  if (start.kiosk !== null) desktop.openKiosk(start.kiosk);
  if (start.kiosk === null || !process.env.KIOSK_WITHOUT_DESK) desktop.openDesk();
  desktop.attach(store, client);
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    if (!(data as { headless?: boolean } | undefined)?.headless) desktop.openDesk();
  });
  app.on('window-all-closed', () => undefined); // 'closed' of desk and kiosk decides; the store is hidden
  let leaving = false;
  app.on('before-quit', (event) => {
    if (leaving) return;
    event.preventDefault();
    leaving = true;
    void store.stop().then(() => workspace.journal.close()).finally(() => app.exit(0));
  });
  if (start.sample) await loadSample(client).catch((error: Error) => workspace.log(`The sample could not be loaded: ${error.message}`));
  setTimeout(() => workspace.verifyInBackground(), verifyAfterMilliseconds).unref();
}

class Desktop {
  private desk: BrowserWindow | null = null;
  private readonly kiosks = new Map<string, BrowserWindow>();
  private store: StoreWindow | null = null;
  private client: StoreClient | null = null;
  private statusTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly workspace: Workspace) {
    serveAppChannels({
      'kiosk.open': () => this.openKiosk(''),
      'app.status': () => this.status(),
      'sample.load': async () => {
        if (this.client) await loadSample(this.client);
        return null;
      },
    });
    workspace.onChange(() => this.pushStatusSoon());
  }

  attach(store: StoreWindow, client: StoreClient): void {
    this.store = store;
    this.client = client;
  }

  openDesk(): void {
    this.desk = this.show(this.desk, () => createWindow('desk'), () => {
      this.desk = null;
    });
  }

  /** @param query of the kiosk's page, such as `station=Entrance&target=auto`: one window for each. */
  openKiosk(query: string): null {
    const window = this.show(
      this.kiosks.get(query) ?? null,
      () => {
        const kiosk = createWindow('kiosk', query && `?${query}`);
        markKioskReady(kiosk.webContents);
        return kiosk;
      },
      () => void this.kiosks.delete(query),
    );
    this.kiosks.set(query, window);
    return null;
  }

  private show(open: BrowserWindow | null, create: () => BrowserWindow, onClosed: () => void): BrowserWindow {
    if (open) {
      if (open.isMinimized()) open.restore();
      open.focus();
      return open;
    }
    const window = create();
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      this.workspace.log(`A window's process is gone (${reason}); it is loaded again.`);
      setTimeout(() => !window.isDestroyed() && window.reload(), 300);
    });
    window.once('closed', () => {
      onClosed();
      if (!this.desk && this.kiosks.size === 0) app.quit();
    });
    return window;
  }

  private status(): AppStatus {
    const { journal, notices, dataFolder } = this.workspace;
    return {
      version: app.getVersion(),
      dataFolder,
      device: journal.device,
      journalLines: journal.lines,
      storeRunning: this.store?.running ?? false,
      mirror: journal.mirrorState(),
      notices: notices.slice(-50),
    };
  }

  private pushStatusSoon(): void {
    this.statusTimer ??= setTimeout(() => {
      this.statusTimer = null;
      for (const contents of contentsOf('desk')) contents.send(channels.status, this.status());
    }, statusEveryMilliseconds);
  }
}

/** Puts the sample workshop into a folder that has none, with its first day today. */
async function loadSample(client: StoreClient): Promise<void> {
  const overview = await client.query('workshop.overview', {}, Number.POSITIVE_INFINITY);
  if (overview.workshop) return;
  const folder = path.join(app.getAppPath(), 'resources', 'programme', 'sample');
  const read = async (fileName: string): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer>; dryRun: false }> => ({
    fileName,
    bytes: new Uint8Array(await fs.readFile(path.join(folder, fileName))),
    dryRun: false,
  });
  await client.command('roster.import', await read('roster.csv'), Number.POSITIVE_INFINITY);
  const { today } = await client.query('workshop.overview', {});
  await client.command('agenda.import', { ...(await read('agenda.csv')), firstDay: today }, Number.POSITIVE_INFINITY);
}
