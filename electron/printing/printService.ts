import path from 'node:path';
import { KioskError } from '@shared/contract/errors';
import type { Printer, PrintJob } from '@shared/contract/printing';
import { printedPage } from '../setup/printedPage';
import type { Handlers } from '../windows/appChannelService';
import type { Workspace } from '../workspace';
import type { StoreClient } from '@shared/contract/storeClient';
import { IppPrinters } from './ippPrinters';
import { KnownPrinters } from './knownPrinters';
import type { PrinterPort } from './printerPort';
import { PrintNotes } from './printNotes';
import { type Order, PrintQueue } from './printQueue';
import { QueueFiles } from './queueFiles';
import { WindowsPrinters } from './windowsPrinters';

interface PrintServiceOptions {
  /** A test page has come out. */
  onTestPage?: () => void;
  /** The store that is told of printed certificates. */
  client(): StoreClient | null;
}

/** What the windows ask of this computer's printers, and the queue that outlives them. */
export class PrintService {
  private readonly queue: PrintQueue;
  readonly known: KnownPrinters;
  private readonly notes: PrintNotes;
  private readonly testPages = new Set<string>();

  constructor(
    private readonly workspace: Workspace,
    options: PrintServiceOptions,
  ) {
    const network = new IppPrinters(() => workspace.settings.printers ?? []);
    const printers: PrinterPort = process.platform === 'win32' ? new WindowsPrinters(network) : network;
    this.known = new KnownPrinters(printers);
    this.queue = new PrintQueue({
      files: new QueueFiles(path.join(workspace.dataFolder, 'print')),
      printers,
      log: workspace.log,
      onPrinted: ({ id }) => {
        if (this.testPages.delete(id)) options.onTestPage?.();
        this.notes.run();
      },
    });
    this.notes = new PrintNotes({ queue: this.queue, client: () => options.client(), log: workspace.log });
    this.notes.run();
    workspace.onErased((isErased) => this.queue.forgetPeople(isErased));
    for (const file of this.queue.damaged) {
      workspace.note({ level: 'warning', code: 'print_job_damaged', message: `${file} is no print job that can be read. Delete it; print what is missing again.` });
    }
  }

  get handlers(): Pick<
    Handlers,
    'printers.list' | 'printers.add' | 'printers.remove' | 'prints.list' | 'prints.testPage' | 'prints.cancel' | 'prints.again' | 'prints.settle'
  > {
    const { workspace, queue } = this;
    const list = async (): Promise<{ printers: Printer[] }> => ({ printers: await this.known.list() });
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
        const job = queue.add({ title: printer.name, workshop: null, registrationId: null, paper, printer, document });
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
    const { workshop, registrationId } = order;
    if (registrationId !== null && this.workspace.journal.isErased(workshop, registrationId)) throw new KioskError('unknown_attendee', `${registrationId} was erased. Nothing of theirs is printed.`);
    return this.queue.add(order);
  }

  /** The job that is under way for a certificate, if there is one. */
  underWay(number: string): PrintJob | undefined {
    return this.queue.underWay(number);
  }

  byId(id: string): PrintJob | undefined {
    return this.queue.shownById(id);
  }

  cancel(id: string): Promise<PrintJob> {
    return this.queue.cancel(id);
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.notes.close();
  }
}
