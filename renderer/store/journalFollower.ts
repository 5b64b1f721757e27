import type { JournalPage } from '@shared/contract/wire';
import type { HighWater } from './database';
import type { FoldedLines } from './foldedLines';

type Lines = JournalPage['lines'];

export interface FollowedStore {
  /** What has been folded into the projection that counts now. */
  folded(): FoldedLines;
  /** Resolves once events about anybody can be folded in. */
  whole(): Promise<void>;
  read(after: number, anchor: string | null): Promise<JournalPage | null>;
  /** Folds in those of some lines that are not yet. @param reached the line up to which all are folded then, where that line's hash is known. */
  fold(lines: Lines, reached: HighWater | null): void;
  /** Lines that could not be read. */
  damaged(found: JournalPage['damaged']): void;
  /** The journal is another one than the store follows. */
  refold(): Promise<void>;
  onFault(error: unknown, during: string): void;
}

/** After so many lines, a few milliseconds' work, scans that are under way have their turn. */
const linesAtOnce = 32;
/** So many lines are held as they came; what comes beyond is read from the journal when its turn is there. */
const mostHeld = 8_000;
/** Lines before one that is here are on their way; after so long they are read from the journal, in milliseconds. */
const patience = 30;
const retryMilliseconds = 1_000;

/**
 * Folds in what came from elsewhere, a little at a time, so that scans go on meanwhile; in the order of the journal's
 * lines, and without leaving one out: what is missing before a line is waited for, then read.
 */
export class JournalFollower {
  private known = 0;
  private held: { lines: Lines; anchor: string }[] = [];
  private heldLines = 0;
  private started = false;
  private running: Promise<void> | null = null;
  private chunk: Promise<void> = Promise.resolve();
  private readonly turns = new MessageChannel();
  private onTurn: (() => void) | null = null;

  constructor(private readonly store: FollowedStore) {
    this.turns.port1.onmessage = () => this.onTurn?.();
  }

  /** Begins, once the store has folded what the journal had at its start. */
  start(): void {
    this.started = true;
    this.wake();
  }

  /** Lines from elsewhere were written. */
  received(lines: Lines, anchor: string): void {
    const last = lines.at(-1)?.line ?? 0;
    if (this.heldLines + lines.length <= mostHeld) {
      this.held.push({ lines, anchor });
      this.heldLines += lines.length;
    }
    this.exists(last);
  }

  /** The journal has lines up to this one. */
  exists(line: number): void {
    this.known = Math.max(this.known, line);
    this.wake();
  }

  /** Resolves once what is being folded in is, up to a line whose hash is known. */
  async pause(): Promise<void> {
    await this.chunk.catch(() => undefined);
  }

  private wake(): void {
    if (!this.started || this.running || this.store.folded().line >= this.known) return;
    this.running = this.run().finally(() => {
      this.running = null;
      this.wake();
    });
  }

  private async run(): Promise<void> {
    while (this.store.folded().line < this.known) {
      try {
        const next = this.nextHeld() ?? (await this.readNext());
        if (!next) continue;
        this.chunk = this.foldIn(next);
        await this.chunk;
      } catch (error) {
        this.store.onFault(error, 'following the journal');
        await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
      }
    }
    this.release();
  }

  /** What came and is next. */
  private nextHeld(): { lines: Lines; reached: HighWater } | null {
    this.release();
    const [next] = this.held;
    const { line } = this.store.folded();
    if (!next || (next.lines[0]?.line ?? 0) > line + 1) return null;
    return { lines: next.lines, reached: { line: next.lines.at(-1)?.line ?? 0, anchor: next.anchor } };
  }

  /** Lets go of what is folded in by now. */
  private release(): void {
    const { line } = this.store.folded();
    for (let [first] = this.held; first && (first.lines.at(-1)?.line ?? 0) <= line; [first] = this.held) {
      this.heldLines -= first.lines.length;
      this.held.shift();
    }
  }

  private async readNext(): Promise<{ lines: Lines; reached: HighWater } | null> {
    const before = this.store.folded().line;
    if (this.heldLines < mostHeld / 2) {
      await new Promise((resolve) => setTimeout(resolve, patience));
      const next = this.nextHeld();
      if (next || this.store.folded().line !== before) return next;
    }
    const { line, anchor } = this.store.folded();
    const page = await this.store.read(line, line === 0 ? null : anchor);
    if (!page) {
      await this.store.refold();
      return null;
    }
    this.store.damaged(page.damaged);
    if (page.end) this.known = page.through;
    return { lines: page.lines, reached: { line: page.through, anchor: page.anchor } };
  }

  private async foldIn({ lines, reached }: { lines: Lines; reached: HighWater }): Promise<void> {
    await this.store.whole();
    let from = 0;
    for (; from + linesAtOnce < lines.length; from += linesAtOnce) {
      this.store.fold(lines.slice(from, from + linesAtOnce), null);
      await this.turn();
    }
    this.store.fold(lines.slice(from), reached);
  }

  /** Resolves when messages that are already here have been taken. */
  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.onTurn = resolve;
      this.turns.port2.postMessage(null);
    });
  }
}
