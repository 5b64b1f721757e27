import { type BrowserWindow, type WebContents } from 'electron';
import type { OpenKiosk } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import type { OrganizerPin, PinAnswer } from '../pin/organizerPin';
import { markKioskReady } from '../startMarks';
import { createWindow } from '../windows/windowFactory';
import { displayFor } from './displays';
import type { KioskOptions } from './kioskOptions';
import { lockedShape, lockWindow } from './lockedWindow';
import { type Locks, testLocks, unlocked } from './lockTest';

interface Kiosk {
  id: number;
  openedAt: string;
  aliveAt: string | null;
  responding: boolean;
  window: BrowserWindow;
  options: KioskOptions;
  mayClose: boolean;
  locks: Locks;
}

/** What kiosks need of the application around them. */
export interface KioskSurroundings {
  pin: OrganizerPin;
  desk(): BrowserWindow | null;
  client(): StoreClient | null;
  log(message: string): void;
  /** Told of each new window, and of each that is gone. */
  onOpened(window: BrowserWindow): void;
  onClosed(): void;
  /** Told when somebody with the right PIN leaves a locked kiosk, just before it closes. */
  onLeft(): void;
}

/** A try that cannot be recorded is told in the log, and keeps nobody at the kiosk: so long is waited, in milliseconds. */
const patience = 3_000;

/** The kiosk windows: one for each station and display. */
export class Kiosks {
  private readonly byName = new Map<string, Kiosk>();
  private nextId = 1;

  constructor(private readonly surroundings: KioskSurroundings) {}

  get count(): number {
    return this.byName.size;
  }

  get someLocked(): boolean {
    return [...this.byName.values()].some(({ options }) => options.locked);
  }

  /**
   * Opens a kiosk, or brings the one that is open to the front. One that is open and should now be locked is opened
   * anew, locked; a locked one stays so.
   *
   * @throws KioskError `not_configured` for a locked one while there is no PIN to leave it with.
   */
  open(options: KioskOptions): void {
    if (options.locked && !this.surroundings.pin.isSet) throw new KioskError('not_configured', noPin);
    const name = `${options.query}#${options.display ?? ''}`;
    const there = this.byName.get(name);
    if (there && (there.options.locked || !options.locked)) {
      if (there.window.isMinimized()) there.window.restore();
      there.window.focus();
      return;
    }
    const kiosk = this.create(options);
    this.byName.set(name, kiosk);
    kiosk.window.once('closed', () => {
      if (this.byName.get(name) === kiosk) this.byName.delete(name);
      this.surroundings.onClosed();
    });
    there?.window.destroy();
    this.surroundings.onOpened(kiosk.window);
  }

  /** The windows as the desk shows them, in the order of opening. */
  list(): OpenKiosk[] {
    return [...this.byName.values()]
      .map(({ id, options, openedAt, aliveAt, responding }) => ({
        id, station: options.station, target: new URLSearchParams(options.query).get('target') ?? 'auto', display: options.display,
        locked: options.locked, openedAt, aliveAt, responding,
      }))
      .sort((a, b) => a.id - b.id);
  }

  /** Brings a window to the front, or closes it: false if it is gone. The desk closes a locked one too. */
  focus(id: number): boolean {
    const kiosk = this.byId(id);
    if (kiosk?.window.isMinimized()) kiosk.window.restore();
    kiosk?.window.focus();
    return kiosk !== undefined;
  }

  close(id: number): boolean {
    const kiosk = this.byId(id);
    if (kiosk) {
      kiosk.mayClose = true;
      kiosk.window.destroy();
    }
    return kiosk !== undefined;
  }

  private byId(id: number): Kiosk | undefined {
    return [...this.byName.values()].find((each) => each.id === id);
  }

  /** The page of a kiosk has just asked for something. */
  noteAlive(asking: WebContents): void {
    const kiosk = this.kioskOf(asking);
    if (kiosk) Object.assign(kiosk, { aliveAt: new Date().toISOString(), responding: true });
  }

