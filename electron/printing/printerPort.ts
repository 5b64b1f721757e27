import type { Paper, Printer, PrintWord } from '@shared/contract/printing';

export interface JobStatus {
  word: PrintWord;
  /** In the printer's own words, for support. */
  detail: string;
}

/**
 * The printers of this computer, however they are reached. What fails says how: `PrinterUnreachable` and `PrinterBusy` have had no
 * effect, after `PrinterSilent` nobody knows, `PrinterRefused` is a no.
 */
export interface PrinterPort {
  list(): Promise<Printer[]>;
  /**
   * @param name by which the job is found again.
   * @returns the printer's number of the job; null where a system's queue takes it and tells none.
   */
  send(uri: string, job: { name: string; paper: Paper; document: Buffer }): Promise<number | null>;
  /** The number of a job that may have been sent, by its name; null if the printer knows none. */
  find(uri: string, name: string): Promise<number | null>;
  status(uri: string, jobId: number): Promise<JobStatus>;
  cancel(uri: string, jobId: number): Promise<void>;
}
