import fs from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TableScope } from '@shared/contract/exports';
import type { AttendeeView } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';
import type { AgendaSession, Language } from '@shared/contract/values';
import { countsTable } from '@shared/domain/export/attendanceTables';
import { byteOrderMark, csvHeader, csvLines } from '@shared/domain/export/csv';
import { pagesOfEverybody } from '../everybody';
import type { TableJob } from './tableWorker';

/** A page is read and handed on in a few ms, so that no scan waits for an export. */
const pageSize = 500;

export interface TableRequest {
  format: 'csv' | 'xlsx';
  scope: TableScope;
  agenda: AgendaSession[];
  timeZone: string;
  sheet: string;
  /** Of titles that have several. */
  language: Language;
}

/**
 * Writes a table of attendance to a file.
 *
 * @param onPage told after each page how many people have been taken so far.
 * @returns how many rows it has, its head not counted.
 * @throws what the file system says (with its `code`), or the store.
 */
export async function writeTable(client: StoreClient, file: string, request: TableRequest, onPage: (done: number) => void): Promise<number> {
  const { scope, agenda, timeZone, format, sheet, language } = request;
  if (scope.by === 'counts') {
    const { days, sessions } = await client.query('workshop.overview', {}, Number.POSITIVE_INFINITY);
    const { columns, rows } = countsTable([...days, ...sessions], agenda);
    // Loaded when it is needed: no start waits for it.
    const content = format === 'csv' ? byteOrderMark + csvHeader(columns) + csvLines(rows) : await (await import('./workbook')).workbookOf(columns, rows, { sheet, timeZone });
    await fs.writeFile(file, content);
    return rows.length;
  }
  const worker = new Worker(path.join(__dirname, 'tableWorker.js'), { workerData: { file, format, scope, agenda, timeZone, sheet, language } satisfies TableJob });
  const answer = answerOf(worker);
  answer.catch(() => undefined); // waited for below
  try {
    let done = 0;
    for await (const page of peopleOf(client, scope)) {
      worker.postMessage(page);
      done += page.length;
      onPage(done);
    }
    worker.postMessage(null);
    return await answer;
  } finally {
    await worker.terminate();
  }
}

async function* peopleOf(client: StoreClient, scope: TableScope): AsyncGenerator<AttendeeView[]> {
  if (scope.by === 'visits' && scope.registrationId !== null) {
    yield [await client.query('attendee.get', { registrationId: scope.registrationId }, Number.POSITIVE_INFINITY)];
  } else {
    yield* pagesOfEverybody(client, pageSize);
  }
}

function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: { count: number } | { code: string; message: string }) => {
      if ('count' in answer) resolve(answer.count);
      else reject(Object.assign(new Error(answer.message), { code: answer.code }));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that writes the table ended before it was done.')));
  });
}
