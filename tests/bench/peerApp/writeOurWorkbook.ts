import fs from 'node:fs';
import type { Cell, Column } from '@shared/domain/export/table';
import readExcelFile from 'read-excel-file/node';
import { workbookOf } from '../../../electron/exports/workbook';

// Run by Electron as Node: writes a workbook's own cells anew as an export does, and prints how long that took.
const [source, target] = process.argv.slice(2) as [string, string];
const [sheet] = (await readExcelFile(source)) as unknown as [{ data: (string | number | boolean | Date | null)[][] }];
const [head = [], ...body] = sheet.data;
const kindOf = (index: number): Column['kind'] => {
  const value = body.find((row) => row[index] !== null)?.[index];
  if (value instanceof Date) return 'instant';
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'yesNo' : 'text';
};
const columns = head.map((name, index): Column => ({ name: String(name), kind: kindOf(index), width: 20 }));
const rows = body.map((row) => row.map((value): Cell => (value instanceof Date ? value.toISOString() : value)));
const start = performance.now();
fs.writeFileSync(target, await workbookOf(columns, rows, { sheet: 'Attendance', timeZone: 'Asia/Seoul' }));
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, rows: rows.length }));