  /** Whether the kiosk that asks is locked. */
  isLocked(asking: WebContents): boolean {
    return this.kioskOf(asking)?.options.locked ?? false;
  }

  /** The station and the printer's name that the kiosk that asks was opened with; null without. */
  settingOf(asking: WebContents): { station: string | null; printer: string | null } {
    const options = this.kioskOf(asking)?.options;
    return { station: options?.station ?? null, printer: new URLSearchParams(options?.query).get('printer') || null };
  }

  /** What the test at its start found to be locked at the kiosk that asks. */
  locksOf(asking: WebContents): Locks {
    return this.kioskOf(asking)?.locks ?? [];
  }

  /** Closes the kiosk that asks, if it is left with the right PIN or is not locked. Each try is recorded. */
  async leave(asking: WebContents, pin: string): Promise<PinAnswer> {
    const kiosk = this.kioskOf(asking);
    if (!kiosk) throw new KioskError('forbidden', 'Only a kiosk can be left.');
    const answer = kiosk.options.locked ? await this.surroundings.pin.check(pin) : { problem: null, waitSeconds: 0 };
    if (kiosk.options.locked && answer.problem !== 'too_soon') await this.record(kiosk, answer.problem === null);
    if (answer.problem === null) {
      kiosk.mayClose = true;
      if (kiosk.options.locked) this.surroundings.onLeft();
      setImmediate(() => kiosk.window.destroy()); // after the answer is on its way
    }
    return answer;
  }

  private create(options: KioskOptions): Kiosk {
    const { surroundings } = this;
    const display = displayFor(options.display, surroundings.desk());
    const search = options.query && `?${options.query}`;
    const placed = options.display === null ? {} : { x: display.workArea.x, y: display.workArea.y };
    const window = createWindow('kiosk', search, options.locked ? lockedShape(display) : placed);
    markKioskReady(window.webContents);
    const opened = { id: this.nextId++, openedAt: new Date().toISOString(), aliveAt: null, responding: true };
    const kiosk: Kiosk = { ...opened, window, options, mayClose: false, locks: unlocked };
    window.on('unresponsive', () => (kiosk.responding = false));
    window.on('responsive', () => (kiosk.responding = true));
    if (options.locked) {
      lockWindow(window, display, () => kiosk.mayClose);
      const loaded = new Promise<void>((resolve) => window.webContents.once('did-finish-load', () => resolve()));
      const shown = new Promise<void>((resolve) => window.once('show', () => resolve()));
      void Promise.all([loaded, shown]).then(() => this.test(kiosk));
    }
    return kiosk;
  }

  private async test(kiosk: Kiosk): Promise<void> {
    kiosk.locks = await testLocks(kiosk.window);
    const open = kiosk.locks.filter(({ locked }) => !locked).map(({ name }) => name);
    const name = kiosk.options.station ?? 'A kiosk';
    this.surroundings.log(
      open.length === 0 ? `${name}: the display is covered and everything that can be locked is.` : `${name}: NOT locked: ${open.join(', ')}. The README tells what the operating system must add.`,
    );
  }

  private async record(kiosk: Kiosk, admitted: boolean): Promise<void> {
    const { station } = kiosk.options;
    try {
      await this.surroundings.client()?.command('kiosk.noteUnlock', { admitted, ...(station ? { station } : {}) }, patience);
    } catch (error) {
      this.surroundings.log(`A PIN was entered (${admitted ? 'right' : 'wrong'}), and could not be recorded: ${(error as Error).message}`);
    }
  }

  private kioskOf(contents: WebContents): Kiosk | undefined {
    return [...this.byName.values()].find(({ window }) => window.webContents === contents);
  }
}

export const noPin = 'A locked kiosk needs the organizer’s PIN, or nobody could leave it. Open the desk, set the PIN under “Kiosk & tickets”, and try again.';
