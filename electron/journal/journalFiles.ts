import fs from 'node:fs';
import { DurableWriter } from './durableWrite';
import { type Rewrite, rewriteFile } from './erasure';
import { JournalWriteError } from './errors';
import { type SegmentLines, SegmentReader } from './segmentLines';
import { flushFolder, replaceFile, segmentBytes, segmentFile, syncFolder, type SegmentFile } from './segments';

/**
 * The segment files of an open journal: older ones that are only read, and the active one, which is written behind its
 * last acknowledged byte.
 */
export class JournalFiles {
  private readonly writer = new DurableWriter();
  private readonly reader = new SegmentReader();
  /** Set while the end of the active segment may hold bytes that nobody was told of. */
  private dirty = false;
  /** Set while the name of the active segment, and its head, may not be on the disk. */
  private isNew = false;

  private constructor(
    readonly folder: string,
    private readonly segments: SegmentFile[],
    private active: { file: SegmentFile; handle: number; bytes: number },
  ) {}

  /** Takes over the segments of a folder, the last of them `bytes` long; without any, an empty first one is begun. */
  static open(folder: string, segments: readonly SegmentFile[], bytes: number): JournalFiles {
    const file = segments.at(-1) ?? segmentFile(folder, 1);
    const handle = fs.openSync(file.file, segments.length > 0 ? 'r+' : 'wx+');
    return new JournalFiles(folder, segments.length > 0 ? [...segments] : [file], { file, handle, bytes });
  }

  get isEmpty(): boolean {
    return this.active.bytes === 0;
  }

  /** Whether the next write should go to a new segment. */
  get isFull(): boolean {
    return this.active.bytes >= segmentBytes;
  }

  /** Segments that are no longer written to. */
  get older(): SegmentFile[] {
    return this.segments.slice(0, -1);
  }

  /** How much of the active segment is acknowledged; null for an older one, of which all is. */
  acknowledged(segment: SegmentFile): number | null {
    return segment.firstLine === this.active.file.firstLine ? this.active.bytes : null;
  }

  /** Resolves once the bytes are on the disk behind all that is acknowledged. @throws what the disk says. */
  async append(bytes: Buffer): Promise<void> {
    this.dirty = true;
    // One flush for the head and the first lines behind it: a segment counts for nothing before these are there.
    await Promise.all([this.writer.write(this.active.handle, bytes, this.active.bytes), this.isNew ? flushFolder(this.folder) : null]);
    this.isNew = false;
    // A file that was deleted takes writes without complaint, and keeps none of them.
    if (fs.fstatSync(this.active.handle).nlink === 0) {
      throw new JournalWriteError('failed', `The journal in ${this.folder} was deleted or its drive is gone. Put it back and start again.`);
    }
    this.dirty = false;
    this.active.bytes += bytes.length;
  }

  /** After a failed write: the file ends again where the last acknowledged line does. @throws what the disk says. */
  cutBack(): void {
    if (!this.dirty) return;
    fs.ftruncateSync(this.active.handle, this.active.bytes);
    fs.fsyncSync(this.active.handle);
    this.dirty = false;
  }

  /** Before anybody is told that nothing was written. Where the drive does not even take that, it is done before the next write. */
  tryToCutBack(): void {
    try {
      this.cutBack();
    } catch {
      // `dirty` stays set.
    }
  }

  /** Begins a segment with its head, which is on the disk once the first lines behind it are. @throws what the disk says; then the one before goes on. */
  begin(firstLine: number, head: string): void {
    const file = segmentFile(this.folder, firstLine);
    const handle = fs.openSync(file.file, 'w+');
    const before = this.active;
    this.active = { file, handle, bytes: 0 };
    try {
      const bytes = Buffer.from(head);
      fs.writeSync(handle, bytes, 0, bytes.length, 0);
      this.active.bytes = bytes.length;
    } catch (error) {
      this.active = before;
      fs.closeSync(handle);
      fs.rmSync(file.file, { force: true });
      throw error;
    }
    fs.closeSync(before.handle);
    this.isNew = true;
    this.segments.push(file);
  }

  writeHead(head: string): void {
    const bytes = Buffer.from(head);
    fs.writeSync(this.active.handle, bytes, 0, bytes.length, 0);
    fs.fsyncSync(this.active.handle);
    syncFolder(this.folder);
    this.active.bytes = bytes.length;
  }

  /** The first line of the active segment. */
  get activeFirstLine(): number {
    return this.active.file.firstLine;
  }

  /** The segment that holds a line, or would. */
  segmentOf(line: number): SegmentFile {
    return this.segments.findLast((segment) => segment.firstLine <= line) ?? (this.segments[0] as SegmentFile);
  }

  after(segment: SegmentFile): SegmentFile | undefined {
    return this.segments[this.segments.indexOf(segment) + 1];
  }

  /** A segment's bytes, of the active one only those that were acknowledged. */
  bytesOf(segment: SegmentFile): Uint8Array {
    const bytes = fs.readFileSync(segment.file);
    return bytes.subarray(0, this.acknowledged(segment) ?? undefined);
  }

  /** The lines of a segment, of the active one only those that were acknowledged. */
  linesIn(segment: SegmentFile): SegmentLines {
    return this.reader.read(segment, this.acknowledged(segment));
  }

  /** Rewrites one segment; the active one is opened anew, for its handle is of the file that was replaced. */
  readonly rewrite: Rewrite = (file, blank) => {
    this.reader.forget();
    if (file !== this.active.file.file) return rewriteFile(file, blank);
    this.cutBack();
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
  };

  close(): void {
    this.reader.forget();
    fs.closeSync(this.active.handle);
  }
}
