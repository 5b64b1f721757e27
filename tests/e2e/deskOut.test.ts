import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../electron/runtime/debianPackages.mjs';
import { faultsOf, stillness } from './accessibility';
import { agenda, type Application, freshData, headless, importInto, openApplication, roster } from './application';
import { deskOf } from './desk';
import { installRawClient, rawCall } from './rawPort';

const call = promisify(execFile);

/** What looks at exported files as their readers do; the runner installs it where it may. */
const readers = { skip: ['soffice', 'pdftotext', 'pdfinfo'].some((program) => findProgram(program) === undefined) };

/** Where screenshots go, if somebody wants to look at them. */
const lookAt = process.env.LOOK_AT;

const extra = [
  'X-1,X-1-1,"=HYPERLINK(""http://evil"")",,,,KR,+82-10-1234-5678,ko,,,,,,yes,no,Speaker',
  'X-2,X-2-1,Nobody Toknow,,secret@example.org,,KR,Hidden Ltd,en,,,,,S05,no,no,Guest',
  'X-3,X-3-1,Wolfeschlegelsteinhausenbergerdorff Hubert Blaine von und zu Guttenberg-Donaudampfschifffahrt,,,,DE,Bundesministerium für Verkehr und digitale Infrastruktur,de,,,,,,yes,yes,Volunteer',
  'X-4,X-4-1,محمد عبد الرحمن المصري,,,,EG,جامعة القاهرة,ar,,,,,,yes,yes,',
];

let application: Application;
let desk: Page;
let out: string;

beforeAll(async () => {
  const data = freshData();
  out = path.join(data, 'out');
  fs.mkdirSync(out, { recursive: true });
  const file = path.join(data, 'roster.csv');
  const [head, ...lines] = fs.readFileSync(roster, 'utf8').trimEnd().split(/\r?\n/);
  fs.writeFileSync(file, [`${head},role`, ...lines.slice(0, 60).map((line) => `${line},`), ...extra].join('\r\n'));
  await importInto(data, { roster: file, agenda });
  const at = (minute: number): string => `2025-09-24T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00+09:00`;
  const codes = [...lines.slice(0, 30).map((line) => line.split(',')[1] as string), 'X-1-1', 'X-2-1', 'X-4-1'];
  const scans = codes.map((code, index) => JSON.stringify({ code, at: at(20 + index * 3), consent: true }));
  await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', data], scans.join('\n'));
  const room = lines.slice(0, 30).filter((line) => line.includes('S05')).map((line) => JSON.stringify({ code: line.split(',')[1], at: '2025-09-24T12:45:00+09:00' }));
  await headless(['check-in', '--stdin', '--target', 'session:S05', '--data', data], room.join('\n'));

  application = await openApplication({ data });
  desk = await deskOf(application);
  await desk.setViewportSize({ width: 1366, height: 768 });
  await installRawClient(desk);
  const granted = ['SEL25-00001', 'X-2'].map((registrationId) => rawCall(desk, 'command', 'award.grant', { registrationId, awardId: 'best-pitch', title: { en: 'Best pitch', de: 'Beste Präsentation' } }));
  for (const { error } of await Promise.all(granted)) if (error) throw new Error(error.message);
  await desk.getByTestId('tab-out').click();
  await desk.getByTestId('out').waitFor();
});
afterAll(() => application?.close());

/** The next dialogs for saving answer with this file, and keep what they proposed. */
async function saveAs(file: string): Promise<void> {
  await application.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async (_window: unknown, options: { defaultPath?: string }) => {
      (globalThis as { proposed?: string }).proposed = options.defaultPath ?? '';
      return { canceled: filePath === '', filePath };
    }) as unknown as typeof dialog.showSaveDialog;
  }, file);
}

const field = (testId: string) => desk.getByTestId(testId);

