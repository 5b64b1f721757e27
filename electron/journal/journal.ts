import path from 'node:path';
import type { DraftEvent } from '@shared/contract/events';
import type { JournalPage, Sealed } from '@shared/contract/wire';
import { millisecondsOf } from '@shared/domain/hybridClock';
import { Erasures } from './erasures';
import { JournalWriteError, refusalOf } from './errors';
import { hashLine } from './hashes';
import { healSegment } from './healing';
import { JournalFiles } from './journalFiles';
import { type JournalEnd, readPage } from './journalPages';
import { formatLine } from './line';
import { lockFolder } from './lock';
import { Mirror, type MirrorState } from './mirror';
import { damageNotice, type Notice } from './notices';
import { type Opened, recover } from './recovery';
import { type Damage, verifyFolder } from './scan';
import { seal, type SealState } from './seal';
import { createFolder, listSegments } from './segments';
import { WriteQueue } from './writeQueue';

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
  private readonly queue = new WriteQueue<Request>((requests) => this.write(requests));
  private readonly erasing: Erasures;
  private readonly mirror: Mirror | null;
  private state: SealState;
  private end: JournalEnd;
  private closing: Promise<void> | null = null;

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
    const erased = (): { erasures: number; ids: ReadonlySet<string> } => ({ erasures: this.erasing.carriedOut, ids: this.erasing.ids });
    this.mirror = mirrorFolder === null ? null : new Mirror(options.folder, mirrorFolder, (segment) => files.acknowledged(segment), erased, note);
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
      const files = JournalFiles.open(folder, opened.segments, opened.bytes);
      return new Journal({ folder, device, now }, mirrorFolder, unlock, files, opened, notices, note);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  get lines(): number {
    return this.end.line;
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
    return this.erasing.ids.has(registrationId);
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
      return undefined;
    });
  }

  private async write(requests: Request[]): Promise<void> {
    try {
      const answers = await this.writeTogether(requests);
      for (const [index, request] of requests.entries()) request.resolve(answers[index] as Appended);
      this.mirror?.wake();
    } catch (error) {
      this.files.tryToCutBack();
      const refusal = refusalOf(error, this.options.folder);
      for (const request of requests) request.reject(refusal);
    }
  }

  private async writeTogether(requests: readonly Request[]): Promise<Appended[]> {
    const { files } = this;
    const erased = this.erasing.ids;
    files.cutBack();
    if (files.isFull) files.begin(this.end.line + 1, this.headOf(this.end.line + 1));
    let { state, end: { line, hash } } = this;
    const texts: string[] = [];
    const erasing: string[] = [];
    const answers = requests.map(({ workshop, drafts }): Appended => {
      const written = drafts.map((draft): Sealed => {
        const sealed = seal(state, workshop, this.options.device, draft, this.options.now());
        state = sealed.state;
        line += 1;
        if (draft.type === 'attendee.erased') erasing.push(draft.data.registrationId);
        const isErased = 'registrationId' in draft.data && draft.data.registrationId !== null && (erased.has(draft.data.registrationId) || erasing.includes(draft.data.registrationId));
        const event = isErased && sealed.event.person ? { ...sealed.event, person: null } : sealed.event;
        const text = formatLine(line, hash, JSON.stringify(event));
        hash = hashLine(line, hash, sealed.hash);
        texts.push(text);
        const { id, device, seq, hlc } = sealed.event;
        return { line, id, device, seq, hlc };
      });
      return { sealed: written, anchor: hash };
    });
    await files.append(Buffer.from(texts.join('')));
    this.state = state;
    this.end = { line, hash };
    for (const id of erasing) erased.add(id);
    return answers;
  }

  private headOf(firstLine: number): string {
    const { chains, hlc, erasures } = this.state;
    return formatLine(null, this.end.hash, JSON.stringify({ version: 1, firstLine, chains, hlc, ...(erasures > 0 ? { erasures } : {}) }));
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
    if (lines > 0 && this.erasing.ids.size > 0) this.erasing.carryOutAgain();
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
      this.files.close();
      this.unlock();
    })();
    return this.closing;
  }
}

/** Whether any segment is there, without opening anything. */
export function hasJournal(folder: string): boolean {
  return listSegments(folder).length > 0;
}
