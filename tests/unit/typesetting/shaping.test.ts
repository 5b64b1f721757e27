import * as harfbuzz from 'harfbuzzjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { covers, readFontIndex } from '@shared/typesetting/fontIndex';
import { candidates, draws, familiesOf, type FontFamily, fontLanguage } from '@shared/typesetting/fallback';
import { type HarfBuzz, openHarfBuzz } from '@shared/typesetting/harfbuzz';
import { itemize } from '@shared/typesetting/itemize';
import { type OpenFont, shapeLine, visualOrder } from '@shared/typesetting/shape';
import { readTrueType, subsetTrueType } from '@shared/typesetting/truetype';
import { bundledTypesetter, namesOfAllScripts, namesOfSeoul, readFontFile } from './typesetting';

let families: FontFamily[];
let hb: HarfBuzz;
const open = new Map<string, OpenFont>();

beforeAll(async () => {
  await bundledTypesetter();
  families = familiesOf(readFontIndex(await readFontFile('index.json')));
  hb = await openHarfBuzz(await readFontFile('harfbuzz.wasm'));
  for (const { weights: [indexed] } of families) {
    if (!indexed) continue;
    const bytes = await readFontFile(indexed.file);
    open.set(indexed.family, { indexed, bytes, shaper: hb.openFont(bytes) });
  }
});

const wish = (language: string, style: 'sans' | 'serif' = 'sans') => ({ style, weight: 400, language });
const fontOf = (family: FontFamily): OpenFont => open.get(family.name) as OpenFont;
const anyText = fc.oneof(
  fc.constantFrom(...namesOfAllScripts().map(({ name }) => name)),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.array(fc.constantFrom(...'aÉقّ\u200cن ש3٣-(’𠮷한क्षิ\u202b\u2069👩‍👩‍👧 '), { maxLength: 25 }).map((parts) => parts.join('')),
);

describe('itemizing', () => {
  test('covers a text with runs, without a gap and without an overlap', () => {
    fc.assert(fc.property(anyText, fc.constantFrom('auto', 'ltr', 'rtl'), (text, direction) => {
      const { runs, graphemes } = itemize(text, families, wish('en'), direction as 'auto');
      let at = 0;
      for (const { start, end } of runs) {
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBe(text.length);
      expect([...graphemes].sort((a, b) => a - b)).toEqual(graphemes);
    }));
  });

  test('names a character as missing if and only if no font has it', () => {
    fc.assert(fc.property(anyText, (text) => {
      const { missing } = itemize(text, families, wish('en'));
      for (const { grapheme, start } of missing) {
        expect(text.startsWith(grapheme, start)).toBe(true);
        expect(families.some((family) => draws(family, grapheme))).toBe(false);
      }
    }));
    expect(itemize('Ana 👩‍👩‍👧 ⵣ', families, wish('en')).missing).toEqual([
      { grapheme: '👩‍👩‍👧', start: 4, codePoints: ['U+1F469', 'U+200D', 'U+1F469', 'U+200D', 'U+1F467'] },
      { grapheme: 'ⵣ', start: 13, codePoints: ['U+2D63'] },
    ]);
  });

  test('draws what it does not name as missing without glyph 0', () => {
    fc.assert(fc.property(anyText, (text) => {
      const itemized = itemize(text, families, wish('en'));
      if (itemized.missing.length > 0) return;
      const { runs } = shapeLine(hb, itemized, { start: 0, end: text.length }, wish('en'), fontOf);
      expect(runs.flatMap(({ glyphs }) => glyphs.filter(({ id }) => id === 0))).toEqual([]);
    }));
  });

  test.each([
    ['ko', '姜', 'Noto Sans KR'], ['ja', '姜', 'Noto Sans JP'], ['zh', '姜', 'Noto Sans SC'], ['zh-Hant', '姜', 'Noto Sans TC'], ['zh-TW', '姜', 'Noto Sans TC'],
    ['zh-Hans-SG', '姜', 'Noto Sans SC'], ['en', '姜', 'Noto Sans SC'], ['en', 'ひろ姜', 'Noto Sans JP'], ['zh', '강姜', 'Noto Sans KR'],
    ['ar', 'محمد', 'Noto Naskh Arabic'], ['ur', 'محمد', 'Noto Nastaliq Urdu'], ['fa', 'محمد', 'Noto Naskh Arabic'],
  ])('in %s, %s is drawn by %s', (language, text, family) => {
    expect(itemize(text, families, wish(language)).runs.at(-1)?.family.name).toBe(family);
  });

  test('a serif is used where there is one', () => {
    expect(candidates(families, 'Latn', wish('en', 'serif'))[0]?.name).toBe('Noto Serif');
    expect(candidates(families, 'Arab', wish('ar', 'serif'))[0]?.name).toBe('Noto Naskh Arabic');
  });

  test('knows who writes traditional characters', () => {
    expect(['zh', 'zh-CN', 'zh-Hans-TW', 'zh-HK', 'zh-Hant', 'zh-Hant-MY'].map(fontLanguage)).toEqual(['zh', 'zh', 'zh', 'zh-Hant', 'zh-Hant', 'zh-Hant']);
  });

  test('keeps its direction when one is stated', () => {
    expect([itemize('Ana', families, wish('ar'), 'rtl').direction, itemize('نور', families, wish('ar')).direction, itemize('(نور)', families, wish('ar')).direction]).toEqual(['rtl', 'rtl', 'rtl']);
  });

  test('ranges tell what a font has', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1 }), (codePoints) => {
      const sorted = [...codePoints].sort((a, b) => a - b);
      const ranges = sorted.flatMap((codePoint) => [codePoint, codePoint]);
      for (let codePoint = 0; codePoint <= 300; codePoint++) expect(covers(ranges, codePoint)).toBe(codePoints.includes(codePoint));
    }));
  });
});

