import path from 'node:path';
import type { DraftEvent } from '@shared/contract/events';
import type { SyncDocument } from '@shared/contract/sync';
import type { JournalPage } from '@shared/contract/wire';
import { millisecondsOf } from '@shared/domain/hybridClock';
import { ByteText } from '../byteText';
import { type Appended, Batch } from './batch';
import { isAmong, type IsErased } from './erasedPeople';
import { Erasures } from './erasures';
import { JournalWriteError, refusalOf } from './errors';
import { EventIndex } from './eventIndex/eventIndex';
import { healSegment } from './healing';
import { JournalFiles } from './journalFiles';
import { type FoundLines, type JournalEnd, linesOf, readPage } from './journalPages';
import { formatLine } from './line';
import { lockFolder } from './lock';
import { Mirror, type MirrorState } from './mirror';
import { damageNotice, type Notice } from './notices';
import type { Taken } from './received';
import { type Opened, recover } from './recovery';
import { type Growth, ReceivedLines, type ReceiveRequest, type Request } from './requests';
import { type Damage, verifyFolder } from './scan';
import type { SealState } from './seal';
import { createFolder } from './segments';
import { WriteQueue } from './writeQueue';

export interface JournalOptions {
  folder: string;
  /** This laptop's id: part of every event id it writes. */
  device: string;
  /** The folder of the index, which is made when it is first asked for. */
  index: string;
  /** A second folder that gets a copy of every segment, such as one on a USB stick. */
  mirror?: string | undefined;
  now?: () => number;
  onNotice?: (notice: Notice) => void;
}

export type { Appended } from './batch';
export type { Growth } from './requests';

/**
 * The append-only file that is the truth. `append` resolves only when its events are on the disk; calls that come
 * while one is being written share the next write and its fsync. FORMAT.md tells what lies on the disk.
 */
export class Journal {
  private readonly queue = new WriteQueue<Request>((requests) => this.write(requests));
  private readonly erasing: Erasures;
  private readonly mirror: Mirror | null;
  private state: SealState;
  private end: JournalEnd;
  private closing: Promise<void> | null = null;
  private readonly index: EventIndex;
  /** One write at a time: all lines are put together in the same memory. */
  private readonly written = new ByteText();
  private readonly listeners = new Set<(growth: Growth) => void>();

  private constructor(
    private readonly options: Required<Omit<JournalOptions, 'mirror' | 'onNotice'>>,
    mirrorFolder: string | null,
    private readonly unlock: () => void,
    private readonly files: JournalFiles,
    opened: Opened,
    /** What was found at opening and since. */
    readonly notices: Notice[],
    private readonly note: (notice: Notice) => void,
  ) {
    this.state = opened.state;
    this.end = { line: opened.lastLine, hash: opened.lastHash };
    this.erasing = new Erasures({
      files, note, count: () => this.state.erasures, between: (task) => this.queue.between(task), onCarriedOut: () => this.mirror?.wake(),
    });
    const erased = (): { erasures: number; people: ReadonlySet<string> } => ({ erasures: this.erasing.carriedOut, people: this.erasing.people });
    this.mirror = mirrorFolder === null ? null : new Mirror(options.folder, mirrorFolder, (segment) => files.acknowledged(segment), erased, note);
    this.index = new EventIndex(options.index, { files, end: () => this.end });
    if (files.isEmpty) files.writeHead(this.headOf(files.activeFirstLine));
    this.erasing.finish(notices);
    this.mirror?.wake();
  }