/** Presses a card's button and waits for its file. */
async function save(card: 'table' | 'list' | 'badges' | 'chart', name: string): Promise<string> {
  const file = path.join(out, name);
  await saveAs(file);
  await field(`out-${card}-save`).click();
  await expect.poll(() => fs.existsSync(file), { timeout: 30_000 }).toBe(true);
  await expect.poll(() => field(`out-${card}`).getByTestId('out-done').innerText().catch(() => ''), { timeout: 10_000 }).toContain(file);
  return file;
}

/** What LibreOffice makes of a file. */
async function throughLibreOffice(file: string): Promise<string[]> {
  const folder = path.join(out, `office-${path.basename(file)}`);
  const profile = `-env:UserInstallation=file://${path.join(out, 'office-profile')}`;
  // A person is asked for the letters of a CSV file, and finds UTF-8 chosen by its mark; without a window, it is said here.
  const read = file.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : [];
  await call('soffice', [profile, '--headless', ...read, '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1', '--outdir', folder, file], { timeout: 60_000 });
  const [made] = fs.readdirSync(folder);
  return fs.readFileSync(path.join(folder, made as string), 'utf8').replace(/^\ufeff/, '').trimEnd().split(/\r?\n/);
}

async function textOf(pdf: string): Promise<string> {
  return (await call('pdftotext', ['-layout', '-enc', 'UTF-8', pdf, '-'])).stdout.normalize('NFKC');
}

async function sizeOf(pdf: string): Promise<{ pages: number; size: string }> {
  const { stdout } = await call('pdfinfo', [pdf]);
  return { pages: Number(/Pages:\s+(\d+)/.exec(stdout)?.[1]), size: /Page size:\s+([\d.]+ x [\d.]+)/.exec(stdout)?.[1] ?? '' };
}

async function look(pdf: string): Promise<void> {
  if (lookAt === undefined) return;
  await call('pdftoppm', ['-png', '-r', '60', '-l', '2', pdf, path.join(lookAt, path.basename(pdf, '.pdf'))]);
}

