import fs from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { AppStatus } from '@shared/contract/appChannels';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Start } from '../appArguments';
import { listDisplays } from '../kiosks/displays';
import { kioskHealth } from '../kiosks/kioskHealth';
import { kioskOptionsFrom, kioskOptionsOf } from '../kiosks/kioskOptions';
import { Kiosks, noPin } from '../kiosks/kiosks';
import { forgetStation, loadStations, saveStation } from '../kiosks/savedStations';
import { OrganizerPin } from '../pin/organizerPin';
import type { PinOwner } from '../pin/pinFile';
import type { Workspace } from '../workspace';
import { serveAppChannels } from './appChannelService';
import { contentsOf, roleOf } from './trustedSender';
import { DeskAccess } from './deskAccess';
import { letDeskHaveCamera } from './deskCamera';
import type { DeskServices } from './deskServices';
import { channels } from './ipcChannels';
import type { PortBroker } from './portBroker';
import type { StoreWindow } from './storeWindow';
import { createWindow } from './windowFactory';

const statusEveryMilliseconds = 500;
const verifyAfterMilliseconds = 15_000;
/** By then the windows have come up; what they ask of the services before loads those at once. */
const servicesAfterMilliseconds = 2_000;

/** The application with its windows: desk, kiosks, and the store behind them. */
export async function runWindows(workspace: Workspace, start: Extract<Start, { kind: 'windows' }>): Promise<void> {
  const pin = openPin(workspace, 'organizer');
  if (start.role !== null && start.role !== workspace.role) workspace.keep({ role: start.role });
  const isHq = workspace.role === 'hq';
  const kiosk = start.kiosk === null || isHq ? null : kioskOptionsFrom(start.kiosk);
  if (kiosk?.locked && !pin.isSet) {
    // Neither an unlocked kiosk nor the desk is for whoever stands before this screen.
    workspace.log(noPin);
    process.stderr.write(`${noPin}\n`);
    await workspace.journal.close();
    return app.exit(1);
  }
  const desktop = new Desktop(workspace, pin, openPin(workspace, 'helper'));
  // The store comes first: a kiosk has painted before its store can answer.
  const { store, client, broker } = workspace.startStore({ patience: Number(process.env.KIOSK_STORE_PATIENCE ?? 10_000), flushLimit: 10_000 }, isHq ? 'hq' : 'desk');
  if (kiosk !== null) desktop.kiosks.open(kiosk);
  // Behind a locked kiosk there is no desk to be reached by some key of the system: it opens once the PIN was right.
  if (kiosk === null || (!kiosk.locked && !process.env.KIOSK_WITHOUT_DESK)) desktop.openDesk();
  desktop.attach(store, client, broker);
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    if (!(data as { headless?: boolean } | undefined)?.headless && !desktop.isLockedIn) desktop.openDesk();
  });
  app.on('window-all-closed', () => undefined); // 'closed' of desk and kiosk decides; the store is hidden
  let leaving = false;
  app.on('before-quit', (event) => {
    if (leaving) return;
    event.preventDefault();
    leaving = true;
    void Promise.all([store.stop(), desktop.closeServices()]).then(() => workspace.journal.close()).finally(() => app.exit(0));
  });
  if (start.sample && !isHq) await loadSample(client).catch((error: Error) => workspace.log(`The sample could not be loaded: ${error.message}`));
  setTimeout(() => void desktop.services(), servicesAfterMilliseconds).unref();
  setTimeout(() => workspace.verifyInBackground(), verifyAfterMilliseconds).unref();
}

/** A PIN file that cannot be read is said so at the desk; until a new PIN is set, no kiosk can be locked. */
function openPin(workspace: Workspace, owner: PinOwner): OrganizerPin {
  try {
    return OrganizerPin.open(workspace.dataFolder, Date.now, owner);
  } catch (error) {
    workspace.note({ level: 'error', code: 'pin_damaged', message: (error as Error).message });
    return OrganizerPin.unset(workspace.dataFolder, Date.now, owner);
  }
}

