import { type BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import type { JournalPage, JournalReply } from '@shared/contract/wire';
import { journalPortMessage, storePortChannel, type StorePortMessage } from '@shared/contract/storePorts';
import { answerJournalRequest, type JournalAccess, readRequest } from './journalService';
import { createWindow } from './windowFactory';

export interface Supervision {
  /** How long a store may be silent before it is taken for hung, in milliseconds. */
  patience: number;
  /** How long it may take to write what is behind when the application closes, in milliseconds. Nothing is lost if it is cut short. */
  flushLimit: number;
  log(message: string): void;
  /** Takes away every byte that the browser keeps of the store, when no window of it is there. */
  wipe(): Promise<void>;
  onState(running: boolean): void;
}

const beatMilliseconds = 1_000;
const longestPause = 5_000;
/** After so many starts that never got ready, what the browser stored for the store is thrown away. */
const startsBeforeWipe = 3;

/**
 * The hidden store window, supervised: when its renderer crashes, hangs or cannot start, another one is started
 * from the journal. Windows keep what they asked, and ask it again on their new ports.
 */
export class StoreWindow {
  private window: BrowserWindow | null = null;
  private port: MessagePortMain | null = null;
  private ready = false;
  private stopped = false;
  private failedStarts = 0;
  private lastSign = 0;
  private beat = 0;
  private readonly started: (() => void)[] = [];
  private outbox: { message: StorePortMessage; port: MessagePortMain | undefined }[] = [];
  private loaded = false;
  private onFlushed: (() => void) | null = null;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly journal: JournalAccess,
    private readonly supervision: Supervision,
  ) {
    this.timer = setInterval(() => this.checkPulse(), beatMilliseconds);
    this.start();
  }

  /** Called after the store was started anew, when windows need new ports. */
  onStarted(callback: () => void): void {
    this.started.push(callback);
  }

  get running(): boolean {
    return this.ready;
  }

  /** Tells the store of lines from elsewhere that were written. One that is not there yet reads them at its start. */
  received(lines: JournalPage['lines'], anchor: string): void {
    this.reply({ kind: 'received', lines, anchor });
  }

  /** Carries out erasures that came from elsewhere, as `blank` does those that were asked for here. @throws what the disk says. */
  async erase(): Promise<void> {
    await this.carryOutErasures();
  }

  /** Passes a message and a port to the store's page, once that is there to hear it. */
  send(message: StorePortMessage, port?: MessagePortMain): void {
    if (this.loaded && this.window) this.window.webContents.postMessage(storePortChannel, message, port ? [port] : []);
    else this.outbox.push({ message, port });
  }

  /** Lets the store write what is behind, at most for some seconds, and ends it. What came in last and erases somebody is carried out. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    if (this.ready && this.port) {
      const flushed = new Promise<void>((resolve) => {
        this.onFlushed = resolve;
      });
      this.reply({ kind: 'flush' });
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, this.supervision.flushLimit))]);
    }
    this.discard();
    await this.journal.blank().catch((error: Error) => this.supervision.log(`An erasure is carried out at the next start: ${error.message}`));
  }

  private start(): void {
    const window = createWindow('store');
    this.window = window;
    this.lastSign = Date.now();
    const { webContents } = window;
    webContents.on('console-message', (...details: unknown[]) => {
      // Electron ≥ 35 gives one event with its fields, older ones level and message as arguments.
      const [event, level, message] = details as [{ level?: string; message?: string }, number?, string?];
      const isWorth = event.level === 'error' || event.level === 'warning' || (level ?? 0) >= 2;
      if (isWorth) this.supervision.log(`store window: ${event.message ?? message ?? ''}`);
    });
    webContents.once('did-finish-load', () => this.introduce(window));
    webContents.once('did-fail-load', (_event, code, reason) => this.restart(window, `its page did not load (${code} ${reason})`));
    webContents.once('render-process-gone', (_event, details) => this.restart(window, `its process is gone (${details.reason})`));
    window.once('closed', () => this.restart(window, 'it gave up'));
  }

  /** The page is there: it gets its port to the journal, then the ports that waited for it. */
  private introduce(window: BrowserWindow): void {
    if (window !== this.window) return;
    const { port1, port2 } = new MessageChannelMain();
    this.port = port1;
    port1.on('message', ({ data }) => void this.receive(port1, data));
    port1.start();
    window.webContents.postMessage(storePortChannel, { kind: journalPortMessage } satisfies StorePortMessage, [port2]);
    this.loaded = true;
    for (const { message, port } of this.outbox.splice(0)) this.send(message, port);
  }

  private async receive(port: MessagePortMain, data: unknown): Promise<void> {
    if (port !== this.port) return;
    this.lastSign = Date.now();
    const request = readRequest(data);
    if (request === null) {
      this.supervision.log('store window: a message that has not the form of the contract');
      const id = (data as { id?: unknown } | null)?.id;
      if (typeof id === 'number') this.reply({ kind: 'refused', id, code: 'failed', message: 'The events have not the form of the contract.' });
      return;
    }
    if (request.kind === 'ready') {
      this.ready = true;
      this.failedStarts = 0;
      this.supervision.onState(true);
    } else if (request.kind === 'flushed') {
      this.onFlushed?.();
    } else if (request.kind === 'blank') {
      await this.blank(port, request.id);
    } else if (request.kind !== 'alive') {
      const reply = await answerJournalRequest(this.journal, request);
      if (port === this.port) this.reply(reply);
    }
  }

  /**
   * Has erasures carried out. What the store has written and holds in memory names the erased, so it is replaced by
   * one that starts from the blanked journal; windows ask it again what they had asked this one.
   */
  private async blank(port: MessagePortMain, id: number): Promise<void> {
    let reply: JournalReply = { kind: 'blanked', id };
    try {
      if (await this.carryOutErasures()) return;
    } catch (error) {
      reply = { kind: 'refused', id, code: 'failed', message: `The erasure is recorded, but could not be carried out yet: ${(error as Error).message} It is finished at the next start at the latest.` };
    }
    if (port === this.port) this.reply(reply);
  }

  /** Whether there were any, and the store is started anew without them. */
  private async carryOutErasures(): Promise<boolean> {
    if ((await this.journal.blank()) === 0 || this.stopped) return false;
    this.supervision.log('The store is started anew without those who were erased.');
    this.discard();
    this.supervision.onState(false);
    // What cannot be taken away now is at the next start of the application, before anybody reads it.
    await this.supervision.wipe().catch((error: Error) => this.supervision.log(`The database could not be thrown away: ${error.message}`));
    await this.startAnew(false);
    return true;
  }

  private reply(reply: JournalReply): void {
    this.port?.postMessage(reply);
  }

  private checkPulse(): void {
    if (!this.window) return;
    if (Date.now() - this.lastSign > this.supervision.patience) {
      this.restart(this.window, `it has been silent for ${this.supervision.patience} ms`);
      return;
    }
    this.reply({ kind: 'beat', beat: this.beat++ });
  }

  private restart(window: BrowserWindow, why: string): void {
    if (window !== this.window || this.stopped) return;
    this.supervision.log(`The store window is started anew: ${why}.`);
    this.discard();
    this.supervision.onState(false);
    this.failedStarts += 1;
    const wipe = this.failedStarts % startsBeforeWipe === 0;
    const pause = Math.min(longestPause, (this.failedStarts - 1) * 500);
    setTimeout(() => void this.startAnew(wipe), pause);
  }

  private async startAnew(wipe: boolean): Promise<void> {
    if (this.stopped) return;
    if (wipe) {
      this.supervision.log('The store could not be started; its database is thrown away and folded anew from the journal.');
      await this.supervision.wipe().catch((error: Error) => this.supervision.log(`The database could not be thrown away: ${error.message}`));
    }
    this.start();
    for (const callback of this.started) callback();
  }

  private discard(): void {
    const { window } = this;
    this.window = null;
    this.port?.close();
    this.port = null;
    this.ready = false;
    this.loaded = false;
    this.outbox = [];
    if (!window || window.isDestroyed()) return;
    // A hung renderer does not react to being closed; a healthy one is not crashed at the end of a day.
    if (!this.stopped) window.webContents.forcefullyCrashRenderer();
    window.destroy();
  }
}
