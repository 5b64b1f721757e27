import * as v from 'valibot';

/** What `resources/fonts/typesetting/index.json` says of one font file. */
const indexedFont = v.object({
  file: v.string(),
  family: v.string(),
  style: v.picklist(['sans', 'serif']),
  weight: v.number(),
  /** ISO 15924 codes of the scripts that the font is a first choice for. */
  scripts: v.array(v.string()),
  /** Whose first choice it is where several fonts have a script; for anybody, where it names none. */
  languages: v.array(v.string()),
  /** The code points it has: first, last, first, last, …, ascending. */
  ranges: v.array(v.number()),
});
export type IndexedFont = v.InferOutput<typeof indexedFont>;

const fontIndex = v.object({ version: v.literal(1), fonts: v.array(indexedFont) });

/**
 * Reads the index of fonts.
 *
 * @throws an Error that says what to do where it is not one.
 */
export function readFontIndex(bytes: Uint8Array): IndexedFont[] {
  const read = v.safeParse(fontIndex, JSON.parse(new TextDecoder().decode(bytes)));
  if (!read.success || read.output.fonts.length === 0) {
    throw new Error('The index of fonts is not whole: install the application again, or run "npm run build" in a source folder.');
  }
  return read.output.fonts;
}

/** Whether a font has a character, by binary search over its ranges. */
export function covers(ranges: readonly number[], codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < (ranges[middle * 2] as number)) high = middle - 1;
    else if (codePoint > (ranges[middle * 2 + 1] as number)) low = middle + 1;
    else return true;
  }
  return false;
}
