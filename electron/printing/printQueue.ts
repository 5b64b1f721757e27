import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { isSettled } from '@shared/domain/printing/printState';
import { type Paper, printJob, type PrintJob, type PrintWord } from '@shared/contract/printing';
import type { IsErased } from '../journal/erasedPeople';
import { PrinterBusy, PrinterSilent, PrinterUnreachable } from './ipp';
import type { PrinterPort } from './printerPort';
import type { KeptJob, QueueFiles } from './queueFiles';

export interface Order {
  title: string;
  /** Whose it is; both null for what is nobody's. */
  workshop: string | null;
  registrationId: string | null;
  paper: Paper;
  printer: { uri: string; name: string };
  document: Buffer;
  /** The certificate that it is, and the station where it was asked for. */
  certificate?: { number: string; station: string | null };
}

export interface PrintQueueOptions {
  files: QueueFiles;
  printers: PrinterPort;
  now?: () => Date;
  /** How often a job on a printer is asked after, and when one that was not reached is tried again; milliseconds. */
  askEvery?: number;
  tryEvery?: number;
  onChange?: () => void;
  /** Once, when the printer has said that a job is on paper. */
  onPrinted?: (job: PrintJob) => void;
  log?: (message: string) => void;
}

/** Settled jobs are shown for so long, in milliseconds; then they are forgotten. */
const keptMilliseconds = 24 * 3_600_000;
const patience = { askEvery: 1_000, tryEvery: 5_000 };

/**
 * Jobs for printers, on the disk before anybody is told of them, so that they outlive a restart. What is written before a
 * job is sent says that it is being sent: after a crash in between, the printer is asked whether it has it, and if it
 * cannot tell, a person is. Nothing is ever sent twice unasked.
 */
export class PrintQueue {
  private readonly jobs = new Map<string, KeptJob>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly sending = new Map<string, Promise<void>>();
  private closed = false;
  /** Files of the folder that are no jobs. */
  readonly damaged: string[];

  constructor(private readonly options: PrintQueueOptions) {
    const { jobs, damaged } = options.files.load();
    this.damaged = damaged;
    for (const job of jobs) {
      if (isSettled(job.word) && !owes(job) && this.now().getTime() - Date.parse(job.changedAt) > keptMilliseconds) options.files.forget(job.id);
      else this.jobs.set(job.id, job);
    }
    for (const job of this.jobs.values()) this.resume(job);
  }

