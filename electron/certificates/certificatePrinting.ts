import fs from 'node:fs/promises';
import { type BrowserWindow, dialog, type WebContents } from 'electron';
import type { PrintOutcome } from '@shared/contract/certificateChannels';
import { KioskError } from '@shared/contract/errors';
import type { Paper, Printer, PrintWord } from '@shared/contract/printing';
import type { StoreClient } from '@shared/contract/storeClient';
import type { PrintService } from '../printing/printService';
import type { Handlers } from '../windows/appChannelService';
import { roleOf } from '../windows/trustedSender';
import type { CertificatePaper } from './certificatePaper';
import { expectOwn } from './ownCertificate';
import { sealedByNumber } from './sealedCertificates';

interface Surroundings {
  dataFolder: string;
  client(): StoreClient | null;
  desk(): BrowserWindow | null;
  printing: PrintService;
  paper: CertificatePaper;
  /** What a kiosk was opened with. */
  settingOf(kiosk: WebContents): { station: string | null; printer: string | null };
  portsOf(contents: WebContents): readonly number[];
}

type Channels = 'certificate.print' | 'certificate.printState' | 'certificate.printStop' | 'certificate.savePdf';
interface Asked {
  numbers: readonly string[];
  printer: string | null;
  paper: Paper | null;
}

/** Certificates onto printers, and into a PDF where there is none. */
export class CertificatePrinting {
  /** By job, the kiosk that has started it. */
  private readonly starters = new Map<string, number>();
  /** By number, a print that is being made ready: a second touch of the same button is no second paper. */
  private readonly starting = new Map<string, Promise<Extract<PrintOutcome, { outcome: 'queued' }>['jobs'][number]>>();

  constructor(private readonly around: Surroundings) {}

  get handlers(): Pick<Handlers, Channels> {
    return {
      'certificate.print': (asked, sender) => (roleOf(sender) === 'kiosk' ? this.printOwn(asked, sender) : this.print(asked, { station: null, printerName: null })),
      'certificate.printState': ({ job }, sender) => ({ word: this.ownWord(job, sender) }),
      'certificate.printStop': async ({ job }, sender) => {
        this.ownWord(job, sender);
        await this.around.printing.cancel(job);
        return { word: this.ownWord(job, sender) };
      },
      'certificate.savePdf': ({ numbers, paper }) => this.save(numbers, paper ?? 'A4'),
    };
  }

  private client(): StoreClient {
    const client = this.around.client();
    if (!client) throw new KioskError('store_unavailable', 'The check-in store is being started.');
    return client;
  }

  private async printOwn(asked: Asked, kiosk: WebContents): Promise<PrintOutcome> {
    const [number] = asked.numbers;
    if (number === undefined || asked.numbers.length > 1 || asked.printer !== null) throw new KioskError('invalid_request', 'A kiosk prints one certificate, on its own printer.');
    await expectOwn(this.client(), this.around.portsOf(kiosk), number);
    const { station, printer } = this.around.settingOf(kiosk);
    const outcome = await this.print(asked, { station, printerName: printer });
    if (outcome.outcome === 'queued') for (const { id } of outcome.jobs) this.starters.set(id, kiosk.id);
    return outcome;
  }

  private async print({ numbers, printer: uri, paper }: Asked, { station, printerName }: { station: string | null; printerName: string | null }): Promise<PrintOutcome> {
    const printer = await this.around.printing.known.choose({ uri, name: printerName });
    if (!printer) return { outcome: 'no_printer' };
    const size = paper ?? (printer.papers.includes('A4') ? 'A4' : (printer.papers[0] ?? 'A4'));
    const jobs = [];
    for (const number of new Set(numbers)) jobs.push(await this.once(number, printer, size, station));
    return { outcome: 'queued', jobs };
  }

  private once(number: string, printer: Printer, paper: Paper, station: string | null) {
    const begun = this.starting.get(number);
    if (begun) return begun;
    const start = this.start(number, printer, paper, station).finally(() => this.starting.delete(number));
    this.starting.set(number, start);
    return start;
  }

  private async start(number: string, { uri, name }: Printer, paper: Paper, station: string | null): Promise<Extract<PrintOutcome, { outcome: 'queued' }>['jobs'][number]> {
    const { printing } = this.around;
    const underWay = printing.underWay(number);
    if (underWay) return { id: underWay.id, number, word: underWay.word, missing: [] };
    const sealed = await sealedByNumber(this.client(), this.around.dataFolder, number);
    const { registrationId, name: title } = sealed.certificate;
    const { pdf, missing } = await this.around.paper.file(sealed, paper);
    const { id, word } = printing.print({ title, workshop: sealed.workshop.id, registrationId, paper, printer: { uri, name }, document: Buffer.from(pdf), certificate: { number, station } });
    return { id, number, word, missing };
  }

  /** @throws KioskError for a job that this kiosk has not started. */
  private ownWord(job: string, kiosk: WebContents): PrintWord {
    const known = this.starters.get(job) === kiosk.id ? this.around.printing.byId(job) : undefined;
    if (!known) throw new KioskError('forbidden', 'This kiosk has no such print job.');
    return known.word;
  }

  private async save(numbers: readonly string[], paper: Paper): Promise<{ file: string } | null> {
    const desk = this.around.desk();
    if (!desk) return null;
    const all = [];
    for (const number of new Set(numbers)) all.push(await sealedByNumber(this.client(), this.around.dataFolder, number));
    const [first] = all;
    const { filePath, canceled } = await dialog.showSaveDialog(desk, {
      defaultPath: `${first?.workshop.id ?? 'certificates'}-certificates.pdf`, filters: [{ name: 'PDF', extensions: ['pdf'] }],
    });
    if (canceled || !filePath) return null;
    const pdf = await this.around.paper.together(all, paper);
    try {
      await fs.writeFile(filePath, pdf);
    } catch (error) {
      throw new KioskError('internal', `The certificates could not be written to ${filePath} (${(error as Error).message}). Choose another folder.`);
    }
    return { file: filePath };
  }
}
