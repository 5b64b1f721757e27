import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { encode } from 'fast-png';
import type { Page } from 'playwright';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cutTexts, faultsOf, outOfReach, stillness } from './accessibility';
import { agenda, type Application, headless, openApplication, preparedData } from './application';
import { deskOf } from './desk';
import { eventsOf } from './journalEvents';
import { startPrinter, startSpooler, whyNoPrinters } from './testPrinters';

/** How certificates look: edited at the desk, saved, and on the paper of the next one. */

let application: Application | null = null;
let desk: Page;
let data: string;

const call = <T>(name: string, params: object): Promise<T> =>
  desk.evaluate(([channel, given]) => (window as unknown as { champions: { call(name: string, params: object): Promise<never> } }).champions.call(channel, given), [name, params] as const) as Promise<T>;
const addImage = (name: string, bytes: Uint8Array): Promise<{ id: string }> =>
  desk.evaluate(([given, content]) => (window as unknown as { champions: { call(name: string, params: object): Promise<never> } }).champions.call('design.addImage', { name: given, bytes: Uint8Array.from(content) }), [name, [...bytes]] as const);

async function open(): Promise<void> {
  application = await openApplication({ data });
  desk = await deskOf(application);
  await desk.setViewportSize({ width: 1366, height: 768 });
}
async function close(): Promise<void> {
  await application?.close();
  application = null;
}

/** Opens the editor and waits for its first picture. */
async function openEditor(): Promise<void> {
  await desk.getByTestId('tab-certificates').click();
  await desk.getByTestId('design-open').click();
  await desk.getByTestId('design-preview').waitFor();
}

/** Keeps what the editor makes pictures of: the page's policy lets nobody read them again. */
const watchPictures = (): Promise<void> =>
  desk.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (picture) => {
      void (picture as Blob).text().then((text) => Object.assign(window, { lastPicture: text }));
      return make(picture);
    };
  });

/** Waits until the preview has this in it. */
async function seen(text: string): Promise<void> {
  await expect.poll(() => desk.evaluate(() => (window as unknown as { lastPicture?: string }).lastPicture ?? '').then((picture) => picture.replaceAll(/<defs>.*<\/defs>/gs, ''))).toContain(text);
}

const pdfText = (file: string): string => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });

async function issue(folder: string, ...args: string[]): Promise<{ file: string; stderr: string }> {
  const { code, stderr, json } = await headless(['certificates', '--attendee', 'SEL25-00001', '--out', path.join(data, folder), '--data', data, '--json', ...args]);
  expect(code, stderr).toBe(0);
  return { file: json<{ certificates: { files: string[] }[] }>()[0]!.certificates[0]!.files[0]!, stderr };
}

beforeAll(async () => {
  data = await preparedData();
  const short = path.join(data, 'agenda.csv');
  fs.writeFileSync(short, fs.readFileSync(agenda, 'utf8').split('\n').filter((line) => /^\ufeff?session_id|^S02,/.test(line)).join('\n'));
  await headless(['import-agenda', short, '--data', data]);
  await headless(['check-in', '--stdin', '--target', 'session:S02', '--data', data], JSON.stringify({ code: 'SEL25-00001-736313', at: '2025-09-24T09:20:00+09:00' }));
});
afterEach(close);