class Desktop {
  readonly kiosks: Kiosks;
  /** The cameras that kiosks of this computer have seen; only they may ask for them. */
  private readonly cameras = new Set<string>();
  /** The organizer's window, or headquarters'. */
  private desk: BrowserWindow | null = null;
  private readonly face: 'desk' | 'hq';
  private store: StoreWindow | null = null;
  private client: StoreClient | null = null;
  private broker: PortBroker | null = null;
  private readonly access: DeskAccess;
  private helpRequests = 0;
  private loadingServices: Promise<DeskServices> | null = null;
  private statusTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly pin: OrganizerPin,
    helperPin: OrganizerPin,
  ) {
    this.face = workspace.role === 'hq' ? 'hq' : 'desk';
    this.access = new DeskAccess({
      home: this.face,
      organizer: pin,
      helper: helperPin,
      idleSeconds: () => workspace.idleSeconds,
      onRole: (desk) => {
        letDeskHaveCamera(desk, false);
        this.broker?.renew(desk);
        this.pushAccess();
      },
    });
    this.kiosks = new Kiosks({
      pin,
      desk: () => this.desk,
      client: () => this.client,
      log: workspace.log,
      onOpened: (window) => this.watch(window),
      onLeft: () => this.openDesk(true),
      onClosed: () => this.leaveIfLast(),
    });
    serveAppChannels({
      'kiosk.open': (asked) => {
        this.kiosks.open(kioskOptionsOf(asked));
        return null;
      },
      'kiosk.lock': (_params, sender) => ({ locked: this.kiosks.isLocked(sender), hasPin: pin.isSet }),
      'kiosk.leave': async (params, sender) => {
        const { problem, waitSeconds } = await this.kiosks.leave(sender, params.pin);
        return { left: problem === null, problem, waitSeconds };
      },
      'kiosk.health': (params, sender) => {
        this.kiosks.noteAlive(sender);
        for (const camera of params.cameras ?? []) this.cameras.add(camera);
        return kioskHealth({ journal: workspace.journal, dataFolder: workspace.dataFolder, client: this.client, sync: workspace.sync }, sender, this.kiosks.locksOf(sender));
      },
      'kiosk.list': async (_params, sender) => {
        const printers = await sender.getPrintersAsync().then((all) => all.map(({ name }) => name), () => []);
        return { kiosks: this.kiosks.list(), cameras: [...this.cameras].sort(), printers };
      },
      'kiosk.focus': ({ id }) => ({ there: this.kiosks.focus(id) }),
      'kiosk.close': ({ id }) => ({ there: this.kiosks.close(id) }),
      'stations.saved': () => ({ stations: loadStations(workspace.dataFolder) }),
      'stations.save': (asked) => ({ stations: saveStation(workspace.dataFolder, asked) }),
      'stations.forget': ({ station }) => ({ stations: forgetStation(workspace.dataFolder, station) }),
      'stations.open': () => this.openStations(),
      'displays.list': () => ({ displays: listDisplays() }),
      'pin.state': () => ({ hasPin: pin.isSet }),
      'pin.set': async (params) => {
        const { problem, waitSeconds } = await pin.set(params.pin, params.current);
        this.pushAccess();
        return { set: problem === null, problem, waitSeconds };
      },
      'desk.access': (_params, sender) => this.access.state(sender, this.helpRequests),
      'desk.lock': (_params, sender) => {
        this.access.lock(sender);
        return null;
      },
      'desk.enter': async (params, sender) => {
        const { problem, waitSeconds } = await this.access.enter(sender, params.as, params.pin);
        return { entered: problem === null, problem, waitSeconds };
      },
      'pin.setHelper': async (params) => {
        const { problem, waitSeconds } = await this.access.setHelperPin(params.pin, params.organizerPin);
        this.pushAccess();
        return { set: problem === null, problem, waitSeconds };
      },
      'desk.setIdle': ({ minutes }) => {
        workspace.keep({ idleMinutes: minutes });
        this.pushAccess();
        return null;
      },
      'app.status': () => this.status(),
      'sample.load': async () => {
        if (this.client) await loadSample(this.client);
        return null;
      },
    }, async () => (await this.services()).handlers);
    workspace.onChange(() => this.pushStatusSoon());
  }

  /** One that cannot be opened keeps no other from it. */
  private openStations(): { opened: number; refused: { station: string; message: string }[] } {
    const open = new Set(this.kiosks.list().map(({ station }) => station));
    const refused: { station: string; message: string }[] = [];
    const wanted = loadStations(this.workspace.dataFolder).filter(({ station }) => !open.has(station));
    for (const each of wanted) {
      try {
        this.kiosks.open(kioskOptionsOf(each));
      } catch (error) {
        refused.push({ station: each.station, message: (error as Error).message });
      }
    }
    return { opened: wanted.length - refused.length, refused };
  }

  /** Loaded once: printing goes on then where the last run of the application left it. */
  services(): Promise<DeskServices> {
    const { workspace, pin, kiosks } = this;
    return (this.loadingServices ??= import('./deskServices').then(
      ({ DeskServices }) => new DeskServices({ workspace, pin, kiosks, desk: () => this.desk, client: () => this.client, portsOf: (contents) => this.broker?.portsOf(contents) ?? [] }),
    ));
  }

  async closeServices(): Promise<void> {
    await (await this.loadingServices)?.close();
  }

  attach(store: StoreWindow, client: StoreClient, broker: PortBroker): void {
    this.store = store;
    this.broker = broker;
    this.client = client;
    if (this.face === 'desk') this.watchHelp(client);
  }

  /** Draws the eye to the desk in the task bar when somebody at a kiosk asks for help and it is not in front. */
  private watchHelp(client: StoreClient): void {
    let known = 0;
    client.subscribe('help.open', {}, ({ requests }) => {
      if (requests.length > known && this.desk && !this.desk.isFocused()) this.desk.flashFrame(true);
      if (requests.length === 0) this.desk?.flashFrame(false);
      known = requests.length;
      this.helpRequests = known;
      this.pushAccess();
    });
  }

  /** A locked kiosk is all there is: whoever starts the application once more gets no desk. */
  get isLockedIn(): boolean {
    return this.desk === null && this.kiosks.someLocked;
  }

  /** @param proven the organizer's PIN was entered a moment ago. */
  openDesk(proven = false): void {
    if (this.desk) {
      if (this.desk.isMinimized()) this.desk.restore();
      this.desk.focus();
      return;
    }
    const desk = createWindow(this.face);
    this.desk = desk;
    this.access.opened(desk.webContents, proven);
    this.watch(desk);
    desk.once('closed', () => {
      this.desk = null;
      this.leaveIfLast();
    });
  }

  private leaveIfLast(): void {
    if (!this.desk && this.kiosks.count === 0) app.quit();
  }

  private watch(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      this.workspace.log(`A window's process is gone (${reason}); it is loaded again.`);
      setTimeout(() => !window.isDestroyed() && window.reload(), 300);
    });
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
      for (const contents of contentsOf(this.face)) if (roleOf(contents) !== 'locked') contents.send(channels.status, this.status());
    }, statusEveryMilliseconds);
  }

  private pushAccess(): void {
    for (const contents of contentsOf(this.face)) contents.send(channels.access, this.access.state(contents, this.helpRequests));
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
