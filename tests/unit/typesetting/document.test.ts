import fc from 'fast-check';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page, PageItem, TextItem } from '@shared/typesetting/document';
import { checkFile } from '@shared/typesetting/pdf/jspdfFile';
import { pathContent } from '@shared/typesetting/pdf/pathContent';
import { ImageProblem, pngImage } from '@shared/typesetting/pdf/pngImage';
import { startPdf } from '@shared/typesetting/pdfDocument';
import type { Typesetter } from '@shared/typesetting/typesetter';
import { bundledTypesetter, facts, hasPoppler, poppler } from './typesetting';

let typesetter: Typesetter;
beforeAll(async () => {
  typesetter = await bundledTypesetter();
});

const name = (text: string, language: string, more: Partial<TextItem> = {}): TextItem => ({
  kind: 'text', text, language, x: 30, y: 80, width: 237, height: 30, size: 36, align: 'centre', rather: 'shrink', ...more,
});
const frame: PageItem[] = [
  { kind: 'path', path: 'M10 10h277v190h-277z', stroke: '#1B4F72', strokeWidth: 1.2 },
  { kind: 'text', text: 'Certificate', language: 'en', x: 30, y: 40, width: 237, height: 20, size: 30, weight: 600, align: 'centre' },
];

async function pdfOf(pages: readonly Page[]): Promise<Uint8Array> {
  const document = startPdf(typesetter, facts);
  for (const page of pages) await document.addPage(page);
  return document.finish();
}

describe('a PDF', () => {
  test('is the same, byte for byte, from the same pages and facts', async () => {
    const pages: Page[] = [{ size: 'A4', ground: frame, items: [name('이시우', 'ko'), { kind: 'qr', x: 250, y: 160, size: 30, text: 'ABC123' }] }];
    const [one, other] = [await pdfOf(pages), await pdfOf(pages)];
    const another = startPdf(await bundledTypesetter(), facts);
    for (const page of pages) await another.addPage(page);
    expect(other).toEqual(one);
    expect(another.finish()).toEqual(one);
  });

  test.skipIf(!hasPoppler)('says its size, its language and its title, and holds all its fonts', async () => {
    const pdf = await pdfOf([{ size: 'A4', items: [name('محمد 김', 'ar')] }, { size: 'Letter', items: [name('Ana', 'en')] }]);
    expect(poppler('pdfinfo', pdf, '-f', '1', '-l', '2')).toMatch(/Title:\s+Certificates[\s\S]*Page\s+1 size:\s+841\.89 x 595\.27\d pts \(A4\)[\s\S]*Page\s+2 size:\s+792 x 612 pts \(letter\)/);
    const fonts = poppler('pdffonts', pdf).split('\n').slice(2).filter((line) => line !== '');
    expect(fonts.length).toBe(4);
    for (const line of fonts) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
    expect(new TextDecoder('latin1').decode(pdf)).toContain('/Lang (en)');
  });

  test.skipIf(!hasPoppler)('has what its pages share once', async () => {
    const pages = (count: number): Page[] => Array.from({ length: count }, (_, at) => ({ size: 'A4', ground: frame, items: [name(`Ana ${at}`, 'en')] }));
    const [few, many] = [await pdfOf(pages(2)), await pdfOf(pages(102))];
    // A page of its own: its object, its form with a name, and their places in the table.
    expect((many.length - few.length) / 100).toBeLessThan(1400);
    expect(poppler('pdftotext', many).split('\f').filter((page) => page.includes('Certificate'))).toHaveLength(102);
  });

  test.skipIf(!hasPoppler)('tells what became of each text', async () => {
    const document = startPdf(typesetter, facts);
    const [report] = await document.addPage({ size: 'A4', items: [name('Ana 👩🏽‍🚀', 'en')] });
    expect(report).toMatchObject({ size: 36, lines: 1, belowSmallest: false, missing: [{ grapheme: '👩🏽‍🚀', start: 4 }] });
    // It is still a page that can be looked at.
    expect(poppler('pdftotext', document.finish())).toContain('Ana');
  });

  test('comes of any text at all', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)));
    await fc.assert(fc.asyncProperty(text, async (text) => {
      const document = startPdf(typesetter, facts);
      const [report] = await document.addPage({ size: 'A4', items: [name(text, 'en', { height: 60 })] });
      expect(report?.lines).toBeGreaterThan(0);
      expect(document.finish().length).toBeGreaterThan(1000);
    }), { numRuns: 60 });
  });

  test('without a page is refused', () => {
    expect(() => startPdf(typesetter, facts).finish()).toThrow('needs a page');
  });

  test('that was cut or changed does not pass for whole', async () => {
    const pdf = await pdfOf([{ size: 'A4', items: [name('Ana', 'en')] }]);
    expect(() => checkFile(pdf, { objects: [5], pages: 1 })).not.toThrow();
    expect(() => checkFile(pdf.subarray(0, pdf.length - 40), { objects: [5], pages: 1 })).toThrow('no table of objects');
    expect(() => checkFile(pdf, { objects: [5000], pages: 1 })).toThrow('an object is missing');
    expect(() => checkFile(pdf, { objects: [5], pages: 2 })).toThrow('it has 1 pages and not 2');
    const moved = new Uint8Array([...pdf.subarray(0, 20), 0x20, ...pdf.subarray(20)]);
    expect(() => checkFile(moved, { objects: [5], pages: 1 })).toThrow('not whole');
  });
});

