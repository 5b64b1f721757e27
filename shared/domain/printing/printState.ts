import type { Printer, PrintWord } from '@shared/contract/printing';

/** What a printer says of a job and of itself, in the keywords of IPP (RFC 8011), as one word for people. */

/** `reasons` without those that say nothing. */
export interface Said {
  /** `job-state`: pending, pending-held, processing, processing-stopped, canceled, aborted, completed. */
  job: string;
  jobReasons: readonly string[];
  /** `printer-state`: idle, processing, stopped. */
  printer: string;
  printerReasons: readonly string[];
  /** `printer-state-message`, in English: the spooler has no keyword for a printer that does not answer it. */
  printerMessage: string;
}

const noAnswer = /may not exist or is unavailable|not responding|unreachable|unable to (locate|connect)|not connected|waiting for printer to become available/i;

type Trouble = Extract<PrintWord, 'out_of_paper' | 'out_of_ink' | 'paper_jam' | 'door_open' | 'asleep'>;

/** What a person can mend, the nearest first: with a door open, a printer may say that it has no paper either. */
const troubles: readonly (readonly [Trouble, RegExp])[] = [
  ['paper_jam', /^media-jam/],
  ['door_open', /^(cover-open|door-open|interlock-open)/],
  ['out_of_paper', /^(media-empty|media-needed|input-tray-missing)/],
  ['out_of_ink', /^(toner-empty|marker-supply-empty|marker-waste-full|developer-empty)/],
  ['asleep', /^(offline|connecting-to-device|timed-out|shutdown|hibernate|power-down)/],
];

/**
 * The trouble that some reasons tell of. A `-report` stops nothing; a `-warning` may: printers call an empty tray one
 * while they wait for paper.
 */
function troubleOf(reasons: readonly string[]): Trouble | null {
  const stopping = reasons.filter((reason) => !reason.endsWith('-report') || /^(offline|connecting)/.test(reason));
  return troubles.find(([, pattern]) => stopping.some((reason) => pattern.test(reason)))?.[0] ?? null;
}

/**
 * Where a job is. Out of paper, a printer goes on saying that it is processing the job; offline, a spooler holds the job
 * and says that the printer is idle: so both are asked.
 */
export function printWordOf({ job, jobReasons, printer, printerReasons, printerMessage }: Said): PrintWord {
  if (job === 'completed') return jobReasons.includes('job-completed-with-errors') ? 'unsure' : 'printed';
  if (job === 'canceled') return 'cancelled';
  if (job === 'aborted') return 'failed';
  const trouble = troubleOf([...printerReasons, ...jobReasons]);
  if (trouble) return trouble;
  if (noAnswer.test(printerMessage)) return 'asleep';
  if (job === 'pending-held') return jobReasons.some((reason) => /^job-hold-until|^job-password-wait|^job-held-for/.test(reason)) ? 'held' : 'asleep';
  if (printer === 'stopped' || job === 'processing-stopped' || jobReasons.includes('printer-stopped') || printerReasons.some((reason) => /^paused|^moving-to-paused/.test(reason))) {
    return 'printer_stopped';
  }
  return job === 'processing' ? 'printing' : 'waiting';
}

/** What a printer says of itself, before anything is sent to it. */
export function readinessOf({ printer, printerReasons }: Pick<Said, 'printer' | 'printerReasons'>): Printer['word'] {
  const trouble = troubleOf(printerReasons);
  if (trouble) return trouble;
  if (printer === 'stopped') return 'printer_stopped';
  return printer === 'processing' ? 'printing' : 'ready';
}

/** Nothing more will happen to it by itself. */
export function isSettled(word: PrintWord): boolean {
  return word === 'printed' || word === 'handed_over' || word === 'cancelled' || word === 'failed' || word === 'unsure';
}

/** It waits for somebody to do something at the printer, and goes on by itself then. */
export function needsHands(word: PrintWord): boolean {
  return word === 'out_of_paper' || word === 'out_of_ink' || word === 'paper_jam' || word === 'door_open' || word === 'asleep' || word === 'printer_stopped' || word === 'held';
}
