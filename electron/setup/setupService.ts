import fs from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog, screen } from 'electron';
import { KioskError } from '@shared/contract/errors';
import type { SetupFacts } from '@shared/contract/appChannels';
import type { Kiosks } from '../kiosks/kiosks';
import type { OrganizerPin } from '../pin/organizerPin';
import type { Handlers } from '../windows/appChannelService';
import type { Workspace } from '../workspace';
import { checkCameras } from './cameraCheck';
import { checkDisk } from './diskCheck';
import { printedPage, type PrintedPage } from './printedPage';
import { SetupNotesFile } from './setupNotes';

interface Surroundings {
  workspace: Workspace;
  pin: OrganizerPin;
  kiosks: Kiosks;
  desk(): BrowserWindow | null;
}

/** What the desk asks of this computer while a workshop is set up. */
export class SetupService {
  readonly notes: SetupNotesFile;

  constructor(private readonly around: Surroundings) {
    this.notes = new SetupNotesFile(around.workspace.dataFolder, around.workspace.log);
  }

  get handlers(): Pick<Handlers, 'setup.facts' | 'setup.note' | 'check.disk' | 'check.camera' | 'page.save' | 'mirror.choose'> {
    const { workspace } = this.around;
    return {
      'setup.facts': () => this.facts(),
      'setup.note': (changes) => this.notes.change(withoutUndefined(changes)),
      'check.disk': async () => {
        const mirror = workspace.settings.mirror;
        return { data: await checkDisk(workspace.dataFolder), mirror: mirror === null ? null : await checkDisk(mirror) };
      },
      'check.camera': async () => {
        const found = await checkCameras();
        if (found.pictures.length > 0) this.notes.change({ cameraSeenAt: new Date().toISOString() });
        return found;
      },
      'page.save': (params) => this.savePage(params),
      'mirror.choose': () => this.chooseMirror(),
    };
  }

  private async facts(): Promise<SetupFacts> {
    const { workspace, pin, kiosks } = this.around;
    const [printers, freeMegabytes] = await Promise.all([
      this.around.desk()?.webContents.getPrintersAsync().catch(() => []) ?? [],
      fs.statfs(workspace.dataFolder).then(({ bavail, bsize }) => Math.floor((bavail * bsize) / 1024 / 1024), () => null),
    ]);
    return {
      hasPin: pin.isSet,
      kiosksOpen: kiosks.count,
      displays: screen.getAllDisplays().length,
      printers: printers.map(({ displayName, name }) => displayName || name),
      freeMegabytes,
      lastWrittenAt: workspace.journal.lastWrittenAt,
      notes: this.notes.current,
    };
  }

  private async savePage(params: PrintedPage): Promise<{ file: string } | null> {
    const desk = this.desk();
    const { filePath, canceled } = await dialog.showSaveDialog(desk, {
      defaultPath: params.page === 'crib' ? 'volunteers.pdf' : 'printer-test.pdf',
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    });
    if (canceled || filePath === undefined || filePath === '') return null;
    const file = path.extname(filePath) === '' ? `${filePath}.pdf` : filePath;
    await fs.writeFile(file, await printedPage(params));
    if (params.page === 'test') this.notes.change({ testPageAt: new Date().toISOString() });
    return { file };
  }

  /** The journal takes a second folder only when it is opened, so a new one counts from the next start. */
  private async chooseMirror(): Promise<{ folder: string } | null> {
    const { workspace } = this.around;
    const { filePaths, canceled } = await dialog.showOpenDialog(this.desk(), { properties: ['openDirectory', 'createDirectory'] });
    const [folder] = filePaths;
    if (canceled || folder === undefined) return null;
    if (path.resolve(folder) === path.resolve(workspace.dataFolder)) {
      throw new KioskError('invalid_request', 'The second copy has to be in another folder than the data, best on another disk.');
    }
    workspace.keep({ mirror: folder });
    return { folder };
  }

  private desk(): BrowserWindow {
    const desk = this.around.desk();
    if (!desk) throw new KioskError('forbidden', 'The desk is closed.');
    return desk;
  }
}

/** Optional values of a request that were not sent, taken out: they change nothing. */
function withoutUndefined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