describe('an image', () => {
  const picture = (channels: 1 | 2 | 3 | 4, sample: number[], depth: 8 | 16 = 8): Uint8Array => {
    const data = Array.from({ length: 16 * 16 * channels }, (_, at) => sample[at % channels] as number);
    return encode({ width: 16, height: 16, channels, depth, data: depth === 16 ? Uint16Array.from(data) : Uint8Array.from(data) });
  };

  test.each([
    ['RGB with transparency', picture(4, [255, 0, 0, 128]), '#FFFFFF'],
    ['RGB with transparency, 16 bits', picture(4, [65_535, 0, 0, 32_768], 16), '#FFFFFF'],
    ['RGB', picture(3, [255, 127, 127]), '#FFFFFF'],
  ])('%s is flattened onto its ground', async (_, png, ground) => {
    const { object } = pngImage(png, ground);
    const { unzlibSync } = await import('fflate');
    expect([...unzlibSync(object.stream as Uint8Array).subarray(0, 3)]).toEqual([255, 127, 127]);
  });

  test('grey stays grey', () => {
    expect(pngImage(picture(1, [90])).object.dictionary).toContain('/DeviceGray');
    expect(pngImage(picture(2, [90, 100]), '#112233').object.dictionary).toContain('/DeviceRGB');
  });

  test.skipIf(!hasPoppler)('stands in a file once and has no mask there', async () => {
    const png = picture(4, [10, 20, 30, 40]);
    const item: PageItem = { kind: 'image', png, x: 20, y: 20, width: 40, height: 20 };
    const pdf = await pdfOf([{ size: 'A4', items: [item, name('Ana', 'en')] }, { size: 'A4', items: [item, { ...item, x: 90 }] }]);
    const images = poppler('pdfimages', pdf, '-list').split('\n').slice(2).filter((line) => line !== '');
    expect(images.length).toBeGreaterThan(0);
    expect(new Set(images.map((line) => line.trim().split(/\s+/)[10])).size).toBe(1);
    expect(images.every((line) => / image +16 +16 +rgb /.test(line))).toBe(true);
  });

  test.each([
    ['no PNG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg> and more')],
    ['a PNG that was cut', picture(3, [1, 2, 3]).subarray(0, 60)],
    ['nothing', new Uint8Array()],
  ])('%s is refused with a sentence', (_, bytes) => {
    expect(() => pngImage(bytes)).toThrow(ImageProblem);
  });

  test('of too many pixels is refused before it is unpacked', () => {
    const huge = picture(3, [1, 2, 3]).slice();
    new DataView(huge.buffer).setUint32(16, 100_000);
    new DataView(huge.buffer).setUint32(20, 100_000);
    expect(() => pngImage(huge)).toThrow('40 million');
  });
});

describe('a path', () => {
  test('is read as SVG reads it', () => {
    const operators = (path: string): string => pathContent({ kind: 'path', path, fill: '#000000' }, 100).replace('q 0 0 0 rg ', '').replace(' f Q', '');
    const point = (x: number, y: number): string => `${Number(((x * 72) / 25.4).toFixed(3))} ${Number((100 - (y * 72) / 25.4).toFixed(3))}`;
    expect(operators('M1 2L3-4')).toBe(`${point(1, 2)} m ${point(3, -4)} l`);
    expect(operators('m1,2 3,4 h1v-.5Z')).toBe(`${point(1, 2)} m ${point(4, 6)} l ${point(5, 6)} l ${point(5, 5.5)} l h`);
    expect(operators('M0 0C1 0 2 1 2 2s1 2 2 2')).toBe(`${point(0, 0)} m ${point(1, 0)} ${point(2, 1)} ${point(2, 2)} c ${point(2, 3)} ${point(3, 4)} ${point(4, 4)} c`);
    expect(operators('M0 0Q3 0 3 3')).toBe(`${point(0, 0)} m ${point(2, 0)} ${point(3, 1)} ${point(3, 3)} c`);
  });

  test.each(['L1 1', 'M1', 'M0 0A1 1 0 0 0 2 2', 'M0 0 K1 1', 'M0 0L1 nonsense'])('%s is refused', (path) => {
    expect(() => pathContent({ kind: 'path', path, stroke: '#000000' }, 100)).toThrow(RangeError);
  });

  test('a colour that is none is refused', () => {
    expect(() => pathContent({ kind: 'path', path: 'M0 0L1 1', fill: 'red' }, 100)).toThrow('#RRGGBB');
  });
});
