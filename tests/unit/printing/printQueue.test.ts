import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isSettled } from '@shared/domain/printing/printState';
import { PrinterBusy, PrinterRefused, PrinterSilent, PrinterUnreachable } from '../../../electron/printing/ipp';
import type { PrinterPort } from '../../../electron/printing/printerPort';
import { PrintQueue } from '../../../electron/printing/printQueue';
import { QueueFiles } from '../../../electron/printing/queueFiles';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));
function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-print-'));
  folders.push(folder);
  return folder;
}

/** What goes wrong with one request to a printer. */
type Fault = 'none' | 'unreachable' | 'busy' | 'refused' | 'silent before' | 'silent after' | 'killed before' | 'killed after';

/** A power cut: nothing of what would have followed happens. */
const killed = new Promise<never>(() => {});

/** The power of one run of the application: once it is off, nothing of it reaches the disk or a printer. */
class Power {
  isOff = false;
}

class PoweredFiles extends QueueFiles {
  constructor(folder: string, private readonly power: Power) {
    super(folder);
  }

  override keep(...args: Parameters<QueueFiles['keep']>): void {
    if (!this.power.isOff) super.keep(...args);
  }
}

function powered(printer: PrinterPort, power: Power): PrinterPort {
  const unlessOff = <T>(ask: () => Promise<T>): Promise<T> => (power.isOff ? killed : ask());
  return {
    list: () => unlessOff(() => printer.list()),
    send: (...args) => unlessOff(() => printer.send(...args)),
    find: (...args) => unlessOff(() => printer.find(...args)),
    status: (...args) => unlessOff(() => printer.status(...args)),
    cancel: (...args) => unlessOff(() => printer.cancel(...args)),
  };
}

/** A printer that prints whatever reaches it, while what is between it and the queue fails as a list says. */
class FaultyPrinter implements PrinterPort {
  readonly jobs = new Map<number, string>();
  isOff = false;
  private nextId = 1;

  constructor(private readonly faults: Fault[]) {}

  async list(): Promise<never[]> {
    return [];
  }

  async send(_uri: string, { name }: { name: string }): Promise<number> {
    const fault = this.isOff ? 'unreachable' : (this.faults.shift() ?? 'none');
    if (fault === 'unreachable') throw new PrinterUnreachable('off');
    if (fault === 'busy') throw new PrinterBusy('busy');
    if (fault === 'refused') throw new PrinterRefused('client-error-document-format-not-supported', 'Print-Job');
    if (fault === 'silent before') throw new PrinterSilent('cut');
    if (fault === 'killed before') return killed;
    const id = this.nextId++;
    this.jobs.set(id, name);
    if (fault === 'silent after') throw new PrinterSilent('cut');
    if (fault === 'killed after') return killed;
    return id;
  }

  async find(_uri: string, name: string): Promise<number | null> {
    return [...this.jobs].find(([, each]) => each === name)?.[0] ?? null;
  }

  async status(_uri: string, id: number): Promise<{ word: 'printed'; detail: string }> {
    if (!this.jobs.has(id)) throw new PrinterRefused('client-error-not-found', 'Get-Job-Attributes');
    return { word: 'printed', detail: '' };
  }

  async cancel(): Promise<void> {}
}

const order = { title: 'Page', workshop: null, registrationId: null, paper: 'A4', printer: { uri: 'ipp://hall', name: 'Hall' }, document: Buffer.from('%PDF-') } as const;
const settle = async (queue: PrintQueue, milliseconds = 1_000): Promise<void> => {
  const until = Date.now() + milliseconds;
  while (Date.now() < until && !queue.list().every(({ word }) => isSettled(word))) await new Promise((resolve) => setTimeout(resolve, 1));
};

