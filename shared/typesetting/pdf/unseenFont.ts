import type { OpenFont } from '../shape';
import { readTrueType, subsetTrueType } from '../truetype';
import { characterMap } from './embeddedFont';
import { hex16, utf16 } from './numbers';
import { deflated, deflatedAgain, type ObjectReference, type ObjectStore } from './objects';

/** A font of one glyph, whose outline has no contours. (A table of outlines without a byte in it is taken for a damaged one.) */
function emptyFont(like: Uint8Array): Uint8Array {
  const font = readTrueType(like);
  return subsetTrueType({ ...font, outline: () => new Uint8Array(12), metric: () => ({ advance: font.unitsPerEm, leftBearing: 0 }) }, [0]);
}

const emptyFonts = new WeakMap<Uint8Array, Uint8Array>();

function emptyFontOf({ bytes }: OpenFont): Uint8Array {
  let font = emptyFonts.get(bytes);
  if (!font) emptyFonts.set(bytes, (font = emptyFont(bytes)));
  return font;
}

/**
 * The font of the unseen layer, which search, copy and screen readers get the text from: each code is a grapheme, all
 * are one em wide and none has an outline.
 */
export class UnseenFont {
  readonly name = 'FU';
  readonly #codes = new Map<string, number>();
  #outlines: OpenFont | null = null;

  /** @param outlines any font: its head is borrowed. */
  code(text: string, outlines: OpenFont): number {
    this.#outlines ??= outlines;
    let code = this.#codes.get(text);
    if (code === undefined) this.#codes.set(text, (code = this.#codes.size + 1));
    return code;
  }

  write(store: ObjectStore): ObjectReference | null {
    if (!this.#outlines) return null;
    const bytes = emptyFontOf(this.#outlines);
    const file = store.add(deflatedAgain(`empty ${this.#outlines.indexed.file}`, () => bytes, `/Length1 ${bytes.length} `));
    const name = 'UNSEEN+Unseen';
    const descriptor = store.add({
      dictionary:
        `/Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 ` +
        `/FontFile2 ${file}`,
    });
    const none = store.add(deflated(new Uint8Array((this.#codes.size + 1) * 2)));
    const descendant = store.add({
      dictionary:
        `/Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> ` +
        `/FontDescriptor ${descriptor} /DW 1000 /CIDToGIDMap ${none}`,
    });
    const toUnicode = store.add(deflated(this.#characterMap()));
    return store.add({
      dictionary: `/Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${toUnicode}`,
    });
  }

  #characterMap(): string {
    const lines = [...this.#codes].map(([text, code]) => `<${hex16(code)}> <${utf16(text)}>`);
    const blocks: string[] = [];
    for (let from = 0; from < lines.length; from += 100) {
      const block = lines.slice(from, from + 100);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return characterMap(blocks);
  }
}
