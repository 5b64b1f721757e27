import fs from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import { KioskError } from '@shared/contract/errors';
import type { ExportOutcome, ExportRequest } from '@shared/contract/exports';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Workshop } from '@shared/contract/values';
import { exportFileName } from '@shared/domain/export/fileName';
import { problemOf, writeWhole } from './outFile';
import { PrintedBadges } from './printedBadges';
import { badgeSheets, chartPicture, type Made, type Occasion, signingList } from './sheets';
import { writeTable } from './writeTable';

interface Progress {
  done: number;
  total: number;
  since: string;
}

/** Takes attendance, lists, badges and charts out of the application, into the file that a dialog asks for. */
export class Exports {
  private running: Progress | null = null;
  /** Files written since the start: only these are shown in their folder. */
  private readonly written = new Set<string>();
  private lastFolder: string | null = null;
  private readonly printedBadges: PrintedBadges;

  constructor(private readonly dataFolder: string, private readonly log: (line: string) => void) {
    this.printedBadges = new PrintedBadges(dataFolder);
  }

  /** How far the export has come that is being made; null when none is. */
  progress(): Progress | null {
    return this.running;
  }

  /** Another file that was written, and may be shown. */
  noteWritten(file: string): void {
    this.written.add(file);
    this.lastFolder = path.dirname(file);
  }

  /** Where the next file is proposed to go. */
  get folder(): string {
    return this.lastFolder ?? app.getPath('documents');
  }

  /** Opens the folder of a file that was written. */
  show(file: string): void {
    if (!this.written.has(file)) throw new KioskError('invalid_request', 'This file was not written since the start.');
    shell.showItemInFolder(file);
  }

  /**
   * Asks where to, and writes; null when the dialog was cancelled. A file that cannot be written is an outcome with
   * its problem, so that the desk can say what to do.
   */
  async run(desk: BrowserWindow, client: StoreClient, request: ExportRequest): Promise<ExportOutcome | null> {
    if (this.running) throw new KioskError('invalid_request', 'Another export is being written. Wait until it is done.');
    const overview = await client.query('workshop.overview', {}, Number.POSITIVE_INFINITY);
    const { workshop } = overview;
    if (!workshop) throw new KioskError('not_configured', 'There is no workshop yet. Import a roster first.');
    const ending = endingOf(request);
    const { filePath, canceled } = await dialog.showSaveDialog(desk, {
      defaultPath: path.join(this.folder, exportFileName(nameParts(request, workshop), ending)),
      filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || !filePath) return null;
    const file = filePath.toLowerCase().endsWith(`.${ending}`) ? filePath : `${filePath}.${ending}`;
    const progress = { done: 0, total: overview.registered, since: new Date().toISOString() };
    this.running = progress;
    try {
      const { sessions: agenda } = await client.query('agenda', {}, Number.POSITIVE_INFINITY);
      const count = await this.write({ client, dataFolder: this.dataFolder, workshop, agenda }, file, request, progress);
      if (count === null) return { file, count: 0, problem: 'nobody', detail: '' };
      this.noteWritten(file);
      return { file, count, problem: null, detail: '' };
    } catch (error) {
      if (error instanceof KioskError) throw error;
      this.log(`An export could not be written: ${(error as Error).stack ?? String(error)}`);
      return { file, count: 0, problem: problemOf(error, process.platform), detail: (error as Error).message };
    } finally {
      this.running = null;
    }
  }

  /** @returns what was counted; null where there is nobody to print. */
  private async write(occasion: Occasion, file: string, request: ExportRequest, progress: Progress): Promise<number | null> {
    const { client, workshop, agenda } = occasion;
    if (request.what === 'table') {
      const table = { format: request.format, scope: request.scope, agenda, timeZone: workshop.timeZone, sheet: 'Attendance', language: request.language };
      return writeWhole(file, (part) => writeTable(client, part, table, (done) => {
        progress.done = done;
      }));
    }
    const made = await this.make(occasion, request);
    if (request.what !== 'chart' && made.count === 0) return null;
    await writeWhole(file, (part) => fs.writeFile(part, made.content));
    if ('ids' in made) await this.printedBadges.add(workshop.id, made.ids);
    return made.count;
  }

  private async make(occasion: Occasion, request: Exclude<ExportRequest, { what: 'table' }>): Promise<Made | (Made & { ids: string[] })> {
    switch (request.what) {
      case 'list':
        return signingList(occasion, request);
      case 'badges':
        return badgeSheets(occasion, request, await this.printedBadges.of(occasion.workshop.id));
      case 'chart':
        return chartPicture(occasion, request);
    }
  }
}

function endingOf(request: ExportRequest): string {
  return request.what === 'table' || request.what === 'chart' ? request.format : 'pdf';
}

/** What a file is about, as its name says it: the same words in every language, so that scripts find it. */
function nameParts(request: ExportRequest, { id }: Workshop): string[] {
  const about = (target: string): string => target.replace(/^(day|session):/, '');
  switch (request.what) {
    case 'table': {
      const { scope } = request;
      if (scope.by === 'target') return [id, 'attendance', about(scope.target)];
      if (scope.by === 'visits') return [id, 'visits', scope.registrationId ?? ''];
      return [id, scope.by === 'counts' ? 'counts' : 'attendance'];
    }
    case 'list':
      return [id, 'signatures', about(request.target)];
    case 'badges':
      return [id, 'badges', request.label, request.choice.who === 'one' ? request.choice.registrationId : ''];
    case 'chart':
      return [id, request.chart, request.day === null ? '' : about(request.day)];
  }
}