describe('tables', () => {
  test('a spreadsheet of the workshop keeps ids as texts and instants as dates, and names nobody who refused', readers, async () => {
    const file = await save('table', 'whole.xlsx');
    const [sheet] = await readSheet(file);
    const [head, ...rows] = sheet!.data as unknown[][];
    expect(rows).toHaveLength(64);
    const column = (name: string): number => head!.findIndex((each) => String(each).startsWith(name));
    const first = rows.find((row) => row[0] === 'SEL25-00001')!;
    const arrived = first[column('day:2025-09-24')];
    expect(arrived).toBeInstanceOf(Date);
    // The wall clock of Seoul, whichever zone this computer is in.
    expect(Math.round((arrived as Date).getTime() / 1_000)).toBe(Date.UTC(2025, 8, 24, 8, 20) / 1_000);
    expect(head![column('day:2025-09-24')]).toContain('(Asia/Seoul)');
    expect(first[column('consent_photo')]).toBe(false);
    expect(rows.map((row) => row[column('award')]).filter((cell) => cell)).toEqual(['Best pitch']);
    expect(first[column('award')]).toBe('Best pitch');
    const refused = rows.find((row) => row[0] === 'X-2')!;
    expect(refused.filter((cell) => cell !== null && !(cell instanceof Date))).toEqual(['X-2', false, false]);
    expect(rows.find((row) => row[0] === 'X-1')![column('organisation')]).toBe('+82-10-1234-5678');
    const opened = await throughLibreOffice(file);
    expect(opened).toHaveLength(65);
    expect(opened.find((line) => line.includes('SEL25-00001,') || line.includes('"SEL25-00001"'))).toContain('2025-09-24 08:20:00');
    expect(opened.find((line) => line.includes('SEL25-00001,') || line.includes('"SEL25-00001"'))).toContain('최시우');
    expect(await application.app.evaluate(() => (globalThis as { proposed?: string }).proposed)).toMatch(/-attendance\.xlsx$/);
  });

  test('CSV opens rightly too, with every formula defused and phone numbers whole', readers, async () => {
    await field('table-format').selectOption('csv');
    await field('table-rows').selectOption('visits');
    const file = await save('table', 'visits.csv');
    const text = fs.readFileSync(file, 'utf8');
    expect(text.startsWith('\ufeffregistration_id,')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(text).toContain(`'+82-10-1234-5678`);
    for (const secret of ['Nobody Toknow', 'secret@example.org', 'Hidden Ltd', 'X-2-1']) expect(text).not.toContain(secret);
    const opened = await throughLibreOffice(file);
    expect(opened).toHaveLength(text.trimEnd().split('\r\n').length);
    expect(opened.some((line) => line.includes('최시우'))).toBe(true);

    await field('table-rows').selectOption('target');
    await field('table-target').selectOption('session:S05');
    const session = fs.readFileSync(await save('table', 's05.csv'), 'utf8').trimEnd().split('\r\n').slice(1);
    const everybody = fs.readFileSync(roster, 'utf8').trimEnd().split('\n').slice(1, 61).filter((line) => line.includes('S05'));
    expect(session.length).toBe(everybody.length + 1);
    expect(session.filter((line) => line.includes(',inside,')).length).toBeGreaterThan(2);

    await field('table-rows').selectOption('counts');
    const counts = fs.readFileSync(await save('table', 'counts.csv'), 'utf8');
    expect(counts).toMatch(/^day:2025-09-24,,,2025-09-24,,,,64,/m);
  });

  test('one person, found in the list of people', async () => {
    await field('table-rows').selectOption('one');
    const person = field('table-person');
    await person.fill('محمد عبد');
    await desk.getByRole('option', { name: /X-4/ }).click();
    const rows = fs.readFileSync(await save('table', 'one.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('X-4');
  });

  test('what cannot be written says what to do: a write-protected folder, a file that is open, a folder that is gone', async () => {
    const problem = async (file: string): Promise<string> => {
      await saveAs(file);
      await field('out-table-save').click();
      const alert = field('out-table').getByTestId('error');
      await alert.waitFor();
      const words = await alert.innerText();
      await saveAs('');
      await field('out-table-save').click(); // a cancelled dialog takes the sentence away
      await alert.waitFor({ state: 'detached' });
      return words;
    };
    const open = path.join(out, 'open.csv');
    fs.writeFileSync(open, 'what was there');
    fs.writeFileSync(path.join(out, '.~lock.open.csv#'), ',someone,here;');
    expect(await problem(open)).toMatch(/open in another program/);
    expect(fs.readFileSync(open, 'utf8')).toBe('what was there');
    expect(await problem(path.join(out, 'nowhere', 'a.csv'))).toMatch(/not there any more/);
    if (process.platform === 'linux') {
      expect(await problem('/proc/champions.csv')).toMatch(/not there any more|write-protected/);
      expect(await problem('/dev/full/champions.csv')).toMatch(/not there any more/);
    }
    expect(fs.readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('printed pages', () => {
  test('a list for signing has everybody once, on numbered pages with the session in their head', readers, async () => {
    await field('list-target').selectOption('day:2025-09-24');
    const file = await save('list', 'list-en.pdf');
    await look(file);
    const text = await textOf(file);
    const { pages, size } = await sizeOf(file);
    expect(size).toMatch(/^59[45]\.\d+ x 84[12]/);
    expect(pages).toBeGreaterThan(2);
    for (const name of ['최시우', '刘子涵', 'Nguyễn Thị Hường', 'X-2', 'Wolfeschlegelsteinhausenbergerdorff']) expect(text).toContain(name);
    expect(text).not.toContain('Toknow');
    expect(text.match(/Signature/g)).toHaveLength(pages);
    expect(text).toContain(`Page ${pages} of ${pages}`);
    expect(text.match(/Attendance list/g)).toHaveLength(pages);
    const ids = text.match(/\b(SEL25-\d{5}|X-\d)\b/g) ?? [];
    expect(ids.length).toBe(64);
    expect(new Set(ids).size).toBe(64);
  });

  test('on Letter, in Arabic, for a session', readers, async () => {
    await field('list-target').selectOption('session:S05');
    await field('list-paper').selectOption('letter');
    await field('list-language').selectOption('ar');
    const file = await save('list', 'list-ar.pdf');
    await look(file);
    expect((await sizeOf(file)).size).toBe('612 x 792');
    const text = await textOf(file);
    expect(text).toContain('13:00–14:30');
    for (const words of ['الاسم', 'الوصول', 'Room B', 'Matteo De Santis', '최시우', 'ณัฐชา']) expect(text).toContain(words);
  });

  test.each([['L4785', 7, '59'], ['5395', 9, '612 x 792'], ['cards-90x55', 7, '59']] as const)('badges on %s', readers, async (label, pages, size) => {
    await field('badges-label').selectOption(label);
    await field('badges-choice').selectOption('all');
    const file = await save('badges', `badges-${label}.pdf`);
    await look(file);
    const sized = await sizeOf(file);
    expect(sized.size.startsWith(size)).toBe(true);
    expect(sized.pages).toBe(pages === 9 ? 8 : pages);
    const text = await textOf(file);
    for (const part of ['최시우', '刘子涵', 'SUNY Korea', 'Speaker', 'Volunteer', 'Donaudampfschifffahrt']) expect(text.replace(/\s+/g, ' ')).toContain(part);
    expect(text).not.toContain('Toknow');
  });

  test('one badge, and then only those that were not printed', readers, async () => {
    await field('badges-choice').selectOption('unprinted');
    await saveAs(path.join(out, 'none.pdf'));
    await field('out-badges-save').click();
    await expect.poll(() => field('out-badges').getByTestId('error').innerText()).toMatch(/nobody to print/);
    await field('badges-choice').selectOption('one');
    await field('badges-person').fill('X-3');
    await desk.getByRole('option', { name: /X-3/ }).click();
    await field('badges-skip').fill('3');
    const file = await save('badges', 'badge-one.pdf');
    await look(file);
    expect((await sizeOf(file)).pages).toBe(1);
  });

  test('charts: a PNG of twice its size, and an SVG that says its numbers', async () => {
    await field('chart-day').selectOption('day:2025-09-24');
    const png = fs.readFileSync(await save('chart', 'arrivals.png'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2_400, 1_350]);
    await field('chart-format').selectOption('svg');
    const svg = fs.readFileSync(await save('chart', 'arrivals.svg'), 'utf8');
    expect(svg).toContain('32 of 64 people arrived');
    expect(svg).toContain('#0b6b75');
    await field('chart-chart').selectOption('sessions');
    await field('chart-format').selectOption('png');
    for (const language of ['en', 'ar', 'ko'] as const) {
      await field('chart-language').selectOption(language);
      const file = await save('chart', `sessions-${language}.png`);
      if (lookAt !== undefined) fs.copyFileSync(file, path.join(lookAt, path.basename(file)));
    }
    if (lookAt !== undefined) fs.writeFileSync(path.join(lookAt, 'arrivals.png'), png);
  });
});

test('shows a file in its folder, and no other', async () => {
  await application.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (file: string) => {
      (globalThis as { shown?: string }).shown = file;
    };
  });
  await field('out-chart').getByTestId('out-show').click();
  await expect.poll(() => application.app.evaluate(() => (globalThis as { shown?: string }).shown)).toBe(path.join(out, 'sessions-ko.png'));
  const refused = await desk.evaluate(() =>
    (window as unknown as { champions: { call(name: string, params: object): Promise<unknown> } }).champions.call('exports.show', { file: '/etc/passwd' }).then(() => 'shown', (error: Error) => error.message),
  );
  expect(refused).not.toBe('shown');
});

test('shows no fault to axe, by day and night', async () => {
  for (const scheme of ['light', 'dark']) {
    await stillness(desk);
    if (lookAt !== undefined) await desk.screenshot({ path: path.join(lookAt, `out-${scheme}.png`) });
    expect(await faultsOf(desk), scheme).toEqual([]);
    await desk.getByTestId('color-scheme').click();
  }
});