  /**
   * Opens the folder, creating it if need be: takes the lock, brings a torn or lost end back from the mirror or
   * cuts it off, and reads the last segment.
   *
   * @throws JournalLockedError if another process has it open.
   */
  static open(options: JournalOptions): Journal {
    const { folder, device, index } = options;
    const now = options.now ?? Date.now;
    createFolder(folder);
    const unlock = lockFolder(folder);
    try {
      const mirrorFolder = options.mirror ? path.join(options.mirror, `champions-kiosk-${device}`) : null;
      const notices: Notice[] = [];
      const note = (notice: Notice): void => {
        notices.push(notice);
        options.onNotice?.(notice);
      };
      const opened = recover(folder, mirrorFolder, device, now, note);
      const files = JournalFiles.open(folder, opened.segments, opened.bytes);
      return new Journal({ folder, device, index, now }, mirrorFolder, unlock, files, opened, notices, note);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  get lines(): number {
    return this.end.line;
  }

  /** When the last event was written here, in milliseconds since 1970 by the clock of that moment; null without events. */
  get lastWrittenAt(): number | null {
    return this.state.clock;
  }

  get device(): string {
    return this.options.device;
  }

  /** Whether somebody was erased: what is kept of them elsewhere is to go. */
  readonly isErased: IsErased = (workshop, registrationId) => isAmong(this.erasing.people, workshop, registrationId);

  /** How many erasures this journal holds, carried out or not. */
  get erasures(): number {
    return this.state.erasures;
  }

  mirrorState(): MirrorState | null {
    return this.mirror?.state ?? null;
  }

  /**
   * Writes events, all or none, and resolves once they are on the disk.
   *
   * @throws JournalWriteError when they are not: the disk is full, the folder read-only or gone. Nothing is left
   * half-written, and a later call may succeed.
   */
  append(workshop: string, drafts: readonly DraftEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.closing) return reject(new JournalWriteError('failed', 'The application is closing.'));
      this.queue.push({ kind: 'append', workshop, drafts, resolve, reject });
      return undefined;
    });
  }

  /**
   * Writes proved events of other devices, and own ones that come back, as they are: those that are not here yet, all or
   * none, with the write and the fsync that `append` has. What is here is looked up at the moment of writing.
   *
   * @returns one word for each document.
   * @throws JournalWriteError as `append` does, and when the index cannot be read or written.
   */
  async receive(workshop: string, documents: readonly SyncDocument[]): Promise<Taken[]> {
    if (documents.length === 0) return [];
    for (;;) {
      if (!this.index.isReady) await this.indexed();
      const taken = await new Promise<Taken[] | null>((resolve, reject) => {
        if (this.closing) return reject(new JournalWriteError('failed', 'The application is closing.'));
        this.queue.push({ kind: 'receive', workshop, documents, resolve, reject });
        return undefined;
      });
      // Whoever brings one batch after the other lets scans have their turn in between.
      await new Promise(setImmediate);
      if (taken) return taken;
    }
  }

  /** The index, with every line in it that is on the disk now. @throws JournalWriteError when its files cannot be used. */
  async indexed(): Promise<EventIndex> {
    if (!this.index.isReady) await this.index.ready().catch((error: unknown) => Promise.reject(refusalOf(error, this.options.index)));
    return this.index;
  }

  /** Some lines, at most a segment of them at a step; those that cannot be read are left out. @param numbers in ascending order. */
  linesOf(numbers: readonly number[]): Iterable<FoundLines> {
    return linesOf(this.files, numbers);
  }

  /** Calls back when events are on the disk, before those are told who wrote them. Returns how to stop that. */
  onGrown(callback: (growth: Growth) => void): () => void {
    this.listeners.add(callback);
    return () => void this.listeners.delete(callback);
  }

  private async write(requests: Request[]): Promise<void> {
    try {
      const { batch, tell } = await this.writeTogether(requests);
      // Whoever waits for own events has them acknowledged first; it is received ones that others must hear of before.
      if (batch.received.length > 0) this.follow(batch);
      tell();
      await new Promise(setImmediate);
      if (batch.received.length === 0) this.follow(batch);
      this.mirror?.wake();
    } catch (error) {
      this.files.tryToCutBack();
      const refusal = refusalOf(error, this.options.folder);
      for (const request of requests) request.reject(refusal);
    }
  }

  /** @returns what is on the disk now, and how to tell those who asked for it. */
  private async writeTogether(requests: readonly Request[]): Promise<{ batch: Batch; tell(): void }> {
    const { files, erasing } = this;
    files.cutBack();
    if (files.isFull) files.begin(this.end.line + 1, this.headOf(this.end.line + 1));
    const { device, now } = this.options;
    const batch = new Batch({ device, now, erased: erasing.people, lines: this.written.clear() }, this.state, this.end);
    const told: (() => void)[] = [];
    for (const request of requests) {
      if (request.kind !== 'receive') continue;
      const known = this.lookUp(request);
      if (!known) continue;
      const taken = batch.receive(request.documents, known);
      told.push(() => request.resolve(taken));
    }
    for (const request of requests) {
      if (request.kind !== 'append') continue;
      const appended = batch.append(request.workshop, request.drafts);
      told.push(() => request.resolve(appended));
    }
    const tell = (): void => told.forEach((each) => each());
    if (batch.isEmpty) return { batch, tell };
    await files.append(batch.bytes);
    this.state = batch.state;
    this.end = batch.end;
    for (const key of batch.erasing) erasing.people.add(key);
    return { batch, tell };
  }

  /** The index and those who listen hear of what was written. */
  private follow(batch: Batch): void {
    if (batch.isEmpty) return;
    this.index.note(batch.indexed);
    const { received, receivedEnd, receivedErases } = batch;
    const growth: Growth = {
      workshops: new Set(batch.indexed.map(({ workshop }) => workshop)),
      received: received.length > 0 ? new ReceivedLines(received, receivedEnd, receivedErases) : null,
    };
    for (const listener of this.listeners) {
      try {
        listener(growth);
      } catch (error) {
        // What is on the disk is not refused for that.
        void Promise.reject(error as Error);
      }
    }
  }

  /** The hash that each event of a request has here; null, after the request was told, when the index cannot say. */
  private lookUp({ documents, resolve, reject }: ReceiveRequest): (string | null)[] | null {
    if (!this.index.isReady) {
      resolve(null);
      return null;
    }
    try {
      return documents.map(({ workshop, device, seq }) => this.index.find(workshop, device, seq)?.hash ?? null);
    } catch (error) {
      this.index.close();
      reject(refusalOf(error, this.options.index));
      return null;
    }
  }

  private headOf(firstLine: number): string {
    const { chains, hlc, erasures, clock } = this.state;
    const isClock = hlc === null || millisecondsOf(hlc) === clock;
    return formatLine(null, this.end.hash, JSON.stringify({ version: 1, firstLine, chains, hlc, ...(erasures > 0 ? { erasures } : {}), ...(isClock ? {} : { clock }) }));
  }

  /**
   * The lines after line `after`, at most a segment of them.
   *
   * @param anchor hash of line `after` as the reader knows it, or null or empty to take the reader's word.
   * @returns null if this journal has no such line: the reader holds the state of another one.
   */
  read(after: number, anchor: string | null): JournalPage | null {
    return readPage(this.files, this.end, after, anchor);
  }

  /**
   * Reads every segment, heals what the mirror can heal of the older ones, and says what is still damaged. Takes
   * seconds for 100,000 lines, and nothing else runs meanwhile: for headless commands.
   */
  verify(): { lines: number; damage: Damage[]; segments: number } {
    const found = verifyFolder(this.options.folder);
    return this.heal(found.damage) > 0 ? verifyFolder(this.options.folder) : found;
  }

  /** What is still damaged of some findings, as notices. */
  damageNotices(damage: readonly Damage[]): Notice[] {
    const healed = new Set(this.notices.filter(({ code }) => code === 'healed').map(({ file, line }) => `${file}:${line}`));
    return damage.filter(({ file, line }) => !healed.has(`${file}:${line}`)).map(damageNotice);
  }

  /** Heals damage in segments that are no longer written to. Returns how many lines were healed. */
  heal(damage: readonly Damage[]): number {
    const copies = this.mirror?.state.folder;
    if (!copies) return 0;
    const names = new Set(damage.map((each) => each.file));
    const older = this.files.older.filter((segment) => names.has(path.basename(segment.file)));
    const lines = older.reduce((healed, segment) => healed + healSegment(this.options.folder, segment, copies, this.note).length, 0);
    // It may have had these lines for damaged ones.
    if (lines > 0) this.index.close();
    if (lines > 0 && this.erasing.people.size > 0) this.erasing.carryOutAgain();
    return lines;
  }

  /**
   * Carries out every erasure that the journal holds: blanks the journal's files, and the mirror's as soon as it can be
   * reached. Events can be written meanwhile.
   *
   * @returns how many were carried out now; 0 if there was nothing to do.
   * @throws JournalWriteError when files cannot be rewritten. It is done again at the next call or start.
   */
  blank(): Promise<number> {
    return this.erasing.carryOut();
  }

  /** Lets what is under way finish, brings the mirror up to date and gives the folder back. */
  close(): Promise<void> {
    this.closing ??= (async () => {
      await this.erasing.settled();
      while (this.queue.isBusy) await new Promise((resolve) => setTimeout(resolve, 1));
      await this.mirror?.close();
      this.index.close();
      this.files.close();
      this.unlock();
    })();
    return this.closing;
  }
}
