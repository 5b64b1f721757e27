import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import writeExcelFile from 'write-excel-file/node';
import { openApplication } from '../application.mjs';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';
import { buildForNode } from '../buildForNode.mjs';
import { openPeers } from '../peers.mjs';
import { atMost, figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { dataFolder, electronPath, freshFolder, roster } from '../workFolder.mjs';

const people = 100_000;
const rounds = 3;
const bound = 1.3;
const writer = fileURLToPath(new URL('../peerApp/writeWorkbook.mjs', import.meta.url));
const ourWriter = path.join(projectRoot, 'tests', 'bench', 'peerApp', 'writeOurWorkbook.ts');

/**
 * Spreadsheets of 100,000 rows, out and in, each against its library alone with the same cells, taken in turns: what our
 * own code around the library costs, and then the whole way from the store to the file and from the file to a plan.
 */
export async function xlsx({ say }) {
  const folder = freshFolder('xlsx');
  const out = path.join(folder, 'attendance.xlsx');
  const alone = path.join(folder, 'alone.xlsx');
  say(`preparing ${people} people`);
  const data = await dataFolder(people);
  const rosterWorkbook = fs.readFileSync(await workbookOf(roster(people).file, path.join(folder, 'roster.xlsx'))).toString('base64');
  const ours = path.join(await buildForNode({ writeOurWorkbook: ourWriter }, freshFolder('xlsx-writer')), 'writeOurWorkbook.mjs');

  const times = { out: [], outFile: [], outAlone: [], in: [], inFile: [], inAlone: [] };
  const peers = await openPeers();
  const application = openApplication({ data, desk: true, saveAs: out });
  try {
    await application.inDesk('ready');
    await application.inDesk('openPorts', 1);
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      const written = await application.inDesk('exportTable', { what: 'table', format: 'xlsx', scope: { by: 'workshop' }, language: 'en' });
      if (written.count !== people) throw new Error(`${written.count} rows were written, not ${people}: ${written.problem} ${written.detail}`);
      times.out.push(written.milliseconds);
      times.outFile.push(await writtenBy(ours, out, alone));
      times.outAlone.push(await writtenBy(writer, out, alone));
      const inspected = await application.inDesk('inspectRoster', 'roster.xlsx', rosterWorkbook);
      if (inspected.rows !== people) throw new Error(`${inspected.rows} rows were read.`);
      times.inFile.push(inspected.milliseconds);
      times.inAlone.push((await peers.page('excel.read', rosterWorkbook)).milliseconds);
      const planned = await application.inDesk('planRoster', 'roster.xlsx', rosterWorkbook);
      if (planned.read !== people || planned.rejected > 0) throw new Error(`${planned.read} rows were read, ${planned.rejected} rejected.`);
      times.in.push(planned.milliseconds);
    }
  } finally {
    await application.close();
    await peers.close();
  }
  const read = { name: 'read-excel-file alone', times: times.inAlone };
  const write = { name: 'write-excel-file alone', times: times.outAlone };
  return [
    figureOf(`XLSX of ${people} rows out`, times.outFile, write, "a table's rows to a file, as the thread of an export does it (electron/exports/workbook.ts); the library alone writes the same cells in the same Node", bound),
    figureOf(`XLSX of ${people} rows in`, times.inFile, read, "roster.inspect over the desk's port: the file unpacked and read to texts in a worker, its columns guessed; the library alone reads the same bytes in a page", bound),
    figureOf('the whole way out', times.out, write, "exports.write as the desk's button calls it: the store's 100,000 people read in pages, made a table, written"),
    figureOf('the whole way in', times.in, read, "roster.import without writing, over the desk's port: read, checked, compared with the same 100,000 people in the store, planned"),
  ];
}

function figureOf(name, ours, peer, how, most) {
  const value = median(ours) / 1_000;
  const against = median(peer.times) / 1_000;
  return figure({
    name, value, unit: 's', against: { name: peer.name, value: against }, ...(most ? { goal: atMost(value / against, most, `≤ ${most} ×`) } : {}), how: `${how}; medians of ${rounds}, in turns`,
  });
}

/** ms that a script, run by Electron as Node, says it took to write a workbook's cells anew. */
async function writtenBy(script, source, target) {
  const { stdout } = await promisify(execFile)(electronPath, [script, source, target], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  return JSON.parse(stdout).milliseconds;
}

/** A roster as a spreadsheet of texts. */
async function workbookOf(csv, file) {
  const { data } = Papa.parse(fs.readFileSync(csv, 'utf8').replace(/^\ufeff/, ''), { skipEmptyLines: true });
  const workbook = await writeExcelFile(data.map((row) => row.map((value) => (value === '' ? null : { value, type: String }))), { sheet: 'Roster' });
  fs.writeFileSync(file, await workbook.toBuffer());
  return file;
}
