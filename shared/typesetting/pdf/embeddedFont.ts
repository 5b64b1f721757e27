import type { OpenFont } from '../shape';
import { subsetTrueType, type TrueTypeFont, trueTypeOf } from '../truetype';
import { hex16, number } from './numbers';
import { deflatedAgain, type ObjectReference, type ObjectStore, type PdfObject } from './objects';

/**
 * A font of one PDF: it hands out codes for glyphs as they are used and holds only these in the end. What is seen is
 * written by glyph alone and says nothing of characters; those are in the unseen layer.
 */
export class EmbeddedFont {
  readonly name: string;
  readonly #font: OpenFont;
  readonly #file: TrueTypeFont;
  /** Glyph 0, which stands for a missing character, is always there. */
  readonly #codes = new Map<number, number>([[0, 0]]);

  constructor(name: string, font: OpenFont) {
    this.name = name;
    this.#font = font;
    this.#file = trueTypeOf(font.bytes);
  }

  code(glyph: number): number {
    let code = this.#codes.get(glyph);
    if (code === undefined) this.#codes.set(glyph, (code = this.#codes.size));
    return code;
  }

  /** A glyph's advance as the PDF states it, in thousandths of the size. */
  advance(glyph: number): number {
    return Math.round((this.#font.shaper.advance(glyph) / this.#file.unitsPerEm) * 1000);
  }

  write(store: ObjectStore): ObjectReference {
    const glyphs = [...this.#codes.keys()];
    const baseFont = `${subsetTag(glyphs, this.#font.indexed.file)}+${this.#font.indexed.family.replaceAll(' ', '')}-${this.#font.indexed.weight}`;
    const thousandths = (value: number): string => number((value / this.#file.unitsPerEm) * 1000, 0);
    const { length, object } = subsetOf(this.#font, this.#file, glyphs);
    const file = store.add({ ...object, dictionary: `/Length1 ${length} ${object.dictionary}` });
    const { shaper } = this.#font;
    const descriptor = store.add({
      dictionary:
        `/Type /FontDescriptor /FontName /${baseFont} /Flags 4 /FontBBox [${this.#file.box.map(thousandths).join(' ')}] /ItalicAngle 0 ` +
        `/Ascent ${thousandths(shaper.ascender)} /Descent ${thousandths(shaper.descender)} /CapHeight 714 /StemV ${this.#font.indexed.weight >= 600 ? 140 : 90} /FontFile2 ${file}`,
    });
    const widths = glyphs.map((glyph) => this.advance(glyph)).join(' ');
    const descendant = store.add({
      dictionary:
        `/Type /Font /Subtype /CIDFontType2 /BaseFont /${baseFont} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> ` +
        `/FontDescriptor ${descriptor} /DW 1000 /W [0 [${widths}]] /CIDToGIDMap /Identity`,
    });
    const toUnicode = store.add(deflatedAgain(`silent ${glyphs.length}`, () => silentMap(glyphs.length)));
    return store.add({
      dictionary: `/Type /Font /Subtype /Type0 /BaseFont /${baseFont} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${toUnicode}`,
    });
  }
}

const lengths = new Map<string, number>();

/** Most documents use most of their fonts as the one before did. */
function subsetOf(font: OpenFont, file: TrueTypeFont, glyphs: readonly number[]): { length: number; object: PdfObject } {
  const key = `${font.indexed.file} ${glyphs.join(' ')}`;
  const make = (): Uint8Array => {
    const bytes = subsetTrueType(file, glyphs);
    if (lengths.size > 1000) lengths.clear();
    lengths.set(key, bytes.length);
    return bytes;
  };
  const object = deflatedAgain(key, make);
  return { length: lengths.get(key) ?? make().length, object };
}

/**
 * Says of every code that it is a character of no width, which pdf.js leaves out; without a map, readers take the codes
 * themselves for characters. Those that know of spans leave the whole of it out already.
 */
function silentMap(count: number): string {
  const blocks: string[] = [];
  for (let from = 0; from < count; from += 100) {
    const codes = Array.from({ length: Math.min(100, count - from) }, (_, at) => `<${hex16(from + at)}> <200B>`);
    blocks.push(`${codes.length} beginbfchar\n${codes.join('\n')}\nendbfchar`);
  }
  return characterMap(blocks);
}

/** Source: Adobe Technical Note #5411, ToUnicode Mapping File Tutorial. */
export function characterMap(blocks: readonly string[]): string {
  return [
    '/CIDInit /ProcSet findresource begin', '12 dict begin', 'begincmap', '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def',
    '/CMapName /Adobe-Identity-UCS def', '/CMapType 2 def', '1 begincodespacerange', '<0000> <FFFF>', 'endcodespacerange', ...blocks,
    'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end',
  ].join('\n');
}

/** Six letters that differ where the glyphs differ (ISO 32000-1, 9.6.4), and are the same for the same glyphs. */
function subsetTag(glyphs: readonly number[], file: string): string {
  let hash = 0x811c_9dc5;
  for (const value of [...Array.from(file, (letter) => letter.charCodeAt(0)), ...glyphs]) hash = Math.imul(hash ^ value, 0x0100_0193) >>> 0;
  let tag = '';
  for (let at = 0; at < 6; at++) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}
