import fs from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { TableScope } from '@shared/contract/exports';
import type { AttendeeView } from '@shared/contract/queries';
import type { AgendaSession, Language } from '@shared/contract/values';
import { type AttendanceTable, standingTargets, targetTable, visitsTable, workshopTable } from '@shared/domain/export/attendanceTables';
import { byteOrderMark, csvHeader, csvLines } from '@shared/domain/export/csv';
import type { Cell } from '@shared/domain/export/table';
import { workbookOf } from './workbook';

/** What a table is made of, and where it goes. */
export interface TableJob {
  file: string;
  format: 'csv' | 'xlsx';
  scope: Exclude<TableScope, { by: 'counts' }>;
  agenda: AgendaSession[];
  timeZone: string;
  sheet: string;
  language: Language;
}

/** A page of people; null is the end. */
export type TablePage = AttendeeView[] | null;

// Makes one table in a thread of its own: the main process has scans to write meanwhile.
const job = workerData as TableJob;
const port = parentPort as NonNullable<typeof parentPort>;

/** The columns of the whole workshop are known only when everybody has been seen. */
const seen: AttendeeView[] = [];
let table: AttendanceTable | null = null;
if (job.scope.by === 'target') table = targetTable(job.scope.target, job.agenda, job.language);
if (job.scope.by === 'visits') table = visitsTable(job.agenda);
const rows: Cell[][] = [];

function take(people: readonly AttendeeView[]): void {
  if (!table) for (const one of people) seen.push(one);
  else for (const one of people) for (const row of table.rowsOf(one)) rows.push(row);
}

async function finish(): Promise<number> {
  const whole = table ?? workshopTable(standingTargets(seen), { withConsents: true, language: job.language });
  for (const one of seen.splice(0)) for (const row of whole.rowsOf(one)) rows.push(row);
  const content = job.format === 'csv'
    ? byteOrderMark + csvHeader(whole.columns) + csvLines(rows)
    : await workbookOf(whole.columns, rows, { sheet: job.sheet, timeZone: job.timeZone });
  await fs.writeFile(job.file, content);
  return rows.length;
}

port.on('message', (page: TablePage) => {
  if (page !== null) return take(page);
  finish().then(
    (count) => port.postMessage({ count }),
    (error: NodeJS.ErrnoException) => port.postMessage({ code: error.code ?? '', message: error.message }),
  );
});
