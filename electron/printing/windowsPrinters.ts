import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getPrinters, print } from 'pdf-to-printer';
import type { Printer } from '@shared/contract/printing';
import { PrinterRefused } from './ipp';
import type { IppPrinters } from './ippPrinters';
import type { JobStatus, PrinterPort } from './printerPort';

const scheme = 'spooler:';
/** Lies beside the packed application: a program cannot be started out of its archive. */
const sumatra = path.join(process.resourcesPath ?? '', 'SumatraPDF.exe');

/**
 * Printers of Windows: by its own spooler, which takes a document and tells nothing more, and so a job is handed over and
 * never called printed; and printers in the network by IPP, which do tell.
 */
export class WindowsPrinters implements PrinterPort {
  constructor(private readonly network: IppPrinters) {}

  async list(): Promise<Printer[]> {
    const own = (await getPrinters()).map(({ deviceId, name, paperSizes }): Printer => ({
      uri: `${scheme}${deviceId}`,
      name,
      word: 'ready',
      papers: (['A4', 'Letter'] as const).filter((paper) => paperSizes.length === 0 || paperSizes.some((size) => size.startsWith(paper))),
    }));
    return [...own, ...(await this.network.list())];
  }

  async send(uri: string, job: Parameters<PrinterPort['send']>[1]): Promise<number | null> {
    if (!uri.startsWith(scheme)) return this.network.send(uri, job);
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'champions-print-'));
    try {
      const file = path.join(folder, `${job.name}.pdf`);
      await fs.writeFile(file, job.document);
      const there = await fs.access(sumatra).then(() => true, () => false);
      // Named and not scaled, as for every other printer.
      await print(file, { printer: uri.slice(scheme.length), paperSize: job.paper, scale: 'noscale', silent: true, ...(there ? { sumatraPdfPath: sumatra } : {}) });
      return null;
    } catch (error) {
      throw new PrinterRefused((error as Error).message, 'printing');
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  async find(uri: string, name: string): Promise<number | null> {
    return uri.startsWith(scheme) ? null : this.network.find(uri, name);
  }

  status(uri: string, jobId: number): Promise<JobStatus> {
    return this.network.status(uri, jobId);
  }

  cancel(uri: string, jobId: number): Promise<void> {
    return this.network.cancel(uri, jobId);
  }
}
