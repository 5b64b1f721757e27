import type { ShapedLine, ShapedRun } from '../shape';
import type { EmbeddedFont } from './embeddedFont';
import { colourOperands, hex16, number } from './numbers';
import type { UnseenFont } from './unseenFont';

/** Where a line stands: its left end on the baseline, in points from the bottom left of the page. */
export interface LinePlace {
  x: number;
  y: number;
  size: number;
  colour: string;
}

export interface PdfFonts {
  embedded(run: ShapedRun): EmbeddedFont;
  unseen: UnseenFont;
}

/**
 * The operators that draw a line, glyph by glyph, where the shaper has put them. To readers it is a span that stands for
 * no text at all.
 */
export function visibleText(line: ShapedLine, place: LinePlace, fonts: PdfFonts): string {
  const parts = [`/Span <</ActualText ()>> BDC BT ${colourOperands(place.colour)} rg`];
  let pen = 0;
  for (const run of line.runs) {
    const font = fonts.embedded(run);
    parts.push(`/${font.name} ${number(place.size)} Tf 1 0 0 1 ${number(place.x + pen * place.size)} ${number(place.y)} Tm`);
    if (run.embolden > 0) parts.push(`2 Tr ${number(run.embolden * place.size)} w ${colourOperands(place.colour)} RG`);
    parts.push(showGlyphs(run, font, place.size));
    if (run.embolden > 0) parts.push('0 Tr');
    for (const glyph of run.glyphs) pen += glyph.xAdvance / run.font.shaper.unitsPerEm;
  }
  parts.push('ET EMC');
  return parts.join(' ');
}

/** One TJ for as long as glyphs stay on one height; its numbers say what kerning and attached marks move, in thousandths. */
function showGlyphs(run: ShapedRun, font: EmbeddedFont, size: number): string {
  const thousandth = 1000 / run.font.shaper.unitsPerEm;
  const operators: string[] = [];
  let shown = '';
  let codes = '';
  let rise = 0;
  // Where the glyphs should stand and where the PDF's own pen stands: what is rounded here is made good there.
  let wanted = 0;
  let stands = 0;
  const flushCodes = (): void => {
    if (codes !== '') shown += `<${codes}>`;
    codes = '';
  };
  const flush = (): void => {
    flushCodes();
    if (shown !== '') operators.push(`[${shown}] TJ`);
    shown = '';
  };
  for (const glyph of run.glyphs) {
    const raised = glyph.yOffset * thousandth;
    if (raised !== rise) {
      flush();
      operators.push(`${number((raised / 1000) * size)} Ts`);
      rise = raised;
    }
    const move = Math.round((wanted + glyph.xOffset * thousandth - stands) * 10) / 10;
    if (move !== 0) {
      flushCodes();
      shown += number(-move, 1);
      stands += move;
    }
    codes += hex16(font.code(glyph.id));
    stands += font.advance(glyph.id);
    wanted += glyph.xAdvance * thousandth;
  }
  flush();
  if (rise !== 0) operators.push('0 Ts');
  return operators.join(' ');
}

/**
 * The same line once more, unseen, as characters: what goes from right to left is written in the order in which it is
 * seen, as readers expect it of a PDF, and every stretch is stretched to the width it has on the paper.
 */
export function unseenText(line: ShapedLine, place: LinePlace, fonts: PdfFonts): string {
  const parts: string[] = [];
  let pen = 0;
  for (const { level, start, end, width, font } of stretches(line)) {
    const codes = spelled(line.text.slice(start, end), level % 2 === 1).map((characters) => hex16(fonts.unseen.code(characters, font)));
    if (codes.length > 0 && width > 0) {
      parts.push(`${number((width / codes.length) * 100)} Tz 1 0 0 1 ${number(place.x + pen * place.size)} ${number(place.y)} Tm <${codes.join('')}> Tj`);
    }
    pen += width;
  }
  return parts.length === 0 ? '' : `/Span BMC BT 3 Tr /${fonts.unseen.name} ${number(place.size)} Tf ${parts.join(' ')} 100 Tz 0 Tr ET EMC`;
}

interface Stretch {
  level: number;
  start: number;
  end: number;
  width: number;
  font: ShapedRun['font'];
}

/** Runs that lie beside each other and go the same way, as one: fonts and scripts do not matter here. */
function stretches(line: ShapedLine): Stretch[] {
  const found: Stretch[] = [];
  for (const run of line.runs) {
    const width = run.glyphs.reduce((sum, glyph) => sum + glyph.xAdvance, 0) / run.font.shaper.unitsPerEm;
    const last = found.at(-1);
    if (last && last.level === run.level && (last.end === run.start || last.start === run.end)) {
      Object.assign(last, { start: Math.min(last.start, run.start), end: Math.max(last.end, run.end), width: last.width + width });
    } else found.push({ level: run.level, start: run.start, end: run.end, width, font: run.font });
  }
  return found;
}

/**
 * The characters of a stretch in the order in which they are seen, one to a code: readers take several in one code for
 * a mark, or turn them around. What has no width (a joiner) goes with the character seen after it, because alone, or at
 * the end of a code, pdf.js leaves it out.
 */
function spelled(text: string, rightToLeft: boolean): string[] {
  const seen = Array.from(text);
  if (rightToLeft) seen.reverse();
  const codes: string[] = [];
  let waiting = '';
  for (const character of seen) {
    if (/^\p{Cf}$/u.test(character)) waiting += character;
    else {
      codes.push(waiting + character);
      waiting = '';
    }
  }
  if (waiting !== '') codes.push(waiting);
  return codes;
}
