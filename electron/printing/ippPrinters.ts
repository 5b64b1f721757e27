import type { Paper, Printer, PrintWord } from '@shared/contract/printing';
import { printWordOf, readinessOf } from '@shared/domain/printing/printState';
import { askPrinter, groupsOf, type IppGroup, PrinterRefused, textOf, textsOf } from './ipp';
import type { JobStatus, PrinterPort } from './printerPort';

/** The system's spooler on macOS and Linux. */
const cups = process.env.KIOSK_CUPS ?? 'ipp://localhost:631/';
const user = 'champions-kiosk';

/** Printers by IPP: queues of CUPS, and printers that speak it themselves. */
export class IppPrinters implements PrinterPort {
  constructor(
    /** Printers that somebody has typed in, by their addresses. */
    private readonly added: () => readonly string[] = () => [],
    private readonly spooler: string = cups,
  ) {}

  async list(): Promise<Printer[]> {
    const queues = await this.queues();
    const others = await Promise.all(this.added().filter((uri) => !queues.some((each) => each.uri === uri)).map((uri) => this.describe(uri)));
    return [...queues, ...others];
  }

  private async queues(): Promise<Printer[]> {
    try {
      const answer = await askPrinter(this.spooler, { operation: 'CUPS-Get-Printers', attributes: { 'requested-attributes': wanted } });
      return groupsOf(answer['printer-attributes-tag']).map((group) => printerOf(this.queueUri(group), group));
    } catch (error) {
      // No spooler on this computer, or none with a printer: that is no error.
      if (error instanceof PrinterRefused && error.status !== 'client-error-not-found') throw error;
      return [];
    }
  }

  /** The spooler may name itself by a host name that is not to be resolved here. */
  private queueUri(group: IppGroup): string {
    const [base, uri] = [new URL(this.spooler), textOf(group['printer-uri-supported'])];
    return `ipp://${base.host}${new URL(uri.replace(/^ipps?:/, 'http:')).pathname}`;
  }

  private async describe(uri: string): Promise<Printer> {
    try {
      const answer = await askPrinter(uri, { operation: 'Get-Printer-Attributes', attributes: { 'requested-attributes': wanted } });
      return printerOf(uri, groupsOf(answer['printer-attributes-tag'])[0] ?? {});
    } catch {
      // Switched off, or no printer at all: it stays in the list, to be taken out of it or woken.
      return { uri, name: uri, word: 'asleep', papers: ['A4', 'Letter'] };
    }
  }

  async send(uri: string, { name, paper, document }: { name: string; paper: Paper; document: Buffer }): Promise<number> {
    const answer = await askPrinter(uri, {
      operation: 'Print-Job',
      attributes: { 'requesting-user-name': user, 'job-name': name, 'document-format': 'application/pdf' },
      // Named and not scaled: a driverless queue would take Letter, and shrink the page.
      job: { media: media[paper], 'print-scaling': 'none' },
      document,
    });
    const id = groupsOf(answer['job-attributes-tag'])[0]?.['job-id'];
    if (typeof id !== 'number') throw new PrinterRefused('no job number', 'Print-Job');
    return id;
  }

  async find(uri: string, name: string): Promise<number | null> {
    for (const which of ['not-completed', 'completed']) {
      const answer = await askPrinter(uri, {
        operation: 'Get-Jobs',
        attributes: { 'requesting-user-name': user, 'which-jobs': which, 'requested-attributes': ['job-id', 'job-name'] },
      });
      const job = groupsOf(answer['job-attributes-tag']).find((each) => textOf(each['job-name']) === name);
      if (typeof job?.['job-id'] === 'number') return job['job-id'];
    }
    return null;
  }

  async status(uri: string, jobId: number): Promise<JobStatus> {
    const job = await askPrinter(uri, { operation: 'Get-Job-Attributes', attributes: { 'job-id': jobId, 'requesting-user-name': user, 'requested-attributes': ['job-state', 'job-state-reasons'] } });
    const printer = await askPrinter(uri, { operation: 'Get-Printer-Attributes', attributes: { 'requested-attributes': wanted } });
    const [about] = groupsOf(job['job-attributes-tag']);
    const [itself] = groupsOf(printer['printer-attributes-tag']);
    const word: PrintWord = printWordOf({
      job: textOf(about?.['job-state']),
      jobReasons: textsOf(about?.['job-state-reasons']),
      printer: textOf(itself?.['printer-state']),
      printerReasons: textsOf(itself?.['printer-state-reasons']),
      printerMessage: textOf(itself?.['printer-state-message']),
    });
    const detail = [...textsOf(about?.['job-state-reasons']), ...textsOf(itself?.['printer-state-reasons']), textOf(itself?.['printer-state-message'])];
    return { word, detail: [...new Set(detail.filter(Boolean))].join(', ') };
  }

  async cancel(uri: string, jobId: number): Promise<void> {
    await askPrinter(uri, { operation: 'Cancel-Job', attributes: { 'job-id': jobId, 'requesting-user-name': user } });
  }
}

const wanted = ['printer-name', 'printer-info', 'printer-uri-supported', 'printer-state', 'printer-state-reasons', 'printer-state-message', 'media-supported'];

/** As PWG 5101.1 names them. */
const media: Record<Paper, string> = { A4: 'iso_a4_210x297mm', Letter: 'na_letter_8.5x11in' };

function printerOf(uri: string, group: IppGroup): Printer {
  const supported = textsOf(group['media-supported']);
  const papers = (['A4', 'Letter'] as const).filter((paper) => supported.length === 0 || supported.includes(media[paper]));
  return {
    uri,
    name: textOf(group['printer-info']) || textOf(group['printer-name']) || uri,
    word: readinessOf({ printer: textOf(group['printer-state']), printerReasons: textsOf(group['printer-state-reasons']) }),
    papers,
  };
}
