/**
 * The part of a TrueType font that a PDF needs for some glyphs: their outlines and advances, renumbered from 0, without
 * layout tables and without hints. HarfBuzz's own subsetter does the same, but takes every font into memory of its own
 * once more and does not say which number a glyph has got.
 *
 * Source: OpenType 1.9.1, "glyf", "loca", "hmtx".
 */
export interface TrueTypeFont {
  unitsPerEm: number;
  box: readonly [number, number, number, number];
  glyphCount: number;
  /** An outline as it stands in the file; empty for a space. */
  outline(glyph: number): Uint8Array;
  table(tag: string): Uint8Array;
  metric(glyph: number): { advance: number; leftBearing: number };
}

const HAS_INSTRUCTIONS = 0x100;
const MORE_COMPONENTS = 0x20;
const WORDS_ARE_ARGUMENTS = 0x01;
const HAS_SCALE = 0x08;
const HAS_TWO_SCALES = 0x40;
const HAS_MATRIX = 0x80;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @throws an Error where the file is no TrueType font with outlines of its own. */
export function readTrueType(bytes: Uint8Array): TrueTypeFont {
  const view = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  for (let at = 0; at < view.getUint16(4); at++) {
    const record = 12 + at * 16;
    const tag = String.fromCharCode(...bytes.subarray(record, record + 4));
    tables.set(tag, bytes.subarray(view.getUint32(record + 8), view.getUint32(record + 8) + view.getUint32(record + 12)));
  }
  const table = (tag: string): Uint8Array => {
    const found = tables.get(tag);
    if (!found) throw new Error(`A font without the table "${tag}" cannot be put into a PDF.`);
    return found;
  };
  const [head, loca, hmtx, glyf] = [viewOf(table('head')), viewOf(table('loca')), viewOf(table('hmtx')), table('glyf')];
  const wide = head.getInt16(50) === 1;
  const metrics = viewOf(table('hhea')).getUint16(34);
  const offset = (glyph: number): number => (wide ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  return {
    unitsPerEm: head.getUint16(18),
    box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    glyphCount: viewOf(table('maxp')).getUint16(4),
    outline: (glyph) => glyf.subarray(offset(glyph), offset(glyph + 1)),
    table,
    metric: (glyph) => ({
      advance: hmtx.getUint16(Math.min(glyph, metrics - 1) * 4),
      leftBearing: glyph < metrics ? hmtx.getInt16(glyph * 4 + 2) : hmtx.getInt16(metrics * 4 + (glyph - metrics) * 2),
    }),
  };
}

const files = new WeakMap<Uint8Array, TrueTypeFont>();

/** The same, read once for as long as the bytes are there. */
export function trueTypeOf(bytes: Uint8Array): TrueTypeFont {
  let file = files.get(bytes);
  if (!file) files.set(bytes, (file = readTrueType(bytes)));
  return file;
}

/**
 * The font of some glyphs: the first in the list becomes glyph 0, and so on. The parts that composite glyphs are put
 * together of follow after them.
 */
export function subsetTrueType(font: TrueTypeFont, glyphs: readonly number[]): Uint8Array {
  const kept = [...glyphs];
  const numbers = new Map(kept.map((glyph, at) => [glyph, at]));
  const numberOf = (glyph: number): number => {
    let number = numbers.get(glyph);
    if (number === undefined) {
      numbers.set(glyph, (number = kept.length));
      kept.push(glyph);
    }
    return number;
  };
  const outlines: Uint8Array[] = [];
  for (let at = 0; at < kept.length; at++) outlines.push(rewritten(font.outline(kept[at] as number), numberOf));

  const loca = new Uint8Array((kept.length + 1) * 4);
  const padded = outlines.map(({ length }) => (length + 3) & ~3);
  const glyf = new Uint8Array(padded.reduce((sum, length) => sum + length, 0));
  let position = 0;
  outlines.forEach((outline, at) => {
    glyf.set(outline, position);
    position += padded[at] as number;
    viewOf(loca).setUint32((at + 1) * 4, position);
  });

  const hmtx = new Uint8Array(kept.length * 4);
  kept.forEach((glyph, at) => {
    const { advance, leftBearing } = font.metric(glyph);
    viewOf(hmtx).setUint16(at * 4, advance);
    viewOf(hmtx).setInt16(at * 4 + 2, leftBearing);
  });

  const changed = (tag: string, change: (view: DataView) => void): Uint8Array => {
    const copy = font.table(tag).slice();
    change(viewOf(copy));
    return copy;
  };
  return fontFile([
    ['glyf', glyf],
    ['head', changed('head', (head) => head.setInt16(50, 1))],
    ['hhea', changed('hhea', (hhea) => hhea.setUint16(34, kept.length))],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', changed('maxp', (maxp) => {
      maxp.setUint16(4, kept.length);
      // Of instructions there are none left: no function definitions, no instruction definitions, none of any size.
      if (maxp.byteLength >= 32) for (const field of [18, 20, 22, 26]) maxp.setUint16(field, 0);
    })],
  ]);
}

/** An outline without its hints, and with the new numbers of its parts. */
function rewritten(outline: Uint8Array, numberOf: (glyph: number) => number): Uint8Array {
  if (outline.length === 0) return outline;
  const contours = viewOf(outline).getInt16(0);
  if (contours < 0) return rewrittenComposite(outline.slice(), numberOf);
  const at = 10 + contours * 2;
  const instructions = viewOf(outline).getUint16(at);
  if (instructions === 0) return outline;
  const result = new Uint8Array(outline.length - instructions);
  result.set(outline.subarray(0, at));
  result.set(outline.subarray(at + 2 + instructions), at + 2);
  return result;
}

function rewrittenComposite(outline: Uint8Array, numberOf: (glyph: number) => number): Uint8Array {
  const view = viewOf(outline);
  let at = 10;
  for (;;) {
    const flags = view.getUint16(at);
    view.setUint16(at, flags & ~HAS_INSTRUCTIONS);
    view.setUint16(at + 2, numberOf(view.getUint16(at + 2)));
    at += 4 + (flags & WORDS_ARE_ARGUMENTS ? 4 : 2);
    at += flags & HAS_SCALE ? 2 : flags & HAS_TWO_SCALES ? 4 : flags & HAS_MATRIX ? 8 : 0;
    if (!(flags & MORE_COMPONENTS)) return outline.subarray(0, at);
  }
}

function fontFile(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const start = 12 + tables.length * 16;
  const size = tables.reduce((sum, [, bytes]) => sum + ((bytes.length + 3) & ~3), start);
  const file = new Uint8Array(size);
  const view = viewOf(file);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x0001_0000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, tables.length * 16 - 2 ** power * 16);
  let position = start;
  tables.forEach(([tag, bytes], at) => {
    const record = 12 + at * 16;
    for (let letter = 0; letter < 4; letter++) file[record + letter] = tag.charCodeAt(letter);
    file.set(bytes, position);
    view.setUint32(record + 4, checksum(file.subarray(position, position + ((bytes.length + 3) & ~3))));
    view.setUint32(record + 8, position);
    view.setUint32(record + 12, bytes.length);
    position += (bytes.length + 3) & ~3;
  });
  const head = tables.findIndex(([tag]) => tag === 'head');
  const headAt = view.getUint32(12 + head * 16 + 8);
  view.setUint32(headAt + 8, 0);
  view.setUint32(12 + head * 16 + 4, checksum(file.subarray(headAt, headAt + 56)));
  view.setUint32(headAt + 8, (0xb1b0_afba - checksum(file)) >>> 0);
  return file;
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
