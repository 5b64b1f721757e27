import path from 'node:path';
import type { Printer, PrintJob } from '@shared/contract/printing';
import { printedPage } from '../setup/printedPage';
import type { Handlers } from '../windows/appChannelService';
import type { Workspace } from '../workspace';
import { IppPrinters } from './ippPrinters';
import type { PrinterPort } from './printerPort';
import { type Order, PrintQueue } from './printQueue';
import { QueueFiles } from './queueFiles';
import { WindowsPrinters } from './windowsPrinters';

interface PrintServiceOptions {
  /** A test page has come out. */
  onTestPage?: () => void;
}

/** What the windows ask of this computer's printers, and the queue that outlives them. */
export class PrintService {
  private readonly queue: PrintQueue;
  private readonly printers: PrinterPort;
  private readonly testPages = new Set<string>();

  constructor(
    private readonly workspace: Workspace,
    options: PrintServiceOptions = {},
  ) {
    const network = new IppPrinters(() => workspace.settings.printers ?? []);
    this.printers = process.platform === 'win32' ? new WindowsPrinters(network) : network;
    this.queue = new PrintQueue({
      files: new QueueFiles(path.join(workspace.dataFolder, 'print')),
      printers: this.printers,
      log: workspace.log,
      onPrinted: ({ id }) => {
        if (this.testPages.delete(id)) options.onTestPage?.();
      },
    });
    for (const file of this.queue.damaged) {
      workspace.note({ level: 'warning', code: 'print_job_damaged', message: `${file} is no print job that can be read. Delete it; print what is missing again.` });
    }
  }

  get handlers(): Pick<
    Handlers,
    'printers.list' | 'printers.add' | 'printers.remove' | 'prints.list' | 'prints.testPage' | 'prints.cancel' | 'prints.again' | 'prints.settle'
  > {
    const { workspace, queue } = this;
    const list = async (): Promise<{ printers: Printer[] }> => ({ printers: await this.printers.list() });
    return {
      'printers.list': list,
      'printers.add': ({ uri }) => {
        const kept = workspace.settings.printers ?? [];
        if (!kept.includes(uri)) workspace.keep({ printers: [...kept, uri] });
        return list();
      },
      'printers.remove': ({ uri }) => {
        workspace.keep({ printers: (workspace.settings.printers ?? []).filter((each) => each !== uri) });
        return list();
      },
      'prints.list': () => ({ jobs: queue.list() }),
      'prints.testPage': async ({ printer, paper, language }) => {
        const document = await printedPage({ page: 'test', languages: [language] });
        const job = queue.add({ title: printer.name, registrationId: null, paper, printer, document });
        this.testPages.add(job.id);
        return { job };
      },
      'prints.cancel': async ({ id }) => ({ job: await queue.cancel(id) }),
      'prints.again': async ({ id, printer }) => ({ job: await queue.again(id, printer) }),
      'prints.settle': ({ id }) => ({ job: queue.settleAsPrinted(id) }),
    };
  }

  /** Takes a document: it is on the disk when this returns. */
  print(order: Order): PrintJob {
    return this.queue.add(order);
  }

  close(): Promise<void> {
    return this.queue.close();
  }
}