  list(): PrintJob[] {
    return [...this.jobs.values()].map(shownOf).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Takes a job: it is on the disk when this returns. */
  add({ document, certificate, ...order }: Order): PrintJob {
    const at = this.now().toISOString();
    const job: KeptJob = {
      version: 1, id: randomUUID(), ...order, word: 'waiting', detail: '', createdAt: at, changedAt: at, sent: 0, printerJob: null,
      ...(certificate ? { certificate: { ...certificate, prints: 0, toNote: [] } } : {}),
    };
    this.options.files.keepDocument(job.id, document);
    this.options.files.keep(job);
    this.jobs.set(job.id, job);
    this.options.onChange?.();
    this.soon(job.id, 0);
    return this.shown(job.id);
  }

  /** Takes a job back; one that the printer has is cancelled there. @throws as the printer does. */
  async cancel(id: string): Promise<PrintJob> {
    const job = this.job(id);
    if (isSettled(job.word)) return this.shown(id);
    this.stopTimer(id);
    await this.sending.get(id);
    const now = this.job(id);
    if (now.printerJob !== null) {
      try {
        await this.options.printers.cancel(now.printer.uri, now.printerJob);
      } catch (error) {
        this.soon(id, this.askEvery);
        throw error;
      }
      // It may have been on paper already: the printer says.
      this.soon(id, 0);
    } else {
      this.change(id, { word: 'cancelled', detail: '' });
    }
    return this.shown(id);
  }

  /**
   * Prints a settled job again, or one that waits on another printer: somebody has asked for it. What another printer has
   * of it is cancelled first.
   */
  async again(id: string, printer?: { uri: string; name: string }): Promise<PrintJob> {
    if (!isSettled(this.job(id).word)) await this.cancel(id);
    this.stopTimer(id);
    if (!this.options.files.document(id)) throw new Error('Its document is not kept any more. Print it anew.');
    this.change(id, { word: 'waiting', detail: '', printerJob: null, ...(printer ? { printer } : {}) });
    this.soon(id, 0);
    return this.shown(id);
  }

  /** Somebody has looked: the unsure job lies in the tray. */
  settleAsPrinted(id: string): PrintJob {
    const job = this.job(id);
    if (job.word === 'unsure' || job.word === 'handed_over') {
      this.printed(id, job.detail);
    }
    return this.shown(id);
  }

  /** The job that is under way for a certificate, if there is one. */
  underWay(number: string): PrintJob | undefined {
    const job = [...this.jobs.values()].find((each) => each.certificate?.number === number && !isSettled(each.word));
    return job && shownOf(job);
  }

  shownById(id: string): PrintJob | undefined {
    const job = this.jobs.get(id);
    return job && shownOf(job);
  }

  /** Prints of certificates that the journal does not have yet, the earliest first. */
  owed(): { id: string; number: string; station: string | null; nonce: string }[] {
    return [...this.jobs.values()].flatMap(({ id, certificate }) => certificate?.toNote.map((nonce) => ({ id, number: certificate.number, station: certificate.station, nonce })) ?? []);
  }

  /** The journal has it. */
  noted(id: string, nonce: string): void {
    const job = this.jobs.get(id);
    if (!job?.certificate) return;
    const certificate = { ...job.certificate, toNote: job.certificate.toNote.filter((each) => each !== nonce) };
    this.options.files.keep({ ...job, certificate });
    this.jobs.set(id, { ...job, certificate });
  }

  /** Forgets the jobs of erased people, with their documents, whatever has become of them. What a printer has is cancelled there, if it listens. */
  forgetPeople(isErased: IsErased): void {
    for (const { id, workshop, registrationId, printer, printerJob, word } of this.jobs.values()) {
      if (registrationId === null || !isErased(workshop, registrationId)) continue;
      this.stopTimer(id);
      this.jobs.delete(id);
      if (printerJob !== null && !isSettled(word)) this.options.printers.cancel(printer.uri, printerJob).catch((error: Error) => this.options.log?.(`A job of an erased person could not be cancelled at ${printer.name}: ${error.message}`));
    }
    this.options.files.forgetPeople(isErased);
    this.options.onChange?.();
  }

  /** Lets what is under way finish; timers end. */
  async close(): Promise<void> {
    this.closed = true;
    for (const id of this.timers.keys()) this.stopTimer(id);
    await Promise.all(this.sending.values());
  }

  private resume(job: KeptJob): void {
    if (isSettled(job.word)) return;
    // Being sent, and nothing known of how that ended.
    if (job.word === 'sending' && job.printerJob === null) void this.work(job.id, () => this.lookFor(job.id));
    else this.soon(job.id, 0);
  }

  private soon(id: string, milliseconds: number): void {
    this.stopTimer(id);
    if (this.closed) return;
    this.timers.set(id, setTimeout(() => void this.work(id, () => this.step(id)), milliseconds));
  }

  private stopTimer(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  private work(id: string, step: () => Promise<void>): Promise<void> {
    const done = (this.sending.get(id) ?? Promise.resolve()).then(step).catch((error: unknown) => this.options.log?.(`printing ${id}: ${String(error)}`));
    this.sending.set(id, done);
    return done.finally(() => {
      if (this.sending.get(id) === done) this.sending.delete(id);
    });
  }

  private async step(id: string): Promise<void> {
    const job = this.jobs.get(id);
    if (!job || isSettled(job.word)) return;
    if (job.printerJob === null) await this.send(job);
    else await this.ask(job);
  }

  private async send(job: KeptJob): Promise<void> {
    const document = this.options.files.document(job.id);
    if (!document) return this.change(job.id, { word: 'failed', detail: 'its document is gone' });
    this.change(job.id, { word: 'sending', detail: '', sent: job.sent + 1 });
    try {
      const printerJob = await this.options.printers.send(job.printer.uri, { name: nameOf(this.job(job.id)), paper: job.paper, document });
      if (!this.jobs.has(job.id)) {
        // It was forgotten on its way.
        if (printerJob !== null) await this.options.printers.cancel(job.printer.uri, printerJob);
        return;
      }
      if (printerJob === null) return this.change(job.id, { word: 'handed_over' });
      this.change(job.id, { word: 'waiting', printerJob });
      this.soon(job.id, 0);
    } catch (error) {
      if (!this.jobs.has(job.id)) throw error;
      if (error instanceof PrinterUnreachable) {
        // It has had no effect: it is not asked after, and tried again.
        this.change(job.id, { word: 'asleep', detail: error.message, sent: job.sent });
        this.soon(job.id, this.options.tryEvery ?? patience.tryEvery);
      } else if (error instanceof PrinterBusy) {
        this.change(job.id, { word: 'waiting', detail: error.message, sent: job.sent });
        this.soon(job.id, this.options.tryEvery ?? patience.tryEvery);
      } else if (error instanceof PrinterSilent) {
        await this.lookFor(job.id);
      } else {
        this.change(job.id, { word: 'failed', detail: messageOf(error) });
      }
    }
  }

  /** A job that may have arrived. */
  private async lookFor(id: string): Promise<void> {
    const job = this.job(id);
    try {
      const printerJob = await this.options.printers.find(job.printer.uri, nameOf(job));
      if (printerJob === null) return this.change(id, { word: 'unsure', detail: 'the printer does not know it' });
      this.change(id, { word: 'waiting', printerJob });
      this.soon(id, 0);
    } catch (error) {
      this.change(id, { word: 'unsure', detail: messageOf(error) });
    }
  }

  private async ask(job: KeptJob): Promise<void> {
    try {
      const { word, detail } = await this.options.printers.status(job.printer.uri, job.printerJob as number);
      // It may have been forgotten while the printer was asked.
      if (!this.jobs.has(job.id)) return;
      if (word === 'printed') this.printed(job.id, detail);
      else if (word !== job.word || detail !== job.detail) this.change(job.id, { word, detail });
    } catch (error) {
      if (error instanceof PrinterBusy) this.options.log?.(error.message);
      else if (error instanceof PrinterUnreachable || error instanceof PrinterSilent) this.change(job.id, { word: 'asleep', detail: error.message });
      // It was sent, and the printer does not know it any more: it forgets what it has done, or was switched off.
      else this.change(job.id, { word: 'unsure', detail: messageOf(error) });
    }
    const now = this.jobs.get(job.id);
    if (now && !isSettled(now.word)) this.soon(job.id, this.askEvery);
  }

  /** What is to be noted in the journal is written with the word itself: neither outlives a crash without the other. */
  private printed(id: string, detail: string): void {
    const { certificate } = this.job(id);
    const owed = certificate && { ...certificate, prints: certificate.prints + 1, toNote: [...certificate.toNote, certificate.prints === 0 ? id : `${id}-${certificate.prints}`] };
    this.change(id, { word: 'printed', detail, ...(owed ? { certificate: owed } : {}) });
    this.options.onPrinted?.(this.shown(id));
  }

  private change(id: string, some: Partial<KeptJob> & { word: PrintWord }): void {
    const job = { ...this.job(id), ...some, changedAt: this.now().toISOString() };
    this.options.files.keep(job);
    this.jobs.set(id, job);
    this.options.onChange?.();
  }

  private job(id: string): KeptJob {
    const job = this.jobs.get(id);
    if (!job) throw new Error('This print job is not there any more.');
    return job;
  }

  private shown(id: string): PrintJob {
    return shownOf(this.job(id));
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }

  private get askEvery(): number {
    return this.options.askEvery ?? patience.askEvery;
  }
}

function owes({ certificate }: KeptJob): boolean {
  return certificate !== undefined && certificate.toNote.length > 0;
}

/** Without what only the queue needs. */
function shownOf(job: KeptJob): PrintJob {
  return v.parse(printJob, job);
}

/** Each time it is sent it has another name: an earlier one must not be taken for it. No personal data: printers show it. */
function nameOf({ id, sent }: KeptJob): string {
  return `Champions ${id.slice(0, 8)}-${sent}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