describe('shaping', () => {
  test('gives the glyphs and advances that HarfBuzz gives for the whole text, where one font has it', async () => {
    let compared = 0;
    for (const { name, language } of [...namesOfAllScripts(), ...namesOfSeoul()]) {
      const itemized = itemize(name, families, wish(language));
      const [run] = itemized.runs;
      if (itemized.runs.length !== 1 || !run) continue;
      const { runs } = shapeLine(hb, itemized, { start: 0, end: name.length }, wish(language), fontOf);
      expect(runs.flatMap(({ glyphs }) => glyphs.map(({ id, xAdvance, xOffset, yOffset }) => ({ id, xAdvance, xOffset, yOffset }))), name).toEqual(byHarfBuzz(fontOf(run.family).bytes, name, language));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(350);
  });

  test('turns runs around as UAX #9 has it', () => {
    const order = (levels: number[]): number[] => visualOrder(levels.map((level, at) => ({ level, at }))).map(({ at }) => at);
    expect(order([1, 2, 1])).toEqual([2, 1, 0]);
    expect(order([0, 1, 2, 1, 0])).toEqual([0, 3, 2, 1, 4]);
    expect(order([0, 1, 2, 3, 2])).toEqual([0, 2, 3, 4, 1]);
    expect(order([])).toEqual([]);
  });
});

describe('the part of a font', () => {
  test('has the outlines and advances of the whole, hints apart', async () => {
    for (const font of open.values()) {
      const whole = readTrueType(font.bytes);
      const glyphs = [0, ...Array.from({ length: 60 }, (_, at) => 1 + ((at * 97) % (whole.glyphCount - 1)))].filter((glyph, at, all) => all.indexOf(glyph) === at);
      const part = subsetTrueType(whole, glyphs);
      const [before, after] = [font.bytes, part].map((bytes) => new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(bytes)))) as [harfbuzz.Font, harfbuzz.Font];
      glyphs.forEach((glyph, at) => {
        expect(after.glyphToPath(at), `${font.indexed.file} ${glyph}`).toBe(before.glyphToPath(glyph));
        expect(after.glyphHAdvance(at)).toBe(before.glyphHAdvance(glyph));
      });
    }
  });
});

const opened = new Map<Uint8Array, harfbuzz.Font>();

function byHarfBuzz(bytes: Uint8Array, text: string, language: string): { id: number; xAdvance: number; xOffset: number; yOffset: number }[] {
  let font = opened.get(bytes);
  if (!font) opened.set(bytes, (font = new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(bytes)))));
  const buffer = new harfbuzz.Buffer();
  buffer.addText(text);
  buffer.setLanguage(language);
  buffer.guessSegmentProperties();
  harfbuzz.shape(font, buffer);
  const positions = buffer.getGlyphPositions();
  return buffer.getGlyphInfos().map(({ codepoint: id }, at) => {
    const { xAdvance, xOffset, yOffset } = positions[at] as harfbuzz.GlyphPosition;
    return { id, xAdvance, xOffset, yOffset };
  });
}
