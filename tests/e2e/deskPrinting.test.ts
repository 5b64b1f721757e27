import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, stillness } from './accessibility';
import { preparedData, ready } from './application';
import { closeOne, openOne } from './oneApplication';
import { startPrinter, type TestPrinter, whyNoPrinters } from './testPrinters';

const reason = whyNoPrinters();
const noSpooler = { KIOSK_CUPS: 'ipp://localhost:9/' };
async function openPrinting(data: string): Promise<Page> {
  const opened = await openOne({ data, env: noSpooler });
  const desk = await opened.window('desk');
  await ready(desk);
  await desk.getByTestId('tab-certificates').click();
  await desk.getByTestId('printing').scrollIntoViewIfNeeded();
  return desk;
}

const wordOf = (desk: Page): Promise<string | null> => desk.getByTestId('print-job').first().getAttribute('data-word');

describe.skipIf(reason !== null)(`printing at the desk${reason ? ` (${reason})` : ''}`, () => {
  let printers: TestPrinter[];
  beforeAll(async () => {
    printers = [await startPrinter('Hall'), await startPrinter('Foyer')];
  });
  afterAll(() => Promise.all(printers.map((printer) => printer.stop())));

  test('a printer is added by its address; a test page waits for paper through a restart, goes to another printer, and is printed once', async () => {
    const [hall, foyer] = printers as [TestPrinter, TestPrinter];
    const data = await preparedData();
    let desk = await openPrinting(data);
    await desk.getByTestId('no-printers').waitFor();
    await desk.getByTestId('printer-address').fill('hall');
    await desk.getByTestId('printer-add').click();
    await expect.poll(() => desk.getByTestId('printing').innerText()).toContain('begins with ipp://');
    for (const printer of printers) {
      await desk.getByTestId('printer-address').fill(printer.uri);
      await desk.getByTestId('printer-add').click();
      await expect.poll(() => desk.getByTestId('printer-choice').locator('option').allInnerTexts().then((all) => all.length, () => 0)).toBe(printers.indexOf(printer) + 1);
    }
    await desk.getByTestId('printer-choice').selectOption(hall.uri);
    await desk.getByTestId('print-test').click();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('printed');
    expect([hall.papers().length, foyer.papers().length]).toEqual([1, 0]);

    hall.trouble('media-empty');
    await desk.getByTestId('print-test').click();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('out_of_paper');
    expect(await desk.getByTestId('print-job').first().innerText()).toContain('Put paper in');
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    if (process.env.KIOSK_PICTURES) await desk.screenshot({ path: path.join(process.env.KIOSK_PICTURES, 'printing.png') });
    await closeOne();
    desk = await openPrinting(data);
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('out_of_paper');
    await desk.getByTestId('print-job').first().getByTestId('print-cancel').click();
    hall.mend();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('cancelled');

    hall.trouble('media-jam');
    await desk.getByTestId('printer-choice').selectOption(hall.uri);
    await desk.getByTestId('print-test').click();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('paper_jam');
    hall.mend();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('printed');
    await desk.getByTestId('print-job').first().getByTestId('print-again').click();
    await expect.poll(() => desk.getByTestId('print-job').first().getAttribute('data-word'), { timeout: 20_000 }).toBe('printed');
    await hall.stop();
    await desk.getByTestId('print-test').click();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('asleep');
    await desk.getByTestId('print-elsewhere').first().click();
    await expect.poll(() => wordOf(desk), { timeout: 20_000 }).toBe('printed');
    expect(foyer.papers().length).toBe(1);
  });
});
