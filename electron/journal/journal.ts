import fs from 'node:fs';
import path from 'node:path';
import type { DraftEvent } from '@shared/contract/events';
import type { JournalPage, Sealed } from '@shared/contract/wire';
import { millisecondsOf } from '@shared/domain/hybridClock';
import { DurableWriter } from './durableWrite';
import { blankFolder, erasedIn, loadCarriedOut, type Rewrite, rewriteFile, saveCarriedOut } from './erasure';
import { JournalWriteError, refusalOf } from './errors';
import { hashLine } from './hashes';
import { healSegment } from './healing';
import { hashOf, formatLine } from './line';
import { lockFolder } from './lock';
import { Mirror, type MirrorState } from './mirror';
import { damageNotice, type Notice } from './notices';
import { recover } from './recovery';
import { type Damage, scanSegment, verifyFolder } from './scan';
import { seal, type SealState } from './seal';
import { createFolder, listSegments, replaceFile, segmentBytes, segmentFile, syncFolder, type SegmentFile } from './segments';

export interface JournalOptions {
  folder: string;
  /** This laptop's id: part of every event id it writes. */
  device: string;
  /** A second folder that gets a copy of every segment, such as one on a USB stick. */
  mirror?: string | undefined;
  now?: () => number;
  onNotice?: (notice: Notice) => void;
}

/** What was written, and the hash of its last line. */
export interface Appended {
  sealed: Sealed[];
  anchor: string;
}

interface Request {
  workshop: string;
  drafts: readonly DraftEvent[];
  resolve(written: Appended): void;
  reject(error: JournalWriteError): void;
}

/**
 * The append-only file that is the truth. `append` resolves only when its events are on the disk; calls that come
 * while one is being written share the next write and its fsync. FORMAT.md tells what lies on the disk.
 */
export class Journal {
  private constructor(
    private readonly options: Required<Omit<JournalOptions, 'mirror' | 'onNotice'>>,
    private readonly unlock: () => void,
    private readonly mirror: Mirror | null,
    private segments: SegmentFile[],
    private active: { file: SegmentFile; handle: number; bytes: number },
    private state: SealState,
    private lastLine: number,
    private lastHash: string,
    /** What was found at opening and since. */
    readonly notices: Notice[],
    private readonly note: (notice: Notice) => void,
  ) {}

  private readonly writer = new DurableWriter();
  private queue: Request[] = [];
  private writing = false;
  /** Set while the end of the active segment may hold bytes that nobody was told of. */
  private dirty = false;
  private closing: Promise<void> | null = null;
  /** Everybody whose erasure is on the disk: what arrives of them later is written without their data. */
  private readonly erased = new Set<string>();
  /** How many erasures have been carried out in this folder; fewer than the journal holds while one is under way. */
  private carriedOut = 0;
  private blanking: Promise<number> = Promise.resolve(0);
  /** What must not run while bytes are being written. */
  private tasks: (() => void)[] = [];

