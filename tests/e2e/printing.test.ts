import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PrintJob } from '@shared/contract/printing';
import { IppPrinters } from '../../electron/printing/ippPrinters';
import { PrintQueue } from '../../electron/printing/printQueue';
import { QueueFiles } from '../../electron/printing/queueFiles';
import { freshData } from './application';
import { startPrinter, startSpooler, type TestPrinter, type TestSpooler, whyNoPrinters } from './testPrinters';

const reason = whyNoPrinters();
const page = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.276 841.89]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let queue: PrintQueue | null = null;
afterEach(async () => {
  await queue?.close();
  queue = null;
});

function openQueue(folder: string, printers: IppPrinters, onPrinted?: (job: PrintJob) => void): PrintQueue {
  queue = new PrintQueue({ files: new QueueFiles(folder), printers, askEvery: 100, tryEvery: 200, ...(onPrinted ? { onPrinted } : {}) });
  return queue;
}

const word = (id: string): string | undefined => queue?.list().find((job) => job.id === id)?.word;
const becomes = (id: string, wanted: string): Promise<void> => expect.poll(() => word(id), { timeout: 20_000, interval: 50 }).toBe(wanted);

describe.skipIf(reason !== null)(`a printer that speaks IPP${reason ? ` (${reason})` : ''}`, () => {
  let printer: TestPrinter;
  let printers: IppPrinters;
  const order = (title = 'Page'): Parameters<PrintQueue['add']>[0] => ({ title, registrationId: null, paper: 'A4', printer: { uri: printer.uri, name: 'Hall' }, document: page });

  beforeAll(async () => {
    printer = await startPrinter('Hall');
    printers = new IppPrinters(() => [printer.uri], 'ipp://localhost:9/');
  });
  afterAll(() => printer.stop());
  afterEach(() => printer.mend());

  test('is listed with its papers, and says how it is', async () => {
    expect(await printers.list()).toEqual([{ uri: printer.uri, name: expect.stringContaining('Hall'), word: 'ready', papers: ['A4', 'Letter'] }]);
  });

  test('a job is printed, once, as it is', async () => {
    const printed: string[] = [];
    const { id } = openQueue(freshData(), printers, (job) => printed.push(job.id)).add(order());
    await becomes(id, 'printed');
    expect(printed).toEqual([id]);
    expect(printer.papers().map((file) => fs.readFileSync(file).equals(page))).toEqual([true]);
  });

  test.each([
    ['media-empty', 'out_of_paper'],
    ['media-jam', 'paper_jam'],
    ['cover-open', 'door_open'],
    ['marker-supply-empty', 'out_of_ink'],
    ['toner-empty', 'out_of_ink'],
    ['media-needed', 'out_of_paper'],
  ])('%s is told as %s, and the job goes on when it is mended', async (said, told) => {
    const before = printer.papers().length;
    printer.trouble(said);
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, told);
    printer.mend();
    await becomes(id, 'printed');
    expect(printer.papers().length).toBe(before + 1);
  });

  test('a job is cancelled at the printer; until the printer has let go of it, that is not said', async () => {
    printer.trouble('media-empty');
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'out_of_paper');
    await queue!.cancel(id);
    printer.mend();
    await becomes(id, 'cancelled');
    const { id: next } = queue!.add(order());
    await becomes(next, 'printed');
  });

  test('a printer that is switched off is asleep; the job goes to it by itself when it is back', async () => {
    await printer.stop();
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'asleep');
    const before = printer.papers().length;
    await printer.start();
    await becomes(id, 'printed');
    expect(printer.papers().length).toBe(before + 1);
    expect(queue!.list()[0]!.sent).toBe(1);
  });

  test('a job outlives a restart: waiting, it is sent once; on the printer, it is found again', async () => {
    const folder = freshData();
    const before = printer.papers().length;
    printer.trouble('media-empty');
    const { id } = openQueue(folder, printers).add(order());
    await becomes(id, 'out_of_paper');
    await queue!.close();
    openQueue(folder, printers);
    await becomes(id, 'out_of_paper');
    printer.mend();
    await becomes(id, 'printed');
    expect(printer.papers().length).toBe(before + 1);
  });

  test('killed while it was being sent: what has arrived is found by its name, what has not is asked about, never sent again by itself', async () => {
    const folder = freshData();
    const before = printer.papers().length;
    const { id } = openQueue(folder, printers).add(order());
    await becomes(id, 'printed');
    await queue!.close();
    const file = path.join(folder, `${id}.json`);
    const known = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    // As a crash leaves it between the sending and the note of what the printer answered.
    fs.writeFileSync(file, JSON.stringify({ ...known, word: 'sending', printerJob: null }));
    openQueue(folder, printers);
    await becomes(id, 'printed');
    await queue!.close();
    // As a crash leaves it just before the sending.
    fs.writeFileSync(file, JSON.stringify({ ...known, word: 'sending', sent: 7, printerJob: null }));
    openQueue(folder, printers);
    await becomes(id, 'unsure');
    expect(printer.papers().length).toBe(before + 1);
    await queue!.again(id);
    await becomes(id, 'printed');
    expect(printer.papers().length).toBe(before + 2);
  });
});

describe.skipIf(reason !== null)(`a queue of CUPS${reason ? ` (${reason})` : ''}`, () => {
  let printer: TestPrinter;
  let spooler: TestSpooler;
  let printers: IppPrinters;
  let uri: string;
  const order = (): Parameters<PrintQueue['add']>[0] => ({ title: 'Page', registrationId: null, paper: 'A4', printer: { uri, name: 'Desk' }, document: page });

  beforeAll(async () => {
    printer = await startPrinter('Desk');
    spooler = await startSpooler();
    uri = spooler.addQueue('Desk', printer);
    printers = new IppPrinters(() => [], spooler.uri);
  });
  afterAll(async () => {
    await spooler.stop();
    await printer.stop();
  });

  test('is found with its papers', async () => {
    const [found] = await printers.list();
    expect(found).toMatchObject({ uri, word: 'ready' });
    expect(found!.papers).toContain('A4');
  });

  test('prints by the whole way through its filters', async () => {
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'printed');
    expect(printer.papers().length).toBe(1);
  });

  test('that is paused says so, and goes on', async () => {
    spooler.pause('Desk');
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'printer_stopped');
    spooler.resume('Desk');
    await becomes(id, 'printed');
  });

  test('cancels what it holds, and nothing comes out; what is held says so', async () => {
    spooler.pause('Desk');
    const before = printer.papers().length;
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'printer_stopped');
    await queue!.cancel(id);
    await becomes(id, 'cancelled');
    spooler.resume('Desk');
    spooler.holdNewJobs('Desk', true);
    const { id: held } = queue!.add(order());
    await becomes(held, 'held');
    await queue!.cancel(held);
    await becomes(held, 'cancelled');
    spooler.holdNewJobs('Desk', false);
    const { id: next } = queue!.add(order());
    await becomes(next, 'printed');
    expect(printer.papers().length).toBe(before + 1);
  });

  test('whose printer is off is asleep, and tries again by itself', async () => {
    await printer.stop();
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'asleep');
    await printer.start();
    await becomes(id, 'printed');
  });
});
