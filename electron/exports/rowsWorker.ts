import fs from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { byteOrderMark, csvHeader, csvLines } from '@shared/domain/export/csv';
import type { Cell, Column } from '@shared/domain/export/table';
import { workbookOf } from './workbook';

/** A table of which the rows come in parts, and where it goes. Instants are shown in UTC: the venues have different clocks. */
export interface RowsJob {
  file: string;
  format: 'csv' | 'xlsx';
  columns: readonly Column[];
  sheet: string;
}

/** Some rows; null is the end. */
export type RowsPart = Cell[][] | null;

// Makes one table in a thread of its own, so that the main process stays there for its windows.
const job = workerData as RowsJob;
const port = parentPort as NonNullable<typeof parentPort>;
const rows: Cell[][] = [];

async function finish(): Promise<number> {
  const content = job.format === 'csv' ? byteOrderMark + csvHeader(job.columns) + csvLines(rows) : await workbookOf(job.columns, rows, { sheet: job.sheet, timeZone: 'UTC' });
  await fs.writeFile(job.file, content);
  return rows.length;
}

port.on('message', (part: RowsPart) => {
  if (part !== null) {
    for (const row of part) rows.push(row);
    return;
  }
  finish().then(
    (count) => port.postMessage({ count }),
    (error: NodeJS.ErrnoException) => port.postMessage({ code: error.code ?? '', message: error.message }),
  );
});