  /**
   * Opens the folder, creating it if need be: takes the lock, brings a torn or lost end back from the mirror or
   * cuts it off, and reads the last segment.
   *
   * @throws JournalLockedError if another process has it open.
   */
  static open(options: JournalOptions): Journal {
    const { folder, device } = options;
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
      const opened = recover(folder, mirrorFolder, now, note);
      const file = opened.segments.at(-1) ?? segmentFile(folder, 1);
      const handle = fs.openSync(file.file, opened.segments.length > 0 ? 'r+' : 'wx+');
      const active = { file, handle, bytes: opened.bytes };
      const acknowledged = (segment: SegmentFile): number | null =>
        segment.firstLine === journal.active.file.firstLine ? journal.active.bytes : null;
      const mirror = mirrorFolder ? new Mirror(folder, mirrorFolder, acknowledged, () => ({ erasures: journal.carriedOut, ids: journal.erased }), note) : null;
      const journal: Journal = new Journal(
        { folder, device, now }, unlock, mirror, opened.segments.length > 0 ? opened.segments : [file],
        active, opened.state, opened.lastLine, opened.lastHash, notices, note,
      );
      if (active.bytes === 0) journal.writeHead();
      journal.finishErasures();
      mirror?.wake();
      return journal;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  get lines(): number {
    return this.lastLine;
  }

  /** When the last event was written, in milliseconds since 1970 by the clock of that moment; null without events. */
  get lastWrittenAt(): number | null {
    return this.state.hlc === null ? null : millisecondsOf(this.state.hlc);
  }

  get device(): string {
    return this.options.device;
  }

  /** Whether somebody was erased: what is kept of them elsewhere is to go. */
  isErased(registrationId: string): boolean {
    return this.erased.has(registrationId);
  }

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
      this.queue.push({ workshop, drafts, resolve, reject });
      if (this.writing) return undefined;
      this.writing = true;
      // Calls of the same turn share the write.
      queueMicrotask(() => void this.writeQueue());
      return undefined;
    });
  }

  private async writeQueue(): Promise<void> {
    while (this.queue.length > 0 || this.tasks.length > 0) {
      for (const task of this.tasks.splice(0)) task();
      if (this.queue.length === 0) continue;
      const requests = this.queue;
      this.queue = [];
      try {
        const answers = await this.writeTogether(requests);
        for (const [index, request] of requests.entries()) request.resolve(answers[index] as Appended);
        this.mirror?.wake();
      } catch (error) {
        this.tryToCutBack();
        const refusal = refusalOf(error, this.options.folder);
        for (const request of requests) request.reject(refusal);
      }
    }
    this.writing = false;
  }

  private async writeTogether(requests: readonly Request[]): Promise<Appended[]> {
    if (this.dirty) this.cutBack();
    if (this.active.bytes >= segmentBytes) this.beginSegment();
    let { state, lastLine: line, lastHash: hash } = this;
    const texts: string[] = [];
    const erasing: string[] = [];
    const answers = requests.map(({ workshop, drafts }): Appended => {
      const written = drafts.map((draft): Sealed => {
        const sealed = seal(state, workshop, this.options.device, draft, this.options.now());
        state = sealed.state;
        line += 1;
        if (draft.type === 'attendee.erased') erasing.push(draft.data.registrationId);
        const isErased = 'registrationId' in draft.data && draft.data.registrationId !== null && (this.erased.has(draft.data.registrationId) || erasing.includes(draft.data.registrationId));
        const event = isErased && sealed.event.person ? { ...sealed.event, person: null } : sealed.event;
        const text = formatLine(line, hash, JSON.stringify(event));
        hash = hashLine(line, hash, sealed.hash);
        texts.push(text);
        const { id, device, seq, hlc } = sealed.event;
        return { line, id, device, seq, hlc };
      });
      return { sealed: written, anchor: hash };
    });
    const bytes = Buffer.from(texts.join(''));
    this.dirty = true;
    await this.writer.write(this.active.handle, bytes, this.active.bytes);
    // A file that was deleted takes writes without complaint, and keeps none of them.
    if (fs.fstatSync(this.active.handle).nlink === 0) {
      throw new JournalWriteError('failed', `The journal in ${this.options.folder} was deleted or its drive is gone. Put it back and start again.`);
    }
    this.dirty = false;
    this.active.bytes += bytes.length;
    this.state = state;
    this.lastLine = line;
    this.lastHash = hash;
    for (const id of erasing) this.erased.add(id);
    return answers;
  }

  /** Before anybody is told that nothing was written. Where the drive does not even take that, it is done before the next write. */
  private tryToCutBack(): void {
    if (!this.dirty) return;
    try {
      this.cutBack();
    } catch {
      // `dirty` stays set.
    }
  }

  /** After a failed write: the file ends again where the last acknowledged line does. */
  private cutBack(): void {
    fs.ftruncateSync(this.active.handle, this.active.bytes);
    fs.fsyncSync(this.active.handle);
    this.dirty = false;
  }

  private beginSegment(): void {
    const file = segmentFile(this.options.folder, this.lastLine + 1);
    const handle = fs.openSync(file.file, 'w+');
    const before = this.active;
    this.active = { file, handle, bytes: 0 };
    try {
      this.writeHead();
    } catch (error) {
      this.active = before;
      fs.closeSync(handle);
      fs.rmSync(file.file, { force: true });
      throw error;
    }
    fs.closeSync(before.handle);
    this.segments.push(file);
  }

  private writeHead(): void {
    const { chains, hlc, erasures } = this.state;
    const head = formatLine(null, this.lastHash, JSON.stringify({ version: 1, firstLine: this.active.file.firstLine, chains, hlc, ...(erasures > 0 ? { erasures } : {}) }));
    const bytes = Buffer.from(head);
    fs.writeSync(this.active.handle, bytes, 0, bytes.length, 0);
    fs.fsyncSync(this.active.handle);
    syncFolder(this.options.folder);
    this.active.bytes = bytes.length;
  }

  /**
   * The lines after line `after`, at most a segment of them.
   *
   * @param anchor hash of line `after` as the reader knows it, or null or empty to take the reader's word.
   * @returns null if this journal has no such line: the reader holds the state of another one.
   */
  read(after: number, anchor: string | null): JournalPage | null {
    if (after > this.lastLine) return null;
    if (after === this.lastLine) {
      if (anchor !== null && anchor !== this.lastHash) return null;
      return { lines: [], damaged: [], through: after, anchor: this.lastHash, end: true };
    }
    if (anchor && after > 0 && this.hashAt(after) !== anchor) return null;
    const segment = this.segmentOf(after + 1);
    const scan = scanSegment(segment, this.bytesOf(segment));
    const lines = scan.lines.filter((line) => line.number > after);
    const next = this.segments[this.segments.indexOf(segment) + 1];
    const through = next ? next.firstLine - 1 : this.lastLine;
    const last = lines.at(-1);
    const damaged = scan.damage.filter((each) => each.line > after);
    for (let line = (last?.number ?? after) + 1; line <= through; line++) {
      if (!damaged.some((each) => each.line === line)) damaged.push({ file: path.basename(segment.file), line, reason: 'missing' });
    }
    return {
      lines: lines.map((line) => ({ line: line.number, text: line.json })),
      damaged,
      through,
      anchor: through === this.lastLine ? this.lastHash : last?.number === through ? hashOf(last) : (this.hashAt(through) ?? ''),
      end: through === this.lastLine,
    };
  }

  /** The hash of a line; of a damaged one what the line behind it says; null if that cannot be read either. */
  private hashAt(line: number): string | null {
    const segment = this.segmentOf(line);
    const { lines } = scanSegment(segment, this.bytesOf(segment));
    const found = lines.find((each) => each.number === line);
    if (found) return hashOf(found);
    const next = this.segmentOf(line + 1);
    if (next === segment) return lines.find((each) => each.number === line + 1)?.previous ?? null;
    return scanSegment(next, this.bytesOf(next)).headPrevious;
  }

  private segmentOf(line: number): SegmentFile {
    return this.segments.findLast((segment) => segment.firstLine <= line) ?? (this.segments[0] as SegmentFile);
  }

  /** A segment's bytes, of the active one only those that were acknowledged. */
  private bytesOf(segment: SegmentFile): Uint8Array {
    const bytes = fs.readFileSync(segment.file);
    return segment.firstLine === this.active.file.firstLine ? bytes.subarray(0, this.active.bytes) : bytes;
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
    const older = this.segments.slice(0, -1).filter((segment) => names.has(path.basename(segment.file)));
    const note = (notice: Notice): void => this.note(notice);
    const lines = older.reduce((healed, segment) => healed + healSegment(this.options.folder, segment, copies, note).length, 0);
    if (lines > 0 && this.erased.size > 0) {
      // The mirror's lines may be older than an erasure.
      this.carriedOut = 0;
      void this.blank().catch((error: Error) => this.note({ level: 'error', code: 'erasure_failed', message: `What was healed could not be blanked (${error.message}). Start again to finish it.` }));
    }
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
    this.blanking = this.blanking.catch(() => 0).then(() => this.carryOut());
    return this.blanking;
  }

  private async carryOut(): Promise<number> {
    const { erasures } = this.state;
    const missing = erasures - this.carriedOut;
    if (missing <= 0) return 0;
    try {
      const ids = new Set(this.erased);
      const steps: (() => void)[] = [];
      const rewrite: Rewrite = (file, blank) => steps.push(() => this.rewrite(file, blank));
      for (const _step of blankFolder(this.options.folder, ids, rewrite)) {
        for (const step of steps.splice(0)) await this.betweenWrites(step);
        await new Promise(setImmediate);
      }
      saveCarriedOut(this.options.folder, { erasures, ids: [...ids] });
    } catch (error) {
      throw refusalOf(error, this.options.folder);
    }
    this.carriedOut = erasures;
    this.note({ level: 'info', code: 'erased', message: `Personal data were erased as asked for (${missing}). Counts and hashes hold.` });
    this.mirror?.wake();
    return missing;
  }

  /** At opening: an erasure that a crash cut short is carried out before anybody can read. */
  private finishErasures(): void {
    const { folder } = this.options;
    const { erasures } = this.state;
    if (erasures === 0) return;
    const known = loadCarriedOut(folder);
    const isWhole = known.erasures === erasures && !this.notices.some(({ code }) => code === 'healed' || code === 'restored_from_mirror');
    const ids = isWhole ? known.ids : erasedIn(folder);
    for (const id of ids) this.erased.add(id);
    if (!isWhole) {
      const steps = blankFolder(folder, this.erased, (file, blank) => this.rewrite(file, blank));
      while (!steps.next().done);
      saveCarriedOut(folder, { erasures, ids: [...this.erased] });
      this.note({ level: 'info', code: 'erased', message: 'An erasure of personal data that was cut short has been finished. Counts and hashes hold.' });
    }
    this.carriedOut = erasures;
  }

  private betweenWrites(task: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tasks.push(() => {
        try {
          task();
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      });
      if (this.writing) return;
      this.writing = true;
      queueMicrotask(() => void this.writeQueue());
    });
  }

  /** Rewrites one segment; the active one is opened anew, for its handle is of the file that was replaced. */
  private rewrite(file: string, blank: (bytes: Uint8Array) => Uint8Array | null): void {
    if (file !== this.active.file.file) return rewriteFile(file, blank);
    if (this.dirty) this.cutBack();
    const blanked = blank(fs.readFileSync(file).subarray(0, this.active.bytes));
    if (!blanked) return undefined;
    // Closed first: Windows replaces no file that is open.
    fs.closeSync(this.active.handle);
    try {
      replaceFile(file, blanked);
      this.active.bytes = blanked.length;
    } finally {
      this.active.handle = fs.openSync(file, 'r+');
    }
    return undefined;
  }

  /** Lets what is under way finish, brings the mirror up to date and gives the folder back. */
  close(): Promise<void> {
    this.closing ??= (async () => {
      await this.blanking.catch(() => 0);
      while (this.writing) await new Promise((resolve) => setTimeout(resolve, 1));
      await this.mirror?.close();
      fs.closeSync(this.active.handle);
      this.unlock();
    })();
    return this.closing;
  }
}

/** Whether any segment is there, without opening anything. */
export function hasJournal(folder: string): boolean {
  return listSegments(folder).length > 0;
}
