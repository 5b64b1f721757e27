import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FittedText, Room } from '@shared/typesetting/fit';
import type { Typesetter } from '@shared/typesetting/typesetter';
import { bundledTypesetter, namesOfAllScripts } from './typesetting';

let typesetter: Typesetter;
beforeAll(async () => {
  typesetter = await bundledTypesetter();
});

const style = (language: string) => ({ style: 'sans' as const, weight: 400, language, direction: 'auto' as const });
const room = (changes: Partial<Room> = {}): Room => ({ width: 400, height: 60, size: 36, smallestSize: 18, lineHeight: 1.2, rather: 'shrink', even: true, ...changes });
const linesOf = ({ lines }: FittedText): string[] => lines.map(({ line }) => line.text.slice(line.start, line.end));

/** What of a text is seen, from the top left of its room downwards and centred in its width. */
function inkOf({ lines, size }: FittedText, width: number): { left: number; right: number; top: number; bottom: number }[] {
  return lines.map(({ line, baseline }) => {
    let pen = (width - line.width * size) / 2;
    const ink = { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY, top: Number.POSITIVE_INFINITY, bottom: Number.NEGATIVE_INFINITY };
    for (const { font: { shaper }, glyphs } of line.runs) {
      const scale = size / shaper.unitsPerEm;
      for (const glyph of glyphs) {
        const box = shaper.box(glyph.id);
        if (box) {
          ink.left = Math.min(ink.left, pen + (box.left + glyph.xOffset) * scale);
          ink.right = Math.max(ink.right, pen + (box.right + glyph.xOffset) * scale);
          ink.top = Math.min(ink.top, baseline - (box.top + glyph.yOffset) * scale);
          ink.bottom = Math.max(ink.bottom, baseline - (box.bottom + glyph.yOffset) * scale);
        }
        pen += glyph.xAdvance * scale;
      }
    }
    return ink;
  });
}

const someNames = fc.constantFrom(...namesOfAllScripts());
const someText = fc.oneof(
  someNames,
  fc.array(someNames, { minLength: 1, maxLength: 6 }).map((all) => ({ name: all.map(({ name }) => name).join(' '), language: all[0]?.language ?? 'en' })),
  fc.array(someNames, { minLength: 1, maxLength: 3 }).map((all) => ({ name: all.map(({ name }) => name).join('\n'), language: all[0]?.language ?? 'en' })),
  fc.string({ unit: 'grapheme', maxLength: 60 }).map((name) => ({ name, language: 'en' })),
);
const someRoom = fc.record({ width: fc.integer({ min: 20, max: 600 }), height: fc.integer({ min: 20, max: 200 }), size: fc.integer({ min: 8, max: 60 }), rather: fc.constantFrom('shrink' as const, 'wrap' as const), even: fc.boolean() });

