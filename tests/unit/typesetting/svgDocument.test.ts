import { inflateSync } from 'node:zlib';
import * as harfbuzz from 'harfbuzzjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page, TextItem } from '@shared/typesetting/document';
import { glyphOutline } from '@shared/typesetting/glyphOutline';
import { startPdf } from '@shared/typesetting/pdfDocument';
import { svgOf } from '@shared/typesetting/svgDocument';
import { readTrueType, type TrueTypeFont } from '@shared/typesetting/truetype';
import type { Typesetter } from '@shared/typesetting/typesetter';
import { bundledTypesetter, facts, namesOfAllScripts, readFontFile } from './typesetting';

let typesetter: Typesetter;
beforeAll(async () => {
  typesetter = await bundledTypesetter();
});

interface SeenGlyph {
  outline: string;
  /** Points from the left and from the bottom of an A4 page. */
  x: number;
  y: number;
}

const pointsPerMillimetre = 72 / 25.4;
const pageHeight = 210 * pointsPerMillimetre;

/** The glyphs of a page's SVG, by its own numbers. */
function glyphsOfSvg(svg: string): SeenGlyph[] {
  const outlines = new Map([...svg.matchAll(/<path id="([^"]+)" d="([^"]+)"\/>/g)].map(([, id, path]) => [id as string, path as string]));
  return [...svg.matchAll(/<g transform="translate\(([-\d.]+) ([-\d.]+)\) scale\(([\d.]+) -[\d.]+\)"[^>]*>(.*?)<\/g>/g)].flatMap(([, left, baseline, scale, uses]) =>
    [...(uses as string).matchAll(/<use href="#([^"]+)" x="([-\d.]+)" y="([-\d.]+)"\/>/g)].map(([, id, x, y]) => ({
      outline: outlines.get(id as string) as string,
      x: (Number(left) + Number(x) * Number(scale)) * pointsPerMillimetre,
      y: pageHeight - (Number(baseline) - Number(y) * Number(scale)) * pointsPerMillimetre,
    })));
}

/** The same of its PDF: the operators of the visible text, and the outlines of the fonts that it holds. */
function glyphsOfPdf(pdf: Uint8Array): SeenGlyph[] {
  const file = Buffer.from(pdf).toString('latin1');
  const objects = new Map([...file.matchAll(/(?:^|\n)(\d+) 0 obj\n?([\s\S]*?)endobj/g)].map(([, id, body]) => [id as string, body as string]));
  const streamOf = (body: string): Buffer => inflateSync(Buffer.from(/stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)?.[1] as string, 'latin1'));
  const reference = (body: string, key: string): string => objects.get(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(body)?.[1] as string) as string;
  const resources = [...objects.values()].find((body) => body.includes('/ProcSet') && /\/F1 /.test(body)) as string;
  const fonts = new Map<string, { font: TrueTypeFont; widths: number[] }>();
  for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const descendant = reference(objects.get(id as string) as string, 'DescendantFonts');
    const font = readTrueType(new Uint8Array(streamOf(reference(reference(descendant, 'FontDescriptor'), 'FontFile2'))));
    fonts.set(name as string, { font, widths: (/\/W \[0 \[([^\]]+)\]/.exec(descendant) as RegExpExecArray)[1]!.split(' ').map(Number) });
  }
  const content = [...objects.values()].filter((body) => /\/Subtype \/Form/.test(body)).map((body) => streamOf(body).toString('latin1')).join('\n');
  const seen: SeenGlyph[] = [];
  for (const [, visible] of content.matchAll(/\/Span <<\/ActualText \(\)>> BDC BT(.*?)ET EMC/gs)) {
    let [font, size, x, y, rise]: [ReturnType<typeof fonts.get>, number, number, number, number] = [undefined, 0, 0, 0, 0];
    for (const [, name, points, left, bottom, raised, shown] of (visible as string).matchAll(/\/(F\d+) ([\d.]+) Tf 1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|([-\d.]+) Ts|\[([^\]]*)\] TJ/g)) {
      if (name) [font, size, x, y, rise] = [fonts.get(name), Number(points), Number(left), Number(bottom), 0];
      else if (raised) rise = Number(raised);
      else {
        for (const [, codes, move] of (shown as string).matchAll(/<([0-9A-F]+)>|([-\d.]+)/g)) {
          if (move) x -= (Number(move) / 1000) * size;
          for (const [code] of (codes ?? '').matchAll(/.{4}/g)) {
            const glyph = Number.parseInt(code, 16);
            const outline = glyphOutline(font?.font as TrueTypeFont, glyph);
            if (outline !== '') seen.push({ outline, x, y: y + rise });
            x += ((font?.widths[glyph] as number) / 1000) * size;
          }
        }
      }
    }
  }
  return seen;
}

const item = (text: string, language: string, more: Partial<TextItem> = {}): TextItem => ({ kind: 'text', text, language, x: 30, y: 80, width: 237, height: 30, size: 30, align: 'centre', ...more });

