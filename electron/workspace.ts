import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import type { AppNotice } from '@shared/contract/appChannels';
import { StoreClient } from '@shared/contract/storeClient';
import type { Role } from '@shared/contract/values';
import type { StoreMessage } from '@shared/contract/wire';
import type { IsErased } from './journal/erasedPeople';
import { Journal } from './journal/journal';
import type { Notice } from './journal/notices';
import type { Damage } from './journal/scan';
import { OnceQuiet } from './onceQuiet';
import { loadSettings, saveSettings, type Settings } from './settings';
import { QueueFiles } from './printing/queueFiles';
import { mark } from './startMarks';
import { forgetRefusedPeople } from './sync/client/refusedList';
import type { SyncService } from './sync/syncService';
import { PortBroker } from './windows/portBroker';
import { StoreFiles } from './windows/storeFiles';
import { StoreWindow } from './windows/storeWindow';

/** Erasures from elsewhere come in numbers, and each beginning of the store anew takes a moment: they are gathered, in milliseconds. */
const quietBeforeErasing = 1_000;
const longestBeforeErasing = 10_000;

/** A data folder that is open: its settings and its journal, and, once the application is ready, its store. */
export class Workspace {
  readonly notices: AppNotice[] = [];
  /** The exchange with headquarters and hubs, once it was started. */
  sync: SyncService | null = null;
  private changed: () => void = () => {};
  /** Forgets the print jobs of erased people; a queue that runs does so itself. */
  private forgetPrints = (isErased: IsErased): void => {
    const folder = path.join(this.dataFolder, 'print');
    if (fs.existsSync(folder)) new QueueFiles(folder).forgetPeople(isErased);
  };

  private constructor(
    readonly dataFolder: string,
    private kept: Settings,
    readonly journal: Journal,
    readonly log: (message: string) => void,
  ) {}

  /** @throws JournalLockedError if another process has it open. */
  static open(dataFolder: string, mirror: string | null, log: (message: string) => void): Workspace {
    let settings = loadSettings(dataFolder);
    if (mirror !== null && mirror !== settings.mirror) {
      settings = { ...settings, mirror };
      saveSettings(dataFolder, settings);
    }
    const early: Notice[] = [];
    let note = (notice: Notice): void => void early.push(notice);
    const journal = Journal.open({
      folder: path.join(dataFolder, 'journal'),
      device: settings.device,
      index: path.join(dataFolder, 'sync-index'),
      mirror: settings.mirror ?? undefined,
      onNotice: (notice) => note(notice),
    });
    const workspace = new Workspace(dataFolder, settings, journal, log);
    note = (notice) => workspace.note(notice);
    for (const notice of early) workspace.note(notice);
    // An erasure that a crash cut short.
    if (journal.erasures > 0) workspace.forgetErased();
    return workspace;
  }

  get idleSeconds(): number {
    const forTests = Number(process.env.KIOSK_IDLE_SECONDS ?? 0);
    return forTests > 0 ? forTests : (this.kept.idleMinutes ?? 5) * 60;
  }

  /** What this data folder is for: a venue, or headquarters. */
  get role(): 'venue' | 'hq' {
    return this.kept.role ?? 'venue';
  }

  get settings(): Settings {
    return this.kept;
  }

  /** Keeps some of the settings from now on. */
  keep(some: Partial<Settings>): void {
    const settings = { ...this.kept, ...some };
    saveSettings(this.dataFolder, settings);
    this.kept = settings;
  }

  onChange(callback: () => void): void {
    this.changed = callback;
  }

  /** Asks somebody to forget erased people in the folder of prints, in place of what a workspace without a queue does. */
  onErased(forget: (isErased: IsErased) => void): void {
    this.forgetPrints = forget;
  }

  private forgetErased(): void {
    const { isErased } = this.journal;
    this.forgetPrints(isErased);
    if (this.sync) this.sync.forgetPeople(isErased);
    else forgetRefusedPeople(this.dataFolder, isErased, () => false);
  }

  note({ level, code, message }: Omit<AppNotice, 'at'>): void {
    this.notices.push({ level, code, message, at: new Date().toISOString() });
    this.log(`${level}: ${message}`);
    this.changed();
  }

