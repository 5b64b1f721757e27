import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BrowserWindow, dialog } from 'electron';
import { KioskError } from '@shared/contract/errors';
import type { ExportOutcome } from '@shared/contract/exports';
import type { HqExportRequest } from '@shared/contract/hqChannels';
import type { HqWorkshop } from '@shared/contract/hqQueries';
import type { QueryResult } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';
import type { AttendeeView } from '@shared/contract/views';
import { recordOf } from '@shared/domain/details';
import { exportFileName } from '@shared/domain/export/fileName';
import { hqVisitsTable, peopleTable, workshopCells, workshopColumns } from '@shared/domain/export/hqTables';
import type { Cell, Column } from '@shared/domain/export/table';
import { statementsOf } from '@shared/domain/export/xapi';
import type { Journal } from '../journal/journal';
import type { Exports } from './exports';
import { detailsFromJournal } from './journalDetails';
import { problemOf, writeWhole } from './outFile';
import type { RowsJob, RowsPart } from './rowsWorker';

const pageSize = 500;
const askAgainMilliseconds = 200;

type Page = QueryResult<'hq.attendance'>;

/** Takes what headquarters knows out of the application, into the file that a dialog asks for. */
export class HqExports {
  private running = false;

  constructor(
    private readonly journal: Pick<Journal, 'read'>,
    private readonly exports: Pick<Exports, 'folder' | 'noteWritten'>,
    private readonly log: (line: string) => void,
  ) {}

