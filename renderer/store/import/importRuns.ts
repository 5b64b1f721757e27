import { KioskError } from '@shared/contract/errors';
import type { ImportPhase } from '@shared/contract/rosterImports';
import { byteOrderMark, rowReportHeader, rowReportLine, type RowResult } from '@shared/domain/import/rowReport';
import { nextTurn } from '../turns';

interface Progress {
  phase: ImportPhase;
  done: number;
  total: number;
}

/** An import that is under way: where it stands, and whether it is to stop. */
export class ImportRun {
  progress: Progress = { phase: 'reading', done: 0, total: 0 };
  private readonly controller = new AbortController();

  constructor(private readonly onProgress: () => void) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  at(phase: ImportPhase, done: number, total: number): void {
    this.progress = { phase, done, total };
    this.onProgress();
  }

  stop(): void {
    this.controller.abort();
  }

  /** Lets others have a turn. @throws `cancelled` when it is to stop; for where nothing is written yet. */
  async pause(): Promise<void> {
    await nextTurn();
    if (this.signal.aborted) throw new KioskError('cancelled', 'The import was stopped before anything was written. Nothing was changed.');
  }
}

const linesAtOnce = 5_000;

/** The imports that are under way, and what became of every row in the last one. */
export class ImportRuns {
  private readonly runs = new Map<string, ImportRun>();
  private report: { importId: string; rows: RowResult[] } | null = null;

  constructor(private readonly onChange: () => void) {}

  /** Does something that takes long under an import's id. */
  async during<T>(importId: string, work: (run: ImportRun) => Promise<T>): Promise<T> {
    const run = new ImportRun(this.onChange);
    this.runs.set(importId, run);
    this.onChange();
    try {
      return await work(run);
    } finally {
      if (this.runs.get(importId) === run) this.runs.delete(importId);
      this.onChange();
    }
  }

  progressOf(importId: string): Progress | null {
    return this.runs.get(importId)?.progress ?? null;
  }

  /** @returns whether there was anything to stop. */
  stop(importId: string): boolean {
    const run = this.runs.get(importId);
    run?.stop();
    return run !== undefined;
  }

  keepReport(importId: string, rows: RowResult[]): void {
    this.report = { importId, rows };
  }

  /** @throws `invalid_request` when another import has taken its place, or the store was started anew since. */
  reportPage(importId: string, from: number): { csv: string; next: number | null } {
    if (this.report?.importId !== importId) {
      throw new KioskError('invalid_request', 'The report on this import is no longer there. Choose the file again: what it says of every row can be looked at before anything is imported.');
    }
    const { rows } = this.report;
    const end = Math.min(rows.length, from + linesAtOnce);
    const lines = rows.slice(from, end).map(rowReportLine).join('');
    return { csv: from === 0 ? byteOrderMark + rowReportHeader + lines : lines, next: end < rows.length ? end : null };
  }
}
