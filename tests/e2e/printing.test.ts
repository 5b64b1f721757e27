import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PrintJob } from '@shared/contract/printing';
import { IppPrinters } from '../../electron/printing/ippPrinters';
import { PrintQueue } from '../../electron/printing/printQueue';
import { QueueFiles } from '../../electron/printing/queueFiles';

import { freshData } from './application';
import { ruledPage } from './ruledPage';
import { startPrinter, startSpooler, type TestPrinter, type TestSpooler, whyNoPrinters } from './testPrinters';

const reason = whyNoPrinters();
const page = ruledPage('A4', 'Test page', ['of a test']);

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
async function becomes(id: string, wanted: string): Promise<void> {
  await expect.poll(() => word(id), { timeout: 20_000, interval: 50 }).toBe(wanted);
}

/** How long the ruler along the long edge is on the paper, in millimetres: from the first of its lines to the last, at 300 dots an inch. */
async function rulerOf(paper: string): Promise<number> {
  const folder = freshData();
  execFileSync('pdftoppm', ['-r', '300', '-gray', '-singlefile', paper, path.join(folder, 'page')]);
  const bytes = fs.readFileSync(path.join(folder, 'page.pgm'));
  const [, width, height] = /^P5\s(\d+)\s(\d+)\s\d+\s/.exec(bytes.subarray(0, 40).toString('latin1'))!.map(Number) as [number, number, number];
  const pixels = bytes.subarray(bytes.length - width * height);
  const dots = (millimetres: number): number => Math.round((millimetres / 25.4) * 300);
  const isDark = (x: number, y: number): boolean => pixels[y * width + x]! < 160;
  // The printer may have turned the page: a ruler is at two of its four edges. Between the frame and the end of its shortest lines.
  const inside = dots(11.5);
  const edges: { length: number; dark(along: number): boolean }[] = [
    { length: width, dark: (along) => isDark(along, inside) },
    { length: width, dark: (along) => isDark(along, height - inside) },
    { length: height, dark: (along) => isDark(inside, along) },
    { length: height, dark: (along) => isDark(width - inside, along) },
  ];
  const rulers = edges.flatMap(({ length, dark }) => {
    const lines = Array.from({ length }, (_, along) => along).filter((along) => along > dots(12) && along < length - dots(12) && dark(along));
    return lines.length > 100 ? [((lines.at(-1)! - lines[0]!) / 300) * 25.4] : [];
  });
  expect(rulers.length).toBe(2);
  expect(rulers[0]).toBeCloseTo(rulers[1]!, 0);
  return rulers[0]!;
}

describe.skipIf(reason !== null)(`a printer that speaks IPP${reason ? ` (${reason})` : ''}`, () => {
  let printer: TestPrinter;
  let printers: IppPrinters;
  const order = (title = 'Page'): Parameters<PrintQueue['add']>[0] => ({ title, workshop: null, registrationId: null, paper: 'A4', printer: { uri: printer.uri, name: 'Hall' }, document: page });

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
  const order = (): Parameters<PrintQueue['add']>[0] => ({ title: 'Page', workshop: null, registrationId: null, paper: 'A4', printer: { uri, name: 'Desk' }, document: page });

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
    await expect.poll(() => printer.papers().length).toBe(1);
    // A4 as it was sent, every millimetre one, and its text still text.
    const paper = printer.papers()[0]!;
    const about = execFileSync('pdfinfo', ['-box', paper], { encoding: 'utf8' });
    const [width, height] = /Page size: +([\d.]+) x ([\d.]+)/.exec(about)!.slice(1).map(Number) as [number, number];
    const points = [width, height].sort((a, b) => a - b);
    expect(points[0]).toBeCloseTo((210 / 25.4) * 72, 0);
    expect(points[1]).toBeCloseTo((297 / 25.4) * 72, 0);
    expect(execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' })).toContain('Test page');
    expect(await rulerOf(paper)).toBeCloseTo(100, 0);
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
    await expect.poll(() => printer.papers().length).toBe(before + 1);
  });

  test('whose printer is off is asleep, and tries again by itself', async () => {
    await printer.stop();
    const { id } = openQueue(freshData(), printers).add(order());
    await becomes(id, 'asleep');
    await printer.start();
    await becomes(id, 'printed');
  });
});
