import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, rgb } from 'pdf-lib';
import PdfKit from 'pdfkit';
import { chromium } from 'playwright';
import regeneratorRuntime from 'regenerator-runtime';
import { fontsFolder } from '../../../electron/runtime/fontsIfStale.mjs';
import { ensureChromium } from '../../../electron/runtime/systemLibraries.mjs';

/**
 * The same page by others: the same words at the same places and sizes, the same code and frame as vectors, the same
 * font files. `make` writes one file of all the people; `nameless` hears of names that could not be set.
 *
 * @typedef {{name: string, make(people: object[], file: string): Promise<void>, stop?(): Promise<void>}} Peer
 */

// pdf-lib's fontkit shapes Indic scripts with it, but does not bring it along.
globalThis.regeneratorRuntime ??= regeneratorRuntime;

const MM = 72 / 25.4;
const INK = '#1B4F72';
const bytesOf = new Map();

async function fontBytes(file) {
  if (!bytesOf.has(file)) bytesOf.set(file, await readFile(path.join(fontsFolder, file)));
  return bytesOf.get(file);
}

/** @returns {Promise<Peer>} */
export async function pdfKitPeer(page, nameless) {
  const fonts = (people) => Promise.all([...new Set(['NotoSans-400.ttf', 'NotoSans-600.ttf', ...people.map(({ font }) => font)])].map((file) => fontBytes(file).then((bytes) => [file, bytes])));
  return {
    name: 'pdfkit',
    async make(people, file) {
      const document = new PdfKit({ size: [297 * MM, 210 * MM], margin: 0, autoFirstPage: false });
      const written = new Promise((resolve, reject) => document.pipe(createWriteStream(file)).on('finish', resolve).on('error', reject));
      for (const [name, bytes] of await fonts(people)) document.registerFont(name, bytes);
      for (const { name, code, font } of people) {
        document.addPage();
        document.save().scale(MM).path(page.framePath).lineWidth(0.6).stroke(INK).restore();
        const line = (text, box, of, colour = '#000000') => document.font(of).fontSize(box.size).fillColor(colour).text(text, box.x * MM, box.y * MM, { width: box.width * MM, align: 'center', lineBreak: false });
        line(page.title, page.titleBox, 'NotoSans-600.ttf', INK);
        page.sentences.forEach((text, at) => line(text, { x: 30, y: page.sentenceTops[at], width: 237, size: page.sentenceSize }, 'NotoSans-400.ttf'));
        try {
          line(name, page.nameBox, font);
        } catch (error) {
          // fontkit cannot shape every name; the page goes on without it.
          nameless(name, error);
        }
        const { count, rows } = page.qrRows(code);
        const module = (page.qrBox.size * MM) / (count + 8);
        for (const [row, column, length] of rows) document.rect(page.qrBox.x * MM + (column + 4) * module, page.qrBox.y * MM + (row + 4) * module, length * module, module);
        document.fill('#000000');
      }
      document.end();
      await written;
    },
  };
}

/** @returns {Promise<Peer>} */
export async function pdfLibPeer(page, nameless) {
  return {
    name: 'pdf-lib',
    async make(people, file) {
      const document = await PDFDocument.create();
      document.registerFontkit(fontkit);
      const embedded = new Map();
      const fontOf = async (name) => {
        if (!embedded.has(name)) embedded.set(name, await document.embedFont(await fontBytes(name), { subset: true }));
        return embedded.get(name);
      };
      const ink = rgb(0x1b / 255, 0x4f / 255, 0x72 / 255);
      for (const { name, code, font } of people) {
        const sheet = document.addPage([297 * MM, 210 * MM]);
        const height = 210 * MM;
        sheet.drawSvgPath(page.framePath, { x: 0, y: height, scale: MM, borderColor: ink, borderWidth: 0.6 });
        const line = async (text, box, of, color = rgb(0, 0, 0)) => {
          const used = await fontOf(of);
          const x = box.x * MM + (box.width * MM - used.widthOfTextAtSize(text, box.size)) / 2;
          sheet.drawText(text, { x, y: height - box.y * MM - box.size, size: box.size, font: used, color });
        };
        await line(page.title, page.titleBox, 'NotoSans-600.ttf', ink);
        for (const [at, text] of page.sentences.entries()) await line(text, { x: 30, y: page.sentenceTops[at], width: 237, size: page.sentenceSize }, 'NotoSans-400.ttf');
        await line(name, page.nameBox, font).catch((error) => nameless(name, error));
        const { count, rows } = page.qrRows(code);
        const path = rows.map(([row, column, length]) => `M${column + 4} ${row + 4}h${length}v1h-${length}z`).join('');
        sheet.drawSvgPath(path, { x: page.qrBox.x * MM, y: height - page.qrBox.y * MM, scale: (page.qrBox.size * MM) / (count + 8), color: rgb(0, 0, 0) });
      }
      await writeFile(file, await document.save());
    },
  };
}

