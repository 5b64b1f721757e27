import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decode } from 'fast-png';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageItem, TextItem } from '@shared/typesetting/document';
import { startPdf } from '@shared/typesetting/pdfDocument';
import { roomOf, styleOf } from '@shared/typesetting/place';
import type { Typesetter, TypesetText } from '@shared/typesetting/typesetter';
import { fontsFolder } from '../../electron/runtime/fontsIfStale.mjs';
import { bundledTypesetter, facts, hasPoppler, type Named, namesOfAllScripts, namesOfSeoul } from '../unit/typesetting/typesetting';

/** Names look on the paper as Chromium draws them with the same fonts: the same ink in the same places. */

const WIDTH = 520;
const ROW = 60;
const ROWS = 40;
const SIZE = 26;
const POINT = 25.4 / 72;
/** Pixels a point, as both draw. */
const SCALE = 2;
/** How far, in those pixels, ink may lie from the other's: half a pixel of rounding on either side. */
const REACH = 1;
/** Of all ink, how much may be further away: edges are smoothed differently. */
const TOLERATED = 0.002;

/** With KEEP_SCREENS, a picture of a name of each script as it comes out of the PDF, for somebody to look at. */
const screens = process.env.KEEP_SCREENS ? path.join(import.meta.dirname, '__screens__') : null;

let browser: Browser;
let typesetter: Typesetter;
let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-rasters-'));
  typesetter = await bundledTypesetter();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text', '--allow-file-access-from-files', '--disable-background-networking', '--no-first-run'],
  });
});
afterAll(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!hasPoppler)('every name is drawn as Chromium draws it', async () => {
  const names = [...namesOfAllScripts(), ...new Map(namesOfSeoul().map((one) => [one.name, one])).values()];
  const wrong: string[] = [];
  for (let from = 0; from < names.length; from += ROWS) {
    const rows = names.slice(from, from + ROWS);
    const items = rows.map(itemOf);
    const ours = await pdfRaster(items);
    const theirs = await chromiumRaster(rows, await Promise.all(items.map((item) => typesetter.fit(item.text, styleOf(item), roomOf(item)))));
    rows.forEach(({ name, language }, at) => {
      const [mine, other] = [ours, theirs].map((raster) => inkOfRow(raster, at)) as [Ink, Ink];
      const strayed = Math.max(strays(mine, other), strays(other, mine));
      if (mine.count < 50 || strayed > TOLERATED) wrong.push(`${language} ${name}: ${(strayed * 100).toFixed(2)} % of the ink is elsewhere`);
    });
  }
  expect(wrong).toEqual([]);
});

test.skipIf(!hasPoppler)('a name that differs by one mark is not taken for the same', async () => {
  const [plain, marked] = ['محمد', 'مُحمد'].map((name) => ({ name, language: 'ar', script: 'Arab' })) as [Named, Named];
  const ours = inkOfRow(await pdfRaster([itemOf(marked, 0)]), 0);
  const item = itemOf(plain, 0);
  const theirs = inkOfRow(await chromiumRaster([plain], [await typesetter.fit(item.text, styleOf(item), roomOf(item))]), 0);
  expect(strays(ours, theirs)).toBeGreaterThan(TOLERATED * 5);
});

test.runIf(screens && hasPoppler)('a name of each language is kept as a picture', async () => {
  const names = [...new Map(namesOfAllScripts().map((one) => [one.language, one])).values()];
  const document = startPdf(typesetter, facts);
  const items = names.map(({ name, language }, at): PageItem => ({ kind: 'text', text: name, language, x: 4 + (at % 3) * 66, y: 4 + Math.floor(at / 3) * 13, width: 62, height: 12, size: 17, rather: 'shrink', align: 'centre' }));
  await document.addPage({ size: { width: 204, height: 10 + Math.ceil(names.length / 3) * 13 }, items });
  const file = path.join(folder, 'languages.pdf');
  fs.writeFileSync(file, document.finish());
  execFileSync('pdftoppm', ['-r', '96', '-gray', '-png', '-singlefile', file, path.join(screens as string, 'typesetting-languages')]);
});

function itemOf({ name, language }: Named, row: number): TextItem {
  return { kind: 'text', text: name, language, x: 20 * POINT, y: row * ROW * POINT, width: (WIDTH - 40) * POINT, height: ROW * POINT, size: SIZE, align: 'left', vertical: 'top', rather: 'shrink' };
}

