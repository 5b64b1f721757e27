import { blankFolder, erasedIn, loadCarriedOut, type Rewrite, saveCarriedOut } from './erasure';
import { refusalOf } from './errors';
import type { JournalFiles } from './journalFiles';
import type { Notice, Note } from './notices';

/** What the erasures of an open journal need of it. */
export interface ErasureGround {
  files: JournalFiles;
  /** How many erasures the journal holds now. */
  count(): number;
  /** Runs something while nothing is being written. */
  between(task: () => void): Promise<void>;
  note: Note;
  /** Some were carried out: whoever has a copy has to follow. */
  onCarriedOut(): void;
}

/** Who was erased in an open journal, and how far that has been carried out in its files. */
export class Erasures {
  /** Everybody whose erasure is on the disk, as `personKey` names them: what arrives of them later is written without their data. */
  readonly people = new Set<string>();
  /** How many have been carried out in this folder; fewer than the journal holds while one is under way. */
  carriedOut = 0;
  private running: Promise<number> = Promise.resolve(0);

  constructor(private readonly ground: ErasureGround) {}

  /** Carries out what is not, one call after the other. @returns how many were carried out now. @throws JournalWriteError */
  carryOut(): Promise<number> {
    this.running = this.running.catch(() => 0).then(() => this.carryOutNow());
    return this.running;
  }

  /** Resolves once nothing is being carried out. */
  settled(): Promise<unknown> {
    return this.running.catch(() => 0);
  }

  private async carryOutNow(): Promise<number> {
    const { files, note } = this.ground;
    const erasures = this.ground.count();
    const missing = erasures - this.carriedOut;
    if (missing <= 0) return 0;
    try {
      const people = new Set(this.people);
      const steps: (() => void)[] = [];
      const rewrite: Rewrite = (file, blank) => steps.push(() => files.rewrite(file, blank));
      for (const _step of blankFolder(files.folder, people, rewrite)) {
        for (const step of steps.splice(0)) await this.ground.between(step);
        await new Promise(setImmediate);
      }
      saveCarriedOut(files.folder, { erasures, people: [...people] });
    } catch (error) {
      throw refusalOf(error, files.folder);
    }
    this.carriedOut = erasures;
    note({ level: 'info', code: 'erased', message: `Personal data were erased as asked for (${missing}). Counts and hashes hold.` });
    this.ground.onCarriedOut();
    return missing;
  }

  /** At opening: an erasure that a crash cut short is carried out before anybody can read. */
  finish(notices: readonly Notice[]): void {
    const { files, note } = this.ground;
    const erasures = this.ground.count();
    if (erasures === 0) return;
    const known = loadCarriedOut(files.folder);
    const isWhole = known.erasures === erasures && !notices.some(({ code }) => code === 'healed' || code === 'restored_from_mirror');
    const people = isWhole ? known.people : erasedIn(files.folder);
    for (const key of people) this.people.add(key);
    if (!isWhole) {
      const steps = blankFolder(files.folder, this.people, files.rewrite);
      while (!steps.next().done);
      saveCarriedOut(files.folder, { erasures, people: [...this.people] });
      note({ level: 'info', code: 'erased', message: 'An erasure of personal data that was cut short has been finished. Counts and hashes hold.' });
    }
    this.carriedOut = erasures;
  }

  /** Lines came back from a mirror that may be older than an erasure: all of them are carried out again. */
  carryOutAgain(): void {
    this.carriedOut = 0;
    void this.carryOut().catch((error: Error) =>
      this.ground.note({ level: 'error', code: 'erasure_failed', message: `What was healed could not be blanked (${error.message}). Start again to finish it.` }),
    );
  }
}
