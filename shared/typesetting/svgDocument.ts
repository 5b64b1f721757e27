import { type ImageItem, type Page, type PageItem, pageSizes, type PathItem, type QrItem, type TextItem, type TextReport } from './document';
import { glyphOutline } from './glyphOutline';
import { number, pointsPerMillimetre } from './pdf/numbers';
import { pngSize } from './pdf/pngImage';
import { type PlacedLine, placedImage, placedLines, reportOf, roomOf, styleOf } from './place';
import { darkStretches, qrCode, quietModules } from './qrCode';
import type { OpenFont, ShapedRun } from './shape';
import { trueTypeOf } from './truetype';
import type { Typesetter } from './typesetter';

/**
 * A page as an SVG of its own, in millimetres: glyphs are drawn by their outlines, so that no font is needed, each where
 * the PDF has it. It has no script and refers to nothing but itself. What it says stands in labels.
 *
 * @throws what the typesetter says of a page that cannot be set whole, an ImageProblem, a RangeError for a bad colour.
 */
export async function svgOf(typesetter: Typesetter, page: Page, title: string): Promise<{ svg: string; reports: TextReport[] }> {
  const { width, height } = typeof page.size === 'string' ? pageSizes[page.size] : page.size;
  const outlines = new Map<string, string>();
  const reports: TextReport[] = [];
  const parts: string[] = [];
  for (const item of [...(page.ground ?? []), ...page.items]) {
    if (item.kind !== 'text') parts.push(drawing(item));
    else {
      const text = await typesetter.fit(item.text, styleOf(item), roomOf(item));
      parts.push(textGroup(item, placedLines(item, text), text.size, outlines));
      reports.push(reportOf(item, text));
    }
  }
  const defs = [...outlines].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('');
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}mm" height="${number(height)}mm" viewBox="0 0 ${number(width)} ${number(height)}" role="img">`;
  return { svg: `${head}<title>${escaped(title)}</title><defs>${defs}</defs>${parts.join('')}</svg>`, reports };
}

function drawing(item: Exclude<PageItem, TextItem>): string {
  if (item.kind === 'path') return pathElement(item);
  return item.kind === 'qr' ? qrElement(item) : imageElement(item);
}

function textGroup(item: TextItem, lines: readonly PlacedLine[], size: number, outlines: Map<string, string>): string {
  const label = escaped(item.text.replaceAll(/[\u2066-\u2069]/g, ''));
  return `<g role="img" aria-label="${label}" fill="${colour(item.colour)}">${lines.map((line) => lineRuns(line, size, item, outlines)).join('')}</g>`;
}

/** A group for each run, in units of its font: there, a glyph's place is what the shaper says of it. */
function lineRuns({ line, x, baseline }: PlacedLine, size: number, item: TextItem, outlines: Map<string, string>): string {
  let pen = 0;
  return line.runs
    .map((run) => {
      const { unitsPerEm } = run.font.shaper;
      const scale = number(size / unitsPerEm / pointsPerMillimetre, 8);
      const left = (x + pen * size) / pointsPerMillimetre;
      const heavier = run.embolden > 0 ? ` stroke="${colour(item.colour)}" stroke-width="${number(run.embolden * unitsPerEm)}" stroke-miterlimit="10"` : '';
      pen += run.glyphs.reduce((sum, { xAdvance }) => sum + xAdvance, 0) / unitsPerEm;
      return `<g transform="translate(${number(left, 4)} ${number(baseline / pointsPerMillimetre, 4)}) scale(${scale} -${scale})"${heavier}>${glyphUses(run, outlines)}</g>`;
    })
    .join('');
}

function glyphUses(run: ShapedRun, outlines: Map<string, string>): string {
  let pen = 0;
  return run.glyphs
    .map(({ id, xAdvance, xOffset, yOffset }) => {
      const place = `x="${pen + xOffset}" y="${yOffset}"`;
      pen += xAdvance;
      const name = outlineName(run.font, id, outlines);
      return name === null ? '' : `<use href="#${name}" ${place}/>`;
    })
    .join('');
}

/** @returns the id of an outline, which is the same in every page; null for a glyph without ink. */
function outlineName({ indexed, bytes }: OpenFont, glyph: number, outlines: Map<string, string>): string | null {
  const name = `${indexed.file.replace(/\.\w+$/, '')}-${glyph}`;
  if (outlines.has(name)) return name;
  const path = glyphOutline(trueTypeOf(bytes), glyph);
  if (path === '') return null;
  outlines.set(name, path);
  return name;
}

function pathElement(item: PathItem): string {
  const attributes = [
    `d="${escaped(item.path)}"`,
    `fill="${item.fill ? colour(item.fill) : 'none'}"`,
    ...(item.fillRule === 'evenodd' ? ['fill-rule="evenodd"'] : []),
    ...(item.stroke ? [`stroke="${colour(item.stroke)}" stroke-width="${number(item.strokeWidth ?? 0.25)}" stroke-miterlimit="10"`] : []),
    ...(item.lineCap ? [`stroke-linecap="${item.lineCap}"`] : []),
    ...(item.lineJoin ? [`stroke-linejoin="${item.lineJoin}"`] : []),
    ...(item.dash ? [`stroke-dasharray="${item.dash.map((length) => number(length)).join(' ')}"`] : []),
  ];
  return `<path ${attributes.join(' ')}/>`;
}

function qrElement(item: QrItem): string {
  const code = qrCode(item.text, item.errorCorrection);
  const module = item.size / (code.count + 2 * quietModules);
  const path = darkStretches(code).map(({ row, from, length }) => `M${from} ${row}h${length}v1h-${length}z`).join('');
  const place = `translate(${number(item.x + quietModules * module, 4)} ${number(item.y + quietModules * module, 4)}) scale(${number(module, 6)})`;
  return `<path role="img" aria-label="QR" transform="${place}" fill="${colour(item.colour)}" shape-rendering="crispEdges" d="${path}"/>`;
}

function imageElement(item: ImageItem): string {
  const { x, y, width, height } = placedImage(item, pngSize(item.png));
  const place = `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`;
  return `<rect ${place} fill="${colour(item.ground ?? '#FFFFFF')}"/><image ${place} preserveAspectRatio="none" href="data:image/png;base64,${base64(item.png)}"/>`;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function colour(value = '#000000'): string {
  if (!/^#[0-9a-f]{6}$/i.test(value)) throw new RangeError(`"${value}" is no colour: write it as #RRGGBB.`);
  return value;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text of XML: what XML 1.0 has no character for is left out. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '').replaceAll(/[&<>"']/g, (sign) => entities[sign] as string);
}
