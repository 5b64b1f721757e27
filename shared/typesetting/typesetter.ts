import { familiesOf, type FontFamily, type FontWish, nearestWeight } from './fallback';
import { fitText, type FittedText, type Room } from './fit';
import { readFontIndex } from './fontIndex';
import { type HarfBuzz, openHarfBuzz } from './harfbuzz';
import { type Direction, itemize, type ItemizedText, type MissingCharacter } from './itemize';
import type { OpenFont } from './shape';

/**
 * Reads a file of `resources/fonts/typesetting` by its name. A file that is not there or broken is an exception; the
 * typesetter knows neither files nor addresses.
 */
export type ReadFontFile = (name: string) => Promise<Uint8Array>;

export interface TextStyle extends FontWish {
  direction: Direction | 'auto';
}

export interface TypesetText extends FittedText {
  /** Of the first paragraph; it says what `start` and `end` mean. */
  direction: Direction;
  missing: MissingCharacter[];
}

/** Sets text of any script. One is enough for a thread; fonts stay open in it. */
export interface Typesetter {
  /** Sets a text into a room. Lines are broken at its line breaks first. */
  fit(text: string, style: TextStyle, room: Room): Promise<TypesetText>;
  /** Which characters of a text no font has: asked before anything is printed. */
  missing(text: string, style: TextStyle): MissingCharacter[];
  readonly harfbuzz: HarfBuzz;
}

/** How many texts are remembered: those of a template are the same on every page. */
const REMEMBERED = 500;

export async function openTypesetter(read: ReadFontFile): Promise<Typesetter> {
  const [index, wasm] = await Promise.all([read('index.json'), read('harfbuzz.wasm')]);
  const families = familiesOf(readFontIndex(index));
  const hb = await openHarfBuzz(wasm);
  const fonts = new Map<string, Promise<OpenFont>>();
  const ready = new Map<string, OpenFont>();
  const remembered = new Map<string, TypesetText>();

  function openFont(family: FontFamily, weight: number): Promise<OpenFont> {
    const indexed = nearestWeight(family, weight);
    let font = fonts.get(indexed.file);
    if (!font) {
      font = read(indexed.file).then((bytes) => {
        const open = { indexed, bytes, shaper: hb.openFont(bytes) };
        ready.set(indexed.file, open);
        return open;
      });
      // A file that could not be read just now may be there the next time.
      font.catch(() => fonts.delete(indexed.file));
      fonts.set(indexed.file, font);
    }
    return font;
  }

  const paragraphs = (text: string, style: TextStyle): ItemizedText[] => {
    let from = 0;
    return text.split(/\r\n|[\n\r\u2028\u2029\u0085]/u).map((paragraph) => {
      const itemized = itemize(withoutControls(paragraph), families, style, style.direction);
      const start = from;
      from += paragraph.length + 1;
      return { ...itemized, missing: itemized.missing.map((one) => ({ ...one, start: one.start + start })) };
    });
  };

  return {
    harfbuzz: hb,
    missing: (text, style) => paragraphs(text, style).flatMap(({ missing }) => missing),
    async fit(text, style, room) {
      const key = JSON.stringify([text, style.style, style.weight, style.language, style.direction, room]);
      const known = remembered.get(key);
      if (known) return known;
      const parts = paragraphs(text, style);
      for (const { runs } of parts) for (const { family } of runs) if (!ready.has(nearestWeight(family, style.weight).file)) await openFont(family, style.weight);
      const fontOf = (family: FontFamily): OpenFont => ready.get(nearestWeight(family, style.weight).file) as OpenFont;
      const fitted = fitText(parts, room, { hb, weight: style.weight, language: style.language, fontOf });
      const result: TypesetText = { ...fitted, direction: parts[0]?.direction ?? 'ltr', missing: parts.flatMap(({ missing }) => missing) };
      if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value as string);
      remembered.set(key, result);
      return result;
    },
  };
}

/** Control characters have no shape; a tab is a space. */
function withoutControls(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '');
}