test('whatever fails and whenever the power is cut, no job is printed twice unasked, and what was printed is not called failed', async () => {
  const fault = fc.constantFrom<Fault>('none', 'unreachable', 'busy', 'refused', 'silent before', 'silent after', 'killed before', 'killed after');
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 4 }), fc.integer({ min: 1, max: 3 }), async (faults, count) => {
      const folder = freshFolder();
      const printer = new FaultyPrinter([...faults]);
      let power = new Power();
      const open = (): PrintQueue => new PrintQueue({ files: new PoweredFiles(folder, power), printers: powered(printer, power), askEvery: 1, tryEvery: 1 });
      let queue = open();
      for (let i = 0; i < count; i++) queue.add(order);
      // As often as the power may be cut: the old queue is left where it is, without power, and a new one opens the folder.
      for (let start = 0; start < faults.length + 1; start++) {
        await settle(queue, 15);
        power.isOff = true;
        power = new Power();
        queue = open();
      }
      await settle(queue);
      const words = queue.list();
      expect(words.map(({ word }) => isSettled(word))).toEqual(words.map(() => true));
      for (const { id, word } of words) {
        const times = [...printer.jobs.values()].filter((name) => name.includes(id.slice(0, 8))).length;
        expect(times).toBeLessThanOrEqual(1);
        if (word === 'printed') expect(times).toBe(1);
        if (word === 'failed') expect(times).toBe(0);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('asked for again it is sent again, to another printer if so wished; a cancelled job that was never sent is not', async () => {
  const printer = new FaultyPrinter([]);
  printer.isOff = true;
  const queue = new PrintQueue({ files: new QueueFiles(freshFolder()), printers: printer, askEvery: 1, tryEvery: 1 });
  const { id } = queue.add(order);
  await expect.poll(() => queue.list()[0]!.word).toBe('asleep');
  expect((await queue.cancel(id)).word).toBe('cancelled');
  printer.isOff = false;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(printer.jobs.size).toBe(0);
  await queue.again(id, { uri: 'ipp://foyer', name: 'Foyer' });
  await settle(queue);
  expect(queue.list()[0]).toMatchObject({ word: 'printed', printer: { uri: 'ipp://foyer', name: 'Foyer' }, sent: 1 });
  await queue.again(id);
  await settle(queue);
  expect(printer.jobs.size).toBe(2);
  await queue.close();
});

test('a job that lies in the tray although nobody can tell is settled by whoever has looked', async () => {
  const printed: string[] = [];
  const printer = new FaultyPrinter(['silent before']);
  const queue = new PrintQueue({ files: new QueueFiles(freshFolder()), printers: printer, askEvery: 1, onPrinted: ({ id }) => printed.push(id) });
  const { id } = queue.add(order);
  await settle(queue);
  expect(queue.list()[0]!.word).toBe('unsure');
  expect(queue.settleAsPrinted(id).word).toBe('printed');
  expect(printed).toEqual([id]);
  await queue.close();
});

test('settled jobs are forgotten after a day, with their documents; a file that is no job is named and left alone', async () => {
  const folder = freshFolder();
  const files = new QueueFiles(folder);
  const printer = new FaultyPrinter([]);
  const queue = new PrintQueue({ files, printers: printer, askEvery: 1 });
  queue.add(order);
  await settle(queue);
  await queue.close();
  fs.writeFileSync(path.join(folder, 'notes.json'), '{}');
  const later = new PrintQueue({ files: new QueueFiles(folder), printers: printer, now: () => new Date(Date.now() + 25 * 3_600_000) });
  expect(later.list()).toEqual([]);
  expect(later.damaged).toEqual([path.join(folder, 'notes.json')]);
  expect(fs.readdirSync(folder)).toEqual(['notes.json']);
  await later.close();
});

const ofCertificate = { ...order, workshop: 'seoul-2025', registrationId: 'A', certificate: { number: 'CSHYXFPBNDXP', station: 'Foyer' } };

test('a printed certificate is owed to the journal until it is noted, through restarts and the day after which jobs are forgotten', async () => {
  const folder = freshFolder();
  const printer = new FaultyPrinter([]);
  const queue = new PrintQueue({ files: new QueueFiles(folder), printers: printer, askEvery: 1 });
  const { id } = queue.add(ofCertificate);
  expect(queue.owed()).toEqual([]);
  expect(queue.underWay('CSHYXFPBNDXP')?.id).toBe(id);
  await settle(queue);
  expect(queue.underWay('CSHYXFPBNDXP')).toBeUndefined();
  const owed = { id, number: 'CSHYXFPBNDXP', station: 'Foyer', nonce: id };
  expect(queue.owed()).toEqual([owed]);
  await queue.again(id);
  await settle(queue);
  expect(queue.owed()).toEqual([owed, { ...owed, nonce: `${id}-1` }]);
  await queue.close();
  const tomorrow = { now: () => new Date(Date.now() + 25 * 3_600_000) };
  const later = new PrintQueue({ files: new QueueFiles(folder), printers: printer, ...tomorrow });
  expect(later.owed()).toHaveLength(2);
  for (const { nonce } of later.owed()) later.noted(id, nonce);
  expect(later.owed()).toEqual([]);
  await later.close();
  expect(new PrintQueue({ files: new QueueFiles(folder), printers: printer, ...tomorrow }).list()).toEqual([]);
});

test('of erased people nothing is kept, waiting, printing or settled; nor what nobody can say whose it is', async () => {
  const folder = freshFolder();
  const printer = new FaultyPrinter([]);
  const queue = new PrintQueue({ files: new QueueFiles(folder), printers: printer, askEvery: 1, tryEvery: 10_000 });
  const settled = queue.add(ofCertificate);
  const kept = queue.add({ ...order, workshop: 'seoul-2025', registrationId: 'B' });
  const namesake = queue.add({ ...order, workshop: 'milan-2025', registrationId: 'A' });
  await settle(queue);
  printer.isOff = true;
  queue.add(ofCertificate);
  await expect.poll(() => queue.list().some(({ word }) => word === 'asleep')).toBe(true);
  fs.writeFileSync(path.join(folder, 'damaged.json'), '{"title":"Anna');
  fs.writeFileSync(path.join(folder, `${settled.id}.json.new`), '{"title":"Anna');
  fs.writeFileSync(path.join(folder, '00000000-0000-0000-0000-000000000000.pdf'), 'no job');
  queue.forgetPeople((workshop, id) => workshop === 'seoul-2025' && id === 'A');
  expect(queue.list().map(({ id }) => id).sort()).toEqual([kept.id, namesake.id].sort());
  expect(fs.readdirSync(folder).sort()).toEqual([kept, namesake].flatMap(({ id }) => [`${id}.json`, `${id}.pdf`]).sort());
  await queue.close();
  expect(fs.readdirSync(folder)).toHaveLength(4);
});

test('a job that is forgotten while it is on its way to the printer is taken back there, and leaves nothing', async () => {
  const folder = freshFolder();
  const printer = new FaultyPrinter([]);
  const cancelled: number[] = [];
  let go = (): void => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  const queue = new PrintQueue({
    files: new QueueFiles(folder),
    printers: Object.assign(printer, { send: () => gate.then(() => 7), cancel: async (_uri: string, job: number) => void cancelled.push(job) }),
  });
  const { id } = queue.add(ofCertificate);
  await expect.poll(() => queue.shownById(id)?.word).toBe('sending');
  queue.forgetPeople(() => true);
  go();
  await queue.close();
  expect(cancelled).toEqual([7]);
  expect(fs.readdirSync(folder)).toEqual([]);
});