describe('at the desk', () => {
  test('a box is moved, resized, worded and coloured; an image, a second language and a signer are added; undone, saved, and on the next paper', async () => {
    await open();
    await watchPictures();
    await openEditor();
    // By keyboard: ten to the right and one down, then wider; and back again.
    const title = desk.getByTestId('design-box-10');
    const placeOf = async (): Promise<string[]> => Promise.all(['x', 'y', 'width', 'height'].map(async (name) => (await title.getAttribute(name)) ?? ''));
    const [x, y, width, height] = (await placeOf()).map(Number) as [number, number, number, number];
    await title.focus();
    await desk.keyboard.press('Shift+ArrowRight');
    await desk.keyboard.press('ArrowDown');
    await desk.keyboard.press('Alt+ArrowLeft');
    expect((await placeOf()).map(Number)).toEqual([x + 10, y + 1, width - 1, height]);
    await desk.getByTestId('design-undo').click();
    expect((await placeOf()).map(Number)).toEqual([x, y, width, height]);
    // By mouse.
    const before = (await title.boundingBox())!;
    await desk.mouse.move(before.x + 20, before.y + 8);
    await desk.mouse.down();
    await desk.mouse.move(before.x + 40, before.y + 20, { steps: 4 });
    await desk.mouse.up();
    expect((await placeOf()).map(Number)[0]).toBeGreaterThan(x + 3);
    const handle = (await desk.getByTestId('design-handle').boundingBox())!;
    await desk.mouse.move(handle.x + 3, handle.y + 3);
    await desk.mouse.down();
    await desk.mouse.move(handle.x - 40, handle.y + 3, { steps: 4 });
    await desk.mouse.up();
    expect((await placeOf()).map(Number)[2]).toBeLessThan(width - 5);

    // A text of its own.
    await desk.getByTestId('design-add-text').click();
    await desk.getByTestId('design-shows').selectOption('text');
    await desk.getByTestId('design-text').fill('Only in this design');
    await desk.getByTestId('design-size').fill('18');
    await desk.getByTestId('design-colour').fill('#AA0033');
    await seen('aria-label="Only in this design" fill="#AA0033"');
    await desk.getByTestId('design-add-qr').click();
    await desk.getByTestId('design-delete').click();

    // The whole: language, images, who signs.
    await desk.getByTestId('design-box').selectOption('');
    await desk.getByTestId('design-second').selectOption('de');
    await seen('Zertifikat');
    await desk.getByTestId('design-file-logo1').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(encode({ width: 8, height: 4, channels: 3, data: new Uint8Array(96).fill(90) })) });
    await seen('data:image/png;base64');
    await desk.getByTestId('design-file-signature1').setInputFiles({ name: 'seal.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="#123456"/></svg>') });
    await seen('fill="#123456"');
    await desk.getByTestId('design-file-logo2').setInputFiles({ name: 'evil.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg viewBox="0 0 4 4"><script>alert(1)</script></svg>') });
    await expect.poll(() => desk.getByTestId('error').innerText()).toContain('evil.svg: It has a script in it');
    await desk.getByTestId('design-signer-0').fill('Jane Signer');
    await desk.getByTestId('design-office-0-en').fill('Secretary of Tests');
    await desk.getByTestId('design-office-0-de').fill('Amt für Prüfungen');
    await seen('Jane Signer');
    await desk.getByTestId('design-save').click();
    await desk.getByTestId('design-editor').waitFor({ state: 'detached' });
    expect(eventsOf(data).filter(({ type }) => type === 'workshop.configured').at(-1)?.data).toMatchObject({ certificates: { signers: [{ name: 'Jane Signer', title: { en: 'Secretary of Tests', de: 'Amt für Prüfungen' } }, expect.anything()] } });
    await close();

    const { file } = await issue('own');
    const text = pdfText(file);
    for (const said of ['Only in this design', 'Jane Signer', 'Amt für Prüfungen', '최시우', '수료증', 'Zertifikat']) expect(text).toContain(said);
    expect(text.match(/최시우/g)).toHaveLength(1);
    expect(execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' })).toMatch(/image +8 +4 +rgb|image +8 +4 +gray/);
    const plain = await issue('plain', '--design', 'civic');
    expect(pdfText(plain.file)).not.toContain('Only in this design');
  });

  test.skipIf(whyNoPrinters() !== null)('a logo that is see-through is laid on its ground: on paper, letters stay letters, and no page becomes a picture', async () => {
    const printer = await startPrinter('Hall');
    const spooler = await startSpooler();
    try {
      application = await openApplication({ data, env: { KIOSK_CUPS: spooler.uri } });
      desk = await deskOf(application);
      const queue = spooler.addQueue('hall', printer);
      // Half of it see-through, in a checked pattern of alphas: whoever keeps that has a mask in the file.
      const [width, height] = [64, 32];
      const pixels = Uint8Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? ((at >> 2) % 3) * 127 : at % 251));
      const { id } = await addImage('see-through.png', encode({ width, height, channels: 4, data: pixels }));
      const { settings } = await call<{ settings: object }>('design.load', {});
      await call('design.save', { settings: { ...settings, images: { logo1: id, signature1: id } } });
      const { registrationId, number } = eventsOf(data).flatMap((event) => (event.type === 'certificate.issued' ? [event.data] : [])).at(-1)!;
      expect(registrationId).toBe('SEL25-00001');
      expect(await call('certificate.print', { numbers: [number], printer: queue, paper: 'A4' })).toMatchObject({ outcome: 'queued' });
      await expect.poll(() => printer.papers().length, { timeout: 40_000 }).toBe(1);
      const [paper] = printer.papers() as [string];
      const text = execFileSync('pdftotext', [paper, '-'], { encoding: 'utf8' });
      expect(text).toContain('최시우');
      expect(text).toContain('수료증');
      const fonts = execFileSync('pdffonts', [paper], { encoding: 'utf8' }).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const font of fonts) expect(font).toMatch(/CID TrueType|TrueType/);
      const images = execFileSync('pdfimages', ['-list', paper], { encoding: 'utf8' }).trim().split('\n').slice(2).map((line) => line.trim().split(/\s+/));
      expect(images.map(([, , kind, across, down]) => [kind, across, down])).toEqual([['image', '64', '32'], ['image', '64', '32']]);
      // What a printer of PostScript would get of it: letters, not a picture of the page.
      const postscript = `${paper}.ps`;
      execFileSync('pdftops', ['-level3', paper, postscript]);
      const drawn = fs.readFileSync(postscript, 'latin1');
      expect(drawn).toMatch(/%%BeginResource: font/);
      const largest = Math.max(...[...drawn.matchAll(/\/Width (\d+)/g)].map(([, across]) => Number(across)));
      expect(largest).toBe(width);
    } finally {
      await close();
      await spooler.stop();
      await printer.stop();
    }
  });

  test('boxes are aligned with the page and with one another, by keyboard, and stand on the kinds that are chosen', async () => {
    await open();
    await openEditor();
    const place = async (index: number): Promise<Record<'x' | 'y' | 'width' | 'height', number>> => {
      const box = desk.getByTestId(`design-box-${index}`);
      const [x, y, width, height] = await Promise.all(['x', 'y', 'width', 'height'].map(async (name) => Number(await box.getAttribute(name))));
      return { x: x!, y: y!, width: width!, height: height! };
    };
    await desk.getByTestId('design-add-qr').click();
    const index = Number(await desk.getByTestId('design-box').inputValue());
    const press = async (edge: string): Promise<void> => {
      await desk.getByTestId(`design-edge-${edge}`).focus();
      await desk.keyboard.press('Enter');
    };
    const seenAt = async (expected: object): Promise<void> => {
      await expect.poll(() => place(index)).toMatchObject(expected);
    };
    for (const [edge, expected] of [['start', { x: 0 }], ['centre', { x: 130.5 }], ['end', { x: 261 }], ['top', { y: 0 }], ['middle', { y: 87 }], ['bottom', { y: 174 }]] as const) {
      await press(edge);
      await seenAt(expected);
    }
    const title = await place(10);
    await desk.getByTestId('design-align-with').selectOption('10');
    await press('start');
    await press('top');
    await seenAt({ x: title.x, y: title.y, width: 36, height: 36 });
    await desk.getByTestId('design-undo').click();
    await seenAt({ x: title.x, y: 174 });
    await desk.getByTestId('design-only-award').click();
    await desk.getByTestId('design-only-confirmation').click();
    await expect.poll(() => desk.getByTestId('design-only-co_signed').isDisabled()).toBe(true);
    await desk.getByTestId('design-save').click();
    await desk.getByTestId('design-editor').waitFor({ state: 'detached' });
    const { settings } = await call<{ settings: { design: { boxes: object[] } } }>('design.load', {});
    expect(settings.design.boxes[index]).toEqual({ kind: 'qr', x: title.x, y: 174, size: 36, only: ['co_signed'] });
  });

  test('it reads well in other languages, by day and by night', async () => {
    await open();
    for (const [language, width, boxed] of [['en', 1366, false], ['de', 1366, true], ['ar', 1366, true], ['ko', 1024, false]] as const) {
      await desk.setViewportSize({ width, height: 768 });
      await desk.getByTestId('language').click();
      await desk.getByTestId(`language-${language}`).click();
      await openEditor();
      if (boxed) await desk.getByTestId('design-box-10').focus();
      for (const scheme of ['light', 'dark']) {
        await desk.evaluate((next) => {
          document.documentElement.dataset.mantineColorScheme = next;
        }, scheme);
        await stillness(desk);
        if (process.env.KIOSK_PICTURES) await desk.screenshot({ path: path.join(process.env.KIOSK_PICTURES, `design-${language}-${scheme}.png`) });
        expect(await faultsOf(desk), `${language} ${scheme}`).toEqual([]);
        expect(await cutTexts(desk), `${language} ${scheme}`).toEqual([]);
        expect(await outOfReach(desk, { within: '[role="dialog"]' }), `${language} ${scheme}`).toEqual([]);
      }
      await desk.getByTestId('design-close').click();
    }
  });

  test('images that cannot be printed are refused, one that is gone keeps a design from being saved, and what was not saved is asked for', async () => {
    await open();
    await expect(addImage('photo.jpg', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).rejects.toThrow(/photo\.jpg: It is a JPEG.*Save it as PNG or SVG/);
    await expect(addImage('x.png', new Uint8Array(20))).rejects.toThrow(/x\.png: It is no PNG/);
    const { settings } = await call<{ settings: object }>('design.load', {});
    await expect(call('design.save', { settings: { ...settings, images: { logo1: `${'0'.repeat(64)}.png` } } })).rejects.toThrow(/not there any more/);
    await expect(call('design.save', { settings: { ...settings, images: { logo1: '../../certificate-key.json' } } })).rejects.toThrow(/called wrongly/);
    await openEditor();
    await desk.getByTestId('design-paper').getByText('Letter').click();
    await desk.getByTestId('design-close').click();
    await desk.getByTestId('design-discard').click();
    await desk.getByTestId('design-editor').waitFor({ state: 'detached' });
    expect((await call<{ settings: { paper: string } }>('design.load', {})).settings.paper).toBe('A4');
  });
});

test('a design file that is damaged is told at the desk and on the command line; certificates are issued in the plain one', async () => {
  fs.writeFileSync(path.join(data, 'certificates', 'design.json'), '{"version":1');
  const { file, stderr } = await issue('damaged');
  expect(stderr).toMatch(/design\.json is damaged/);
  expect(pdfText(file)).not.toContain('Only in this design');
  await open();
  await call('design.load', {});
  await expect.poll(async () => (await call<{ notices: { code: string }[] }>('app.status', {})).notices.map(({ code }) => code)).toContain('design_damaged');
});