  /** Asks where to, and writes; null when the dialog was cancelled. */
  async run(window: BrowserWindow, client: StoreClient, request: HqExportRequest): Promise<ExportOutcome | null> {
    if (this.running) throw new KioskError('invalid_request', 'Another export is being written. Wait until it is done.');
    this.running = true;
    try {
      const ending = request.what === 'statements' ? 'json' : request.format;
      const { filePath, canceled } = await dialog.showSaveDialog(window, {
        defaultPath: path.join(this.exports.folder, exportFileName(nameParts(request), ending)),
        filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || !filePath) return null;
      const file = filePath.toLowerCase().endsWith(`.${ending}`) ? filePath : `${filePath}.${ending}`;
      return await this.writeTo(file, client, request);
    } finally {
      this.running = false;
    }
  }

  private async writeTo(file: string, client: StoreClient, request: HqExportRequest): Promise<ExportOutcome> {
    try {
      const workshops = await workshopsOf(client, request);
      if (workshops.length === 0) return { file, count: 0, problem: 'nobody', detail: '' };
      const count = await writeWhole(file, (part) => this.write(part, client, request, workshops));
      this.exports.noteWritten(file);
      return { file, count, problem: null, detail: '' };
    } catch (error) {
      if (error instanceof KioskError) throw error;
      this.log(`An export could not be written: ${(error as Error).stack ?? String(error)}`);
      return { file, count: 0, problem: problemOf(error, process.platform), detail: (error as Error).message };
    }
  }

  private write(part: string, client: StoreClient, request: HqExportRequest, workshops: readonly HqWorkshop[]): Promise<number> {
    switch (request.what) {
      case 'workshops':
        return writeRows({ file: part, format: request.format, columns: workshopColumns, sheet: 'Workshops' }, [workshops.map(workshopCells)]);
      case 'people':
      case 'visits':
        return this.writePeople(part, client, request, workshops);
      case 'statements':
        return this.writeStatements(part, client, request.withEmail, workshops);
    }
  }

  private writePeople(part: string, client: StoreClient, { what, format, language }: Exclude<HqExportRequest, { what: 'statements' }>, workshops: readonly HqWorkshop[]): Promise<number> {
    const table = what === 'people' ? peopleTable(language) : hqVisitsTable;
    const columns: readonly Column[] = table.columns;
    const rows = async function* (pages: AsyncIterable<PageOfWorkshop>): AsyncGenerator<Cell[][]> {
      for await (const { workshop, page } of pages) yield page.attendees.flatMap((one) => table.rowsOf(workshop, page.sessions, one));
    };
    return writeRows({ file: part, format, columns, sheet: what === 'people' ? 'People' : 'Visits' }, rows(this.pages(client, workshops)));
  }

  /** A JSON array, written a page at a time. */
  private async writeStatements(part: string, client: StoreClient, withEmail: boolean, workshops: readonly HqWorkshop[]): Promise<number> {
    const handle = await fs.open(part, 'w');
    let count = 0;
    try {
      await handle.write('[');
      for await (const { page } of this.pages(client, workshops)) {
        if (!page.workshop) continue;
        const { workshop, sessions } = page;
        const statements = page.attendees.flatMap((one) => statementsOf(workshop, sessions, one, { withEmail, uuidOf }));
        if (statements.length === 0) continue;
        await handle.write(`${count === 0 ? '\n' : ',\n'}${statements.map((statement) => JSON.stringify(statement)).join(',\n')}`);
        count += statements.length;
      }
      await handle.write('\n]\n');
    } finally {
      await handle.close();
    }
    return count;
  }

  /** Everybody of some workshops, with the details that only the journal has. */
  private async *pages(client: StoreClient, workshops: readonly HqWorkshop[]): AsyncGenerator<PageOfWorkshop> {
    const detailsOf = await detailsFromJournal(this.journal, new Set(workshops.map(({ id }) => id)));
    for (const workshop of workshops) {
      for (let from: number | null = 0; from !== null; ) {
        const page: Page = await client.query('hq.attendance', { workshop: workshop.id, from, limit: pageSize }, Number.POSITIVE_INFINITY);
        yield { workshop, page: { ...page, attendees: page.attendees.map((one) => withDetails(one, detailsOf(workshop.id, one.registrationId))) } };
        from = page.next;
      }
    }
  }
}

interface PageOfWorkshop {
  workshop: HqWorkshop;
  page: Page;
}

function withDetails(one: AttendeeView, details: Parameters<typeof recordOf>[0] | undefined): AttendeeView {
  if (!details) return one;
  const { person, consents, onlineParts } = recordOf(details);
  return { ...one, consents, onlineParts, person: one.erased ? null : person };
}

/** What the request is about, once all that is here has been read. */
async function workshopsOf(client: StoreClient, { workshop, year, city }: HqExportRequest): Promise<HqWorkshop[]> {
  if (workshop !== null) {
    const one = await client.query('hq.workshop', { id: workshop }, Number.POSITIVE_INFINITY);
    return one ? [one.workshop] : [];
  }
  const all: HqWorkshop[] = [];
  for (;;) {
    const page: QueryResult<'hq.workshops'> = await client.query('hq.workshops', { year, city, search: '', offset: all.length, limit: pageSize }, Number.POSITIVE_INFINITY);
    if (page.reading !== null) {
      await new Promise((resolve) => setTimeout(resolve, askAgainMilliseconds));
      continue;
    }
    all.push(...page.workshops);
    if (page.workshops.length === 0 || all.length >= page.total) return all;
  }
}

/** @returns how many rows the table has, its head not counted. */
async function writeRows(job: RowsJob, parts: Iterable<Cell[][]> | AsyncIterable<Cell[][]>): Promise<number> {
  const worker = new Worker(path.join(__dirname, 'rowsWorker.js'), { workerData: job });
  const answer = new Promise<number>((resolve, reject) => {
    worker.once('message', (message: { count: number } | { code: string; message: string }) => {
      if ('count' in message) resolve(message.count);
      else reject(Object.assign(new Error(message.message), { code: message.code }));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that writes the table ended before it was done.')));
  });
  answer.catch(() => undefined); // waited for below
  try {
    for await (const part of parts) worker.postMessage(part satisfies RowsPart);
    worker.postMessage(null satisfies RowsPart);
    return await answer;
  } finally {
    await worker.terminate();
  }
}

/** The namespace of this application's statements (RFC 9562, version 5). */
const namespace = Buffer.from('6f1ec7b05a4d4f0f9d8b2c3a7e5f9a10', 'hex');

function uuidOf(text: string): string {
  const bytes = createHash('sha1').update(namespace).update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a file is about, as its name says it. */
function nameParts({ what, workshop, year, city }: HqExportRequest): string[] {
  return [workshop ?? 'headquarters', what, ...(workshop === null ? [year === null ? '' : String(year), city ?? ''] : [])];
}