  /**
   * Starts the store window and everything that talks to it.
   *
   * @param role what the main process itself may ask of the store.
   */
  startStore(limits: { patience: number; flushLimit: number }, role: Role = 'desk'): { store: StoreWindow; client: StoreClient; broker: PortBroker } {
    const { journal } = this;
    const access = {
      append: async (...args: Parameters<Journal['append']>) => {
        const appended = await journal.append(...args);
        this.changed();
        return appended;
      },
      read: (...args: Parameters<Journal['read']>) => journal.read(...args),
      blank: () => this.blank(),
    };
    const files = new StoreFiles(this.dataFolder);
    if (files.erasures < journal.erasures) files.remove(journal.erasures);
    const store = new StoreWindow(access, { ...limits, log: this.log, wipe: () => files.wipe(journal.erasures), onState: (running) => this.storeState(running) });
    const erasing = new OnceQuiet(quietBeforeErasing, longestBeforeErasing, () => this.erasing(store.erase()));
    journal.onGrown(({ received }) => {
      if (!received) return;
      store.received(received.lines, received.anchor);
      if (received.erases) erasing.want();
      this.changed();
    });
    const broker = new PortBroker(store);
    const client = new StoreClient({ set: (callback, ms) => setTimeout(callback, ms), clear: (timer) => clearTimeout(timer as NodeJS.Timeout) });
    broker.connectOwn(role, (port: MessagePortMain) => {
      port.on('message', ({ data }) => client.receive(data as StoreMessage));
      port.start();
      client.connect({ post: (message) => port.postMessage(message), close: () => port.close() });
    });
    return { store, client, broker };
  }

  /**
   * For what asks nothing of the store: what comes in meanwhile is folded at the next start, out of the journal. Whom it
   * erases is gone without one: from the journal, and the store's files, which name them, are taken away.
   */
  withoutStore(): { stop(): Promise<void> } {
    const { journal } = this;
    const files = new StoreFiles(this.dataFolder);
    const removeOutdated = (): void => {
      if (files.erasures < journal.erasures) files.remove(journal.erasures);
    };
    removeOutdated();
    let isOwed = false;
    const carryOut = async (): Promise<void> => {
      isOwed = false;
      await this.blank();
      removeOutdated();
    };
    const erasing = new OnceQuiet(quietBeforeErasing, longestBeforeErasing, () => this.erasing(carryOut()));
    const unwatch = journal.onGrown(({ received }) => {
      if (received?.erases) {
        isOwed = true;
        erasing.want();
      }
      this.changed();
    });
    return {
      stop: async () => {
        unwatch();
        if (isOwed) await this.erasing(carryOut());
      },
    };
  }

  private async blank(): Promise<number> {
    const erased = await this.journal.blank();
    // Not only after an erasure that is new: the last one may have ended here.
    if (this.journal.erasures > 0) this.forgetErased();
    return erased;
  }

  private erasing(work: Promise<void>): Promise<void> {
    return work.catch((error: Error) => this.note({ level: 'error', code: 'erasure_failed', message: `An erasure that came from elsewhere could not be carried out yet: ${error.message} It is finished at the next start at the latest.` }));
  }

  private storeState(running: boolean): void {
    if (running) mark('storeReadyAt');
    this.changed();
  }

  /** Reads old segments in a thread of its own; what the mirror can heal is healed, the rest is reported. */
  verifyInBackground(): void {
    const worker = new Worker(path.join(__dirname, 'verifyJournal.js'), { workerData: { folder: path.join(this.dataFolder, 'journal') } });
    worker.once('message', (damage: Damage[]) => {
      if (damage.length === 0) return;
      const healed = this.journal.heal(damage);
      const known = new Set(this.notices.map((notice) => notice.message));
      for (const notice of this.journal.damageNotices(damage)) if (!known.has(notice.message)) this.note(notice);
      if (healed > 0) this.log(`${healed} damaged lines of older segments were healed from the mirror`);
    });
    worker.once('error', (error) => this.log(`The journal could not be verified: ${error.message}`));
  }
}