interface Raster {
  width: number;
  height: number;
  /** 0 is black. */
  grey: ArrayLike<number>;
  channels: number;
}

async function pdfRaster(items: readonly PageItem[]): Promise<Raster> {
  const document = startPdf(typesetter, facts);
  await document.addPage({ size: { width: WIDTH * POINT, height: ROW * ROWS * POINT }, items });
  const file = path.join(folder, 'names.pdf');
  fs.writeFileSync(file, document.finish());
  execFileSync('pdftoppm', ['-r', String(72 * SCALE), '-gray', '-png', '-singlefile', file, path.join(folder, 'names')]);
  return readPng(fs.readFileSync(path.join(folder, 'names.png')));
}

/** Every run in the font that was chosen for it; where its letters go and what they look like is Chromium's own doing. */
async function chromiumRaster(rows: readonly Named[], texts: readonly TypesetText[]): Promise<Raster> {
  const files = new Set<string>();
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lines = rows.map(({ name, language }, row) => {
    const { lines: [first], direction, size } = texts[row] as TypesetText;
    if (!first) return '';
    const spans = [...first.line.runs].sort((a, b) => a.start - b.start).map(({ start, end, font }) => {
      files.add(font.indexed.file);
      return `<tspan style="font-family: '${font.indexed.file}'">${escaped(name.slice(start, end))}</tspan>`;
    });
    return `<text x="20" y="${row * ROW + first.baseline}" lang="${language}" font-size="${size}" direction="${direction}" text-anchor="${direction === 'rtl' ? 'end' : 'start'}">${spans.join('')}</text>`;
  });
  const faces = [...files].map((file) => `@font-face { font-family: "${file}"; src: url("file://${path.join(fontsFolder, file)}"); }`);
  const html = path.join(folder, 'names.html');
  fs.writeFileSync(html, `<!doctype html><meta charset="utf-8"><style>${faces.join('\n')} body { margin: 0; background: #fff } svg { display: block } text { white-space: pre; text-rendering: geometricPrecision; font-synthesis: none }</style>
    <svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${ROW * ROWS}">${lines.join('\n')}</svg>`);
  const page = await browser.newPage({ viewport: { width: WIDTH, height: ROW * ROWS }, deviceScaleFactor: SCALE });
  try {
    await page.goto(`file://${html}`);
    const loaded = await page.evaluate(async (names) => {
      await Promise.all(names.map((name) => document.fonts.load(`20px "${name}"`, 'x')));
      return [...document.fonts].every(({ status }) => status === 'loaded');
    }, [...files]);
    expect(loaded).toBe(true);
    return readPng(await page.screenshot());
  } finally {
    await page.close();
  }
}

function readPng(png: Uint8Array): Raster {
  const { width, height, data, channels } = decode(png);
  return { width, height, grey: data, channels };
}

interface Ink {
  width: number;
  height: number;
  dark: Uint8Array;
  /** Dark, or the edge of it: a thin stroke between two rows of pixels is dark in neither. */
  shaded: Uint8Array;
  count: number;
}

const DARK = 100;
const SHADED = 190;

/** Where a row is inked. */
function inkOfRow(raster: Raster, row: number): Ink {
  const [width, height] = [raster.width, ROW * SCALE];
  const dark = new Uint8Array(width * height);
  const shaded = new Uint8Array(width * height);
  let count = 0;
  for (let at = 0; at < dark.length; at++) {
    const grey = raster.grey[(row * height * width + at) * raster.channels] as number;
    if (grey < SHADED) shaded[at] = 1;
    if (grey >= DARK) continue;
    dark[at] = 1;
    count += 1;
  }
  return { width, height, dark, shaded, count };
}

/** The share of one's ink that has none of the other's within reach. */
function strays(one: Ink, other: Ink): number {
  let strayed = 0;
  for (let y = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++) {
      if (one.dark[y * one.width + x] && !near(other, x, y)) strayed += 1;
    }
  }
  return strayed / Math.max(1, one.count);
}

function near(ink: Ink, x: number, y: number): boolean {
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const [px, py] = [x + dx, y + dy];
      if (px >= 0 && py >= 0 && px < ink.width && py < ink.height && ink.shaded[py * ink.width + px]) return true;
    }
  }
  return false;
}