describe('a text in its room', () => {
  test('never leaves it, never lies over itself and is whole', async () => {
    await fc.assert(fc.asyncProperty(someText, someRoom, async ({ name, language }, wished) => {
      const bounds = room({ ...wished, smallestSize: wished.size / 2 });
      const fitted = await typesetter.fit(name, style(language), bounds);
      expect(fitted.size).toBeLessThanOrEqual(bounds.size);
      expect(fitted.belowSmallest).toBe(fitted.size < bounds.smallestSize - 1e-9);
      const ink = inkOf(fitted, bounds.width);
      ink.forEach(({ left, right, top, bottom }, at) => {
        if (left > right) return;
        expect(left).toBeGreaterThanOrEqual(-0.01);
        expect(right).toBeLessThanOrEqual(bounds.width + 0.01);
        expect(top).toBeGreaterThanOrEqual(-0.01);
        expect(bottom).toBeLessThanOrEqual(bounds.height + 0.01);
        const above = ink.slice(0, at).filter((one) => one.left <= one.right).at(-1);
        if (above) expect(top).toBeGreaterThanOrEqual(above.bottom - 0.01);
      });
      const seen = (text: string): string => text.replaceAll(/[\s\p{Cc}\u200B]/gu, '');
      expect(seen(linesOf(fitted).join(''))).toBe(seen(name));
    }), { numRuns: 150 });
  });

  test('a name shrinks before it breaks', async () => {
    const short = await typesetter.fit('Ana Lee', style('en'), room());
    expect([short.size, linesOf(short)]).toEqual([36, ['Ana Lee']]);
    const long = await typesetter.fit('Świętosława Brzęczyszczykiewicz', style('pl'), room());
    expect([long.size < 36, long.size >= 18, long.lines.length]).toEqual([true, true, 1]);
  });

  test('then breaks where a reader does not stumble, evenly, at the largest size that goes', async () => {
    const tall = room({ height: 120 });
    const broken = await typesetter.fit('Maximiliana Alexandra Constantia von Hohenzollern-Sigmaringen und Luxemburg', style('de'), tall);
    expect(linesOf(broken)).toEqual(['Maximiliana Alexandra Constantia von', 'Hohenzollern-Sigmaringen und Luxemburg']);
    expect(broken.size).toBeGreaterThan(18);
  });

  test.each([
    ['nowhere but at spaces and hyphens in a Latin name', 'en', 'Anne-Sophie Featherstonehaugh', ['Anne-Sophie', 'Featherstonehaugh']],
    ['between words in Thai', 'th', 'สภานักเรียนแห่งประเทศไทย', ['สภานักเรียน', 'แห่งประเทศไทย']],
    ['at spaces in Korean', 'ko', '서울특별시장 남궁선우', ['서울특별시장', '남궁선우']],
    ['between characters in Chinese, after the dot of a foreign name', 'zh', '叶夫根尼·弗拉基米尔', ['叶夫根尼·', '弗拉基米尔']],
  ])('a line breaks %s', async (_, language, text, lines) => {
    const { width } = await typesetter.fit(text, style(language), room({ width: 2000 }));
    const fitted = await typesetter.fit(text, style(language), room({ width: width * 0.62, height: 200, smallestSize: 36 }));
    expect(linesOf(fitted)).toEqual(lines);
  });

  test('what has nowhere to break breaks between graphemes, and is not torn within one', async () => {
    const name = 'क्षि'.repeat(40);
    const fitted = await typesetter.fit(name, style('hi'), room({ width: 200, height: 400, size: 30, smallestSize: 20 }));
    expect(fitted.belowSmallest).toBe(false);
    const starts = new Set(Array.from(new Intl.Segmenter('hi', { granularity: 'grapheme' }).segment(name), ({ index }) => index));
    expect(fitted.lines.length).toBeGreaterThan(1);
    for (const { line } of fitted.lines) expect(starts.has(line.start)).toBe(true);
  });

  test('a room too small for the smallest size is said to be one', async () => {
    const fitted = await typesetter.fit('A certificate of attendance for somebody', style('en'), room({ width: 60, height: 20, smallestSize: 30 }));
    expect(fitted.belowSmallest).toBe(true);
  });

  test('a sentence keeps its size while there is room below it', async () => {
    const fitted = await typesetter.fit('has attended the Champions workshop on smart and sustainable cities in Seoul', style('en'), room({ height: 260, rather: 'wrap' }));
    expect([fitted.size, fitted.lines.length > 1]).toEqual([36, true]);
  });

  test('lines are full where they need not be even', async () => {
    const text = 'has attended the Champions workshop on smart and sustainable cities in Seoul';
    const widths = async (even: boolean): Promise<number[]> => (await typesetter.fit(text, style('en'), room({ width: 700, height: 260, size: 30, rather: 'wrap', even }))).lines.map(({ line }) => line.width);
    const [full, even] = [await widths(false), await widths(true)];
    expect([full.length, even.length]).toEqual([2, 2]);
    expect(full[0]).toBeGreaterThan(even[0] as number);
  });

  test('its own line breaks are kept, and an empty text is one empty line', async () => {
    expect(linesOf(await typesetter.fit('Mayor\nof Seoul', style('en'), room({ height: 200 })))).toEqual(['Mayor', 'of Seoul']);
    expect(linesOf(await typesetter.fit('', style('en'), room()))).toEqual(['']);
  });
});