/** Chromium keeps its page and its fonts open, as a hidden window would. @returns {Promise<Peer>} */
export async function chromiumPeer(page, fontFiles) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--disable-background-networking', '--no-first-run'] });
  const tab = await browser.newPage();
  const file = path.join(fontsFolder, 'index.json');
  // A page of the folder of fonts may load them.
  await tab.goto(pathToFileURL(file).href);
  await tab.setContent(`<!doctype html><meta charset="utf-8"><style>
    ${fontFiles.map((name) => `@font-face { font-family: "${name.replace('.ttf', '')}"; src: url("${pathToFileURL(path.join(fontsFolder, name)).href}"); }`).join('\n')}
    @page { size: 297mm 210mm; margin: 0 } body { margin: 0 } section { position: relative; width: 297mm; height: 210mm; break-after: page; overflow: hidden }
    section:last-child { break-after: auto } svg { position: absolute } div { position: absolute; text-align: center; white-space: pre; line-height: 1.25 }</style><body></body>`);
  const failed = await tab.evaluate(async (names) => {
    await Promise.all(names.map((name) => document.fonts.load(`20px "${name}"`)));
    return [...document.fonts].filter(({ status }) => status !== 'loaded').length;
  }, fontFiles.map((name) => name.replace('.ttf', '')));
  if (failed > 0) throw new Error(`Chromium has not loaded ${failed} fonts.`);
  const section = ({ name, code, font, language }) => {
    const { count, rows } = page.qrRows(code);
    const line = (text, box, of, more = '') => `<div ${more} style="left:${box.x}mm;top:${box.y}mm;width:${box.width}mm;font:${box.size}pt '${of.replace('.ttf', '')}'">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</div>`;
    return `<section><svg width="297mm" height="210mm" viewBox="0 0 297 210"><path d="${page.framePath}" fill="none" stroke="${INK}" stroke-width="0.6"/></svg>
      <svg style="left:${page.qrBox.x}mm;top:${page.qrBox.y}mm" width="${page.qrBox.size}mm" height="${page.qrBox.size}mm" viewBox="-4 -4 ${count + 8} ${count + 8}"><path d="${rows.map(([row, column, length]) => `M${column} ${row}h${length}v1h-${length}z`).join('')}"/></svg>
      ${line(page.title, page.titleBox, 'NotoSans-600.ttf')}${page.sentences.map((text, at) => line(text, { x: 30, y: page.sentenceTops[at], width: 237, size: page.sentenceSize }, 'NotoSans-400.ttf')).join('')}
      ${line(name, page.nameBox, font, `lang="${language}" dir="auto"`)}</section>`;
  };
  return {
    name: 'printToPDF',
    async make(people, to) {
      await tab.evaluate((html) => {
        document.body.innerHTML = html;
      }, people.map(section).join(''));
      await writeFile(to, await tab.pdf({ preferCSSPageSize: true, printBackground: true, timeout: 300_000 }));
    },
    stop: () => browser.close(),
  };
}
