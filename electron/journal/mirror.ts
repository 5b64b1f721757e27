import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { blankFolder, loadCarriedOut, saveCarriedOut } from './erasure';
import type { Note } from './notices';
import { scanSegment } from './scan';
import { listSegments, replaceFile, segmentFile, type SegmentFile } from './segments';

export interface MirrorState {
  folder: string;
  status: 'up_to_date' | 'behind' | 'lost';
  /** What is wrong while it is lost. */
  problem: string | null;
}

const retryMilliseconds = 5_000;
const compareBytes = 4096;

/**
 * Keeps a second folder a copy of the journal, behind its back: nobody waits for it, and its loss is a warning.
 * When the folder comes back it is brought up to date.
 */
export class Mirror {
  state: MirrorState;
  private running: Promise<void> | null = null;
  private again = false;
  private closed = false;
  /** Set once the folder was seen on another drive than the journal's. */
  private hasOwnDrive = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly folder: string,
    private readonly copies: string,
    /** How much of a segment may be copied: of the active one what is acknowledged; null for all of it. */
    private readonly acknowledged: (segment: SegmentFile) => number | null,
    /** The erasures that the journal has carried out. */
    private readonly erased: () => { erasures: number; people: ReadonlySet<string> },
    private readonly note: Note,
  ) {
    this.state = { folder: copies, status: 'behind', problem: null };
  }

  /** Says that the journal has grown. */
  wake(): void {
    this.again = true;
    if (this.running || this.closed || this.timer) return;
    this.running = this.run().finally(() => {
      this.running = null;
    });
  }

  /** Brings the copy up to date once more, if it can be reached, and stops. */
  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
    if (this.state.status !== 'lost') await this.catchUp().catch(() => undefined);
    this.closed = true;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.catchUp();
        if (this.state.status === 'lost') {
          this.note({ level: 'info', code: 'mirror_back', message: `The mirror ${this.copies} is back and up to date.` });
        }
        this.state = { folder: this.copies, status: 'up_to_date', problem: null };
      } catch (error) {
        this.lose(error as NodeJS.ErrnoException);
        return;
      }
    }
  }

  private lose(error: NodeJS.ErrnoException): void {
    const problem = error.code ?? error.message;
    if (this.state.status !== 'lost') {
      this.note({
        level: 'warning',
        code: 'mirror_lost',
        message: `The mirror ${this.copies} cannot be written (${problem}). Check-in goes on; put the drive back to be safe again.`,
      });
    }
    this.state = { folder: this.copies, status: 'lost', problem };
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.wake();
    }, retryMilliseconds);
    this.timer.unref?.();
  }

  private async catchUp(): Promise<void> {
    await this.expectDrive();
    // Not created above the mirror's own folder: an unplugged stick must not become a folder on the system drive.
    await fsp.mkdir(this.copies).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await this.blank();
    for (const segment of listSegments(this.folder)) await this.copy(segment);
  }

  /**
   * Carries out in the copy what has been carried out in the journal: now, or when the folder is back. Segments of this
   * journal then become what they are there, so that later ones fit behind them.
   */
  private async blank(): Promise<void> {
    const { erasures, people } = this.erased();
    if (erasures === 0 || loadCarriedOut(this.copies).erasures === erasures) return;
    for (const _step of blankFolder(this.copies, people)) await new Promise(setImmediate);
    for (const segment of listSegments(this.folder)) {
      this.renew(segment);
      await new Promise(setImmediate);
    }
    saveCarriedOut(this.copies, { erasures, people: [] });
  }

  /** Puts a segment of the journal in the place of its copy, if it is one: the hashes before the copy's last line are the journal's. */
  private renew(segment: SegmentFile): void {
    const target = segmentFile(this.copies, segment.firstLine);
    if (!fs.existsSync(target.file)) return;
    const wanted = fs.readFileSync(segment.file).subarray(0, this.acknowledged(segment) ?? undefined);
    const last = scanSegment(target, fs.readFileSync(target.file)).lines.at(-1);
    if (!last) return;
    const mine = scanSegment(segment, wanted).lines.find(({ number }) => number === last.number);
    if (mine?.previous === last.previous) replaceFile(target.file, wanted);
  }

  /**
   * The folder that a drive was mounted on may stay behind when the drive is pulled out, empty and on the system's
   * drive: a mirror that was on another drive than the journal and no longer is has lost its own.
   */
  private async expectDrive(): Promise<void> {
    const [journal, mirror] = await Promise.all([fsp.stat(this.folder), fsp.stat(path.dirname(this.copies))]);
    if (mirror.dev !== journal.dev) this.hasOwnDrive = true;
    else if (this.hasOwnDrive) throw new Error('its drive is gone');
  }

  private async copy(segment: SegmentFile): Promise<void> {
    const target = segmentFile(this.copies, segment.firstLine).file;
    const wanted = this.acknowledged(segment) ?? (await fsp.stat(segment.file)).size;
    let have = await fsp.stat(target).then((stat) => stat.size, () => 0);
    if (have > 0 && !(await sameEnd(segment.file, target, Math.min(have, wanted)))) {
      await fsp.rename(target, `${target}.${Date.now()}.other`);
      this.note({
        level: 'warning', code: 'mirror_set_aside',
        message: `The mirror held another ${path.basename(target)}. It was kept under another name, and a fresh copy made.`,
      });
      have = 0;
    }
    if (have >= wanted) return;
    const source = await fsp.open(segment.file, 'r');
    const copy = await fsp.open(target, have === 0 ? 'w' : 'r+');
    try {
      const buffer = Buffer.alloc(Math.min(1 << 20, wanted - have));
      for (let position = have; position < wanted; ) {
        const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, wanted - position), position);
        if (bytesRead === 0) break;
        await copy.write(buffer, 0, bytesRead, position);
        position += bytesRead;
      }
      await copy.sync();
    } finally {
      await source.close();
      await copy.close();
    }
  }
}

/** Whether two files agree in the last few kilobytes before `length`: enough to tell another journal's segment. */
async function sameEnd(a: string, b: string, length: number): Promise<boolean> {
  const size = Math.min(compareBytes, length);
  const [left, right] = await Promise.all([a, b].map((file) => readRange(file, length - size, size)));
  return left !== undefined && right !== undefined && left.equals(right);
}

async function readRange(file: string, position: number, size: number): Promise<Buffer> {
  const handle = await fsp.open(file, 'r');
  try {
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await handle.read(buffer, 0, size, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
