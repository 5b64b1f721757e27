import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import writeExcelFile from 'write-excel-file/node';
import { openApplication } from '../application.mjs';
import { openPeers } from '../peers.mjs';
import { atMost, figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { dataFolder, electronPath, freshFolder, roster } from '../workFolder.mjs';

const people = 100_000;
const rounds = 3;
const bound = 1.3;
const writer = fileURLToPath(new URL('../peerApp/writeWorkbook.mjs', import.meta.url));

/** Spreadsheets of 100,000 rows, out and in, each against its library alone with the same cells, taken in turns. */
export async function xlsx({ say }) {
  const folder = freshFolder('xlsx');
  const out = path.join(folder, 'attendance.xlsx');
  const alone = path.join(folder, 'alone.xlsx');
  say(`preparing ${people} people`);
  const data = await dataFolder(people);
  const rosterWorkbook = fs.readFileSync(await workbookOf(roster(people).file, path.join(folder, 'roster.xlsx'))).toString('base64');

  const times = { out: [], outAlone: [], in: [], inAlone: [] };
  const peers = await openPeers();
  const application = openApplication({ data, desk: true, saveAs: out });
  try {
    await application.inDesk('ready');
    await application.inDesk('openPorts', 1);
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      const written = await application.inDesk('exportTable', { what: 'table', format: 'xlsx', scope: { by: 'workshop' } });
      if (written.count !== people) throw new Error(`${written.count} rows were written, not ${people}: ${written.problem} ${written.detail}`);
      times.out.push(written.milliseconds);
      times.outAlone.push(await writtenAlone(out, alone));
      const planned = await application.inDesk('planRoster', 'roster.xlsx', rosterWorkbook);
      if (planned.read !== people || planned.rejected > 0) throw new Error(`${planned.read} rows were read, ${planned.rejected} rejected.`);
      times.in.push(planned.milliseconds);
      times.inAlone.push((await peers.page('excel.read', rosterWorkbook)).milliseconds);
    }
  } finally {
    await application.close();
    await peers.close();
  }
  return [
    figureOf(`XLSX of ${people} rows out`, times.out, 'write-excel-file alone', times.outAlone, "exports.write as the desk's button calls it: read from the store in pages, table made and file written in a thread of its own; the library alone writes the same cells in the same Node"),
    figureOf(`XLSX of ${people} rows in`, times.in, 'read-excel-file alone', times.inAlone, "roster.import without writing over the desk's port: read, checked and planned; the library alone reads the same bytes in a page"),
  ];
}

function figureOf(name, ours, peer, theirs, how) {
  const value = median(ours) / 1_000;
  const against = median(theirs) / 1_000;
  return figure({
    name, value, unit: 's', against: { name: peer, value: against }, goal: atMost(value / against, bound, `≤ ${bound} ×`), how: `${how}; medians of ${rounds}, in turns`,
  });
}

async function writtenAlone(source, target) {
  const { stdout } = await promisify(execFile)(electronPath, [writer, source, target], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  return JSON.parse(stdout).milliseconds;
}

/** A roster as a spreadsheet of texts. */
async function workbookOf(csv, file) {
  const { data } = Papa.parse(fs.readFileSync(csv, 'utf8').replace(/^\ufeff/, ''), { skipEmptyLines: true });
  const workbook = await writeExcelFile(data.map((row) => row.map((value) => (value === '' ? null : { value, type: String }))), { sheet: 'Roster' });
  fs.writeFileSync(file, await workbook.toBuffer());
  return file;
}
