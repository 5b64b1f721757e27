import path from 'node:path';
import { type BrowserWindow, dialog, type WebContents } from 'electron';
import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import type { TicketKind } from '@shared/contract/values';
import { CertificatePaper } from '../certificates/certificatePaper';
import { CertificatePrinting } from '../certificates/certificatePrinting';
import { CertificateRuns } from '../certificates/certificateRuns';
import { CertificateService } from '../certificates/certificateService';
import { Exports } from '../exports/exports';
import { HqExports } from '../exports/hqExports';
import type { Kiosks } from '../kiosks/kiosks';
import type { OrganizerPin } from '../pin/organizerPin';
import { PrintService } from '../printing/printService';
import { SetupService } from '../setup/setupService';
import { SyncDesk } from '../sync/syncDesk';
import { issueTickets } from '../tickets/issueTickets';
import { writeTickets } from '../tickets/writeTickets';
import type { Workspace } from '../workspace';
import type { Handlers } from './appChannelService';
import { saveRowReport } from './rowReport';

interface Surroundings {
  workspace: Workspace;
  pin: OrganizerPin;
  kiosks: Kiosks;
  desk(): BrowserWindow | null;
  client(): StoreClient | null;
  /** The numbers of a window's ports to the store. */
  portsOf(contents: WebContents): readonly number[];
}

/** What no window needs at its start: files, paper, keys. Loaded once the windows are there. */
export class DeskServices {
  private readonly printing: PrintService;
  private readonly exports: Exports;
  private readonly hqExports: HqExports;
  private readonly setup: SetupService;
  private readonly certificates: CertificateService;
  private readonly certificatePrinting: CertificatePrinting;
  private readonly paper: CertificatePaper;
  private readonly certificateRuns: CertificateRuns;
  private readonly sync: SyncDesk;

  constructor(private readonly around: Surroundings) {
    const { workspace, pin, kiosks, desk, client, portsOf } = around;
    const onProblem = (message: string): void => workspace.note({ level: 'warning', code: 'design_damaged', message });
    this.paper = new CertificatePaper(workspace.dataFolder, onProblem);
    this.certificateRuns = new CertificateRuns({ dataFolder: workspace.dataFolder, client, desk, onProblem });
    this.exports = new Exports(workspace.dataFolder, workspace.log);
    this.hqExports = new HqExports(workspace.journal, this.exports, workspace.log);
    this.setup = new SetupService({ workspace, pin, kiosks, desk });
    this.printing = new PrintService(workspace, { client, onTestPage: () => this.setup.notes.change({ testPageAt: new Date().toISOString() }) });
    this.sync = new SyncDesk(workspace, desk);
    this.certificates = new CertificateService({ dataFolder: workspace.dataFolder, client, desk, portsOf, paper: this.paper, note: (notice) => workspace.note(notice) });
    this.certificatePrinting = new CertificatePrinting({
      dataFolder: workspace.dataFolder, client, desk, portsOf, paper: this.paper, printing: this.printing, settingOf: (kiosk) => kiosks.settingOf(kiosk),
    });
  }

  get handlers() {
    return {
      ...this.setup.handlers,
      ...this.printing.handlers,
      ...this.certificates.handlers,
      ...this.certificateRuns.handlers,
      ...this.certificatePrinting.handlers,
      ...this.sync.handlers,
      'tickets.export': (params) => this.exportTickets(params.kind),
      'exports.write': ({ request }) => {
        const { desk, client } = this.running();
        return this.exports.run(desk, client, request);
      },
      'hqExports.write': ({ request }) => {
        const { desk, client } = this.running();
        return this.hqExports.run(desk, client, request);
      },
      'exports.progress': () => this.exports.progress(),
      'exports.show': ({ file }) => {
        this.exports.show(file);
        return null;
      },
      'rowReport.save': (params) => saveRowReport(this.around.desk(), params),
    } satisfies Partial<Handlers>;
  }

  /** Into a folder of their own in the one that is chosen; null when none was. */
  private async exportTickets(kind: TicketKind): Promise<{ folder: string; tickets: number } | null> {
    const { desk, client } = this.running();
    const { filePaths, canceled } = await dialog.showOpenDialog(desk, { properties: ['openDirectory', 'createDirectory'] });
    const [chosen] = filePaths;
    if (canceled || chosen === undefined) return null;
    const tickets = await issueTickets(client, this.around.workspace.dataFolder, kind);
    const folder = path.join(chosen, `${tickets.workshop.id}-tickets-${kind}`);
    await writeTickets(tickets, folder, { sheet: true });
    return { folder, tickets: tickets.holders.length };
  }

  /** @throws KioskError while there is no desk or no store. */
  private running(): { desk: BrowserWindow; client: StoreClient } {
    const [desk, client] = [this.around.desk(), this.around.client()];
    if (!desk || !client) throw new KioskError('store_unavailable', 'The check-in store is being started.');
    return { desk, client };
  }

  /** Ends the threads, and the work on printers; what is not printed yet stays in the queue's folder. */
  async close(): Promise<void> {
    await Promise.all([this.printing.close(), this.certificateRuns.close(), this.paper.close(), this.sync.close()]);
  }
}