async function bothOf(page: Page): Promise<{ svg: string; pdf: Uint8Array }> {
  const document = startPdf(typesetter, facts);
  const reports = await document.addPage(page);
  const drawn = await svgOf(typesetter, page, 'Page');
  expect(drawn.reports).toEqual(reports);
  return { svg: drawn.svg, pdf: document.finish() };
}

describe('a page as SVG', () => {
  test('has the glyphs of the PDF, outline by outline, where the PDF has them', async () => {
    const names = namesOfAllScripts().slice(0, 60).map(({ name, language }, at) => item(name, language, { y: 5 + at * 3, height: 20, size: 14, weight: at % 2 ? 600 : 400, align: (['start', 'end', 'centre'] as const)[at % 3]!, vertical: (['top', 'middle', 'bottom'] as const)[at % 3]! }));
    const sentence = item('has successfully completed the workshop “Young Urban Leadership” in Seoul, 24–25 September 2025, and attended 7 of its 8 counted sessions. '.repeat(3), 'en', { width: 120, height: 40 });
    for (const page of [{ size: 'A4', items: [...names, sentence] }, { size: 'A4', ground: [item('شهادة إنجاز', 'ar')], items: [item('강 Ā\u0301 姜', 'ko', { weight: 600 })] }] as Page[]) {
      const { svg, pdf } = await bothOf(page);
      const [drawn, printed] = [glyphsOfSvg(svg), glyphsOfPdf(pdf)];
      // What all pages share stands in a form of its own, in another order.
      const order = (glyphs: SeenGlyph[]): SeenGlyph[] => (page.ground ? glyphs.sort((a, b) => a.outline.localeCompare(b.outline) || a.x - b.x) : glyphs);
      expect(drawn.length).toBeGreaterThan(15);
      const [here, there] = [order(drawn), order(printed)];
      expect(here.map(({ outline }) => outline)).toEqual(there.map(({ outline }) => outline));
      const apart = here.map(({ x, y }, at) => Math.hypot(x - there[at]!.x, y - there[at]!.y));
      // A PDF states widths in whole thousandths of the size, and makes good in tenths of them.
      expect(Math.max(...apart)).toBeLessThan(0.02);
    }
  });

  test('draws paths, codes and images, says its texts in labels, and refers to nothing', async () => {
    const { svg } = await bothOf({
      size: 'Letter',
      items: [
        item('Ana <b> & "co"', 'en'),
        { kind: 'path', path: 'M10 10H40', stroke: '#0B6B75', strokeWidth: 0.9, dash: [1, 2] },
        { kind: 'qr', x: 200, y: 100, size: 40, text: 'ABC', colour: '#05424A' },
      ],
    });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="279\.4mm" height="215\.9mm" viewBox="0 0 279\.4 215\.9" role="img"><title>Page<\/title>/);
    expect(svg).toContain('aria-label="Ana &lt;b&gt; &amp; &quot;co&quot;"');
    expect(svg).toContain('<path d="M10 10H40" fill="none" stroke="#0B6B75" stroke-width="0.9" stroke-miterlimit="10" stroke-dasharray="1 2"/>');
    expect(svg).toMatch(/<path role="img" aria-label="QR" transform="translate\(20\d\.\d+ 10\d\.\d+\) scale\([\d.]+\)" fill="#05424A"/);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/script|https?:|style=| on\w+=|<text/i);
  });

  test('a text that no font has, or that is too long, is reported as of the PDF', async () => {
    const { svg } = await bothOf({ size: 'A4', items: [item('Ana 👩🏽‍🚀', 'en'), item('Maximilian '.repeat(80), 'de', { width: 20, height: 5, size: 8 })] });
    expect(svg).toContain('<use ');
  });
});

test('an outline is what HarfBuzz draws', async () => {
  for (const file of ['NotoSans-600.ttf', 'NotoSerif-400.ttf', 'NotoSansDevanagari-400.ttf', 'NotoNaskhArabic-600.ttf']) {
    const bytes = await readFontFile(file);
    const ours = readTrueType(bytes);
    const theirs = new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(bytes)));
    let drawn = 0;
    for (let glyph = 0; glyph < ours.glyphCount; glyph++) {
      const path = theirs.glyphToPath(glyph);
      const numbers = (text: string): number[] => (text.match(/-?[\d.]+/g) ?? []).map(Number);
      const [mine, other] = [numbers(glyphOutline(ours, glyph)), numbers(path)];
      if (mine.length > 0) drawn += 1;
      const [low, high] = [Math.min(...mine, 1e6), Math.max(...mine, -1e6)];
      expect([low, high].map(Math.round), `${file} ${glyph}`).toEqual([Math.min(...other, 1e6), Math.max(...other, -1e6)].map(Math.round));
      if (mine.length === other.length) expect(Math.max(0, ...mine.map((value, at) => Math.abs(value - (other[at] as number)))), `${file} ${glyph}`).toBeLessThan(1.01);
    }
    expect(drawn).toBeGreaterThan(500);
  }
});
