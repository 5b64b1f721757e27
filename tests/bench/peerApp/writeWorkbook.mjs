import fs from 'node:fs';
import readExcelFile from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';

// Run by Electron as Node: writes a workbook's own cells anew with the library alone, and prints how long that took.
const [source, target] = process.argv.slice(2);
const [sheet] = await readExcelFile(source);
const types = new Map([['string', String], ['number', Number], ['boolean', Boolean]]);
const data = sheet.data.map((row) =>
  row.map((value) => {
    if (value === null) return null;
    return value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd hh:mm:ss' } : { value, type: types.get(typeof value) };
  }),
);
const start = performance.now();
const file = await writeExcelFile(data, { sheet: 'Attendance', stickyRowsCount: 1 });
fs.writeFileSync(target, await file.toBuffer());
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, rows: data.length }));
