import { nearestWeight, type FontFamily } from './fallback';
import type { IndexedFont } from './fontIndex';
import type { HarfBuzz, ShapedGlyph, ShaperFont } from './harfbuzz';
import type { ItemizedText, TextRun } from './itemize';

/** A font in use: its file for the PDF, its shaper for the glyphs. */
export interface OpenFont {
  indexed: IndexedFont;
  bytes: Uint8Array;
  shaper: ShaperFont;
}

/** A run after shaping. Its glyphs stand in the order in which they are seen. */
export interface ShapedRun extends TextRun {
  font: OpenFont;
  /** Where the font has no weight as heavy as the wish: drawn heavier, by a stroke of this width (a share of the size). */
  embolden: number;
  glyphs: ShapedGlyph[];
}

/** A stretch of one paragraph on one line: the runs as they are seen, from left to right. Lengths are shares of the size. */
export interface ShapedLine {
  text: string;
  start: number;
  end: number;
  runs: ShapedRun[];
  width: number;
  /** Above the baseline, by the fonts in use; more where the ink is higher. */
  ascent: number;
  /** Below the baseline, as a positive number. */
  descent: number;
}

const SYNTHETIC_STROKE = 0.028;

/** How much heavier than a family's own weights a wish is. */
function emboldening(family: FontFamily, weight: number): number {
  return weight - nearestWeight(family, weight).weight >= 150 ? SYNTHETIC_STROKE : 0;
}

/** Shapes the part of a paragraph that stands on one line. */
export function shapeLine(
  hb: HarfBuzz, itemized: ItemizedText, part: { start: number; end: number }, wish: { weight: number; language: string }, fontOf: (family: FontFamily) => OpenFont,
): ShapedLine {
  const shaped = itemized.runs
    .filter(({ start, end }) => end > part.start && start < part.end)
    .map((run): ShapedRun => {
      const [start, end] = [Math.max(run.start, part.start), Math.min(run.end, part.end)];
      const font = fontOf(run.family);
      // What the line does not have is no context either: a letter before a break ends its word.
      const text = itemized.text.slice(part.start, part.end);
      const glyphs = hb
        .shape(font.shaper, text, { start: start - part.start, end: end - part.start, script: run.script, rightToLeft: run.level % 2 === 1, language: wish.language })
        .map((glyph) => ({ ...glyph, cluster: glyph.cluster + part.start }));
      return { ...run, start, end, font, embolden: emboldening(run.family, wish.weight), glyphs };
    });
  const runs = visualOrder(shaped);
  return { text: itemized.text, ...part, runs, ...extents(runs) };
}

/** UAX #9, L2: from the highest level to the lowest odd one, whatever is at it or above is turned around. */
export function visualOrder<Run extends { level: number }>(runs: readonly Run[]): Run[] {
  const order = [...runs];
  const levels = runs.map(({ level }) => level);
  const highest = Math.max(0, ...levels);
  const lowestOdd = Math.min(Number.POSITIVE_INFINITY, ...levels.filter((level) => level % 2 === 1));
  for (let level = highest; level >= lowestOdd; level--) {
    for (let from = 0; from < order.length; from++) {
      let to = from;
      while (to < order.length && (order[to] as Run).level >= level) to++;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to;
    }
  }
  return order;
}

function extents(runs: readonly ShapedRun[]): { width: number; ascent: number; descent: number } {
  let [width, ascent, descent] = [0, 0, 0];
  for (const { font: { shaper }, glyphs } of runs) {
    const em = shaper.unitsPerEm;
    ascent = Math.max(ascent, shaper.ascender / em);
    descent = Math.max(descent, -shaper.descender / em);
    for (const glyph of glyphs) {
      width += glyph.xAdvance / em;
      const box = shaper.box(glyph.id);
      if (!box) continue;
      ascent = Math.max(ascent, (box.top + glyph.yOffset) / em);
      descent = Math.max(descent, -(box.bottom + glyph.yOffset) / em);
    }
  }
  return { width, ascent, descent };
}

/** How far the ink of a line reaches out of its advance on the left and on the right; what overhangs may not be clipped. */
export function inkOverhang(line: ShapedLine): { left: number; right: number } {
  let [pen, left, right] = [0, 0, 0];
  for (const { font: { shaper }, glyphs } of line.runs) {
    for (const glyph of glyphs) {
      const box = shaper.box(glyph.id);
      if (box) {
        left = Math.max(left, -(pen + (box.left + glyph.xOffset) / shaper.unitsPerEm));
        right = Math.max(right, pen + (box.right + glyph.xOffset) / shaper.unitsPerEm - line.width);
      }
      pen += glyph.xAdvance / shaper.unitsPerEm;
    }
  }
  return { left, right };
}
