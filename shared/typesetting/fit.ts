import type { HarfBuzz } from './harfbuzz';
import type { ItemizedText } from './itemize';
import { breakOpportunities, trimmed } from './lineBreak';
import { inkOverhang, type OpenFont, shapeLine, type ShapedLine } from './shape';
import type { FontFamily } from './fallback';

/** The room for a text and its sizes, all in one unit (points). */
export interface Room {
  width: number;
  height: number;
  size: number;
  smallestSize: number;
  /** Baseline to baseline, as a share of the size; more where a script needs more. */
  lineHeight: number;
  /**
   * `shrink`: a name, which stays on one line for as long as it can be read. `wrap`: a sentence, which keeps its size
   * for as long as there is room below.
   */
  rather: 'shrink' | 'wrap';
  /** Broken lines as even as can be, as names and centred lines want it; otherwise as full as can be. */
  even: boolean;
}

export interface FittedLine {
  line: ShapedLine;
  /** Of the paragraph that it belongs to. */
  itemized: ItemizedText;
  /** From the top of the text down to its baseline, in points. */
  baseline: number;
}

export interface FittedText {
  size: number;
  lines: FittedLine[];
  width: number;
  height: number;
  /** The room was too small even for the smallest size; the text is whole all the same, only smaller. */
  belowSmallest: boolean;
}

/** How finely sizes are told apart, in points. */
const STEP = 0.05;

/**
 * Finds the size and the lines of a text so that nothing of it leaves its room: first as `rather` says, then, at the
 * smallest size, by breaking wherever a grapheme ends, and at last by going below it.
 */
export function fitText(paragraphs: readonly ItemizedText[], room: Room, shaping: { hb: HarfBuzz; weight: number; language: string; fontOf(family: FontFamily): OpenFont }): FittedText {
  const measured = paragraphs.map((itemized) => measure(itemized, shaping));
  const place = (size: number, mode: Mode): FittedText | null => {
    const lines = measured.map((paragraph) => paragraph.lines(room.width / size, { ...mode, even: room.even }));
    return lines.some((each) => each === null) ? null : stack(lines as FittedLine[][], size, room);
  };
  const largest = (mode: Mode, from: number, to: number): FittedText | null => largestFit((size) => place(size, mode), from, to);

  const smallest = Math.min(room.smallestSize, room.size);
  const most = Math.max(1, Math.floor(room.height / (smallest * room.lineHeight)) + 1);
  if (room.rather === 'shrink') {
    for (let count = 1; count <= most; count++) {
      const found = largest({ lines: count, anywhere: false }, smallest, room.size);
      if (found) return found;
    }
  }
  const found = largest({ anywhere: false }, smallest, room.size) ?? largest({ anywhere: true }, smallest, smallest);
  if (found) return found;
  const tiny = largest({ anywhere: false }, smallest / 8, smallest) ?? largest({ anywhere: true }, smallest / 1000, smallest);
  if (!tiny) throw new RangeError('There is no room at all for this text.');
  return { ...tiny, belowSmallest: true };
}

interface Mode {
  /** So many lines a paragraph at most. */
  lines?: number;
  /** Between any two graphemes. */
  anywhere: boolean;
}

function largestFit(place: (size: number) => FittedText | null, from: number, to: number): FittedText | null {
  const whole = place(to);
  if (whole) return whole;
  let best = place(from);
  if (!best) return null;
  let [low, high] = [from, to];
  while (high - low > STEP) {
    const middle = (low + high) / 2;
    const found = place(middle);
    if (found) [best, low] = [found, middle];
    else high = middle;
  }
  return best;
}

interface MeasuredParagraph {
  /** @param width as a share of the size. @returns null where it cannot be. */
  lines(width: number, mode: Mode & { even: boolean }): FittedLine[] | null;
}

function measure(itemized: ItemizedText, { hb, weight, language, fontOf }: Parameters<typeof fitText>[2]): MeasuredParagraph {
  const { text, graphemes } = itemized;
  const shaped = new Map<string, { line: ShapedLine; width: number }>();
  const shape = (from: number, to: number): { line: ShapedLine; width: number } => {
    const part = trimmed(text, from, to);
    const key = `${part.start} ${part.end}`;
    let known = shaped.get(key);
    if (!known) {
      const line = shapeLine(hb, itemized, part, { weight, language }, fontOf);
      const overhang = inkOverhang(line);
      // Centred in its room, a line needs on both sides what its ink reaches out on the wider one.
      known = { line, width: line.width + 2 * Math.max(overhang.left, overhang.right) };
      shaped.set(key, known);
    }
    return known;
  };
  const sensible = [...breakOpportunities(itemized), text.length];
  const everywhere = [...graphemes.slice(1), text.length];

  /** As much on every line as goes there. */
  const greedy = (width: number, breaks: readonly number[], most: number): FittedLine[] | null => {
    const lines: FittedLine[] = [];
    let from = 0;
    let next = 0;
    while (from < text.length || lines.length === 0) {
      let best: { to: number; line: ShapedLine; next: number } | null = null;
      for (let at = next; at < breaks.length; at++) {
        const to = breaks[at] as number;
        const candidate = shape(from, to);
        if (candidate.width > width) break;
        best = { to, line: candidate.line, next: at + 1 };
      }
      if (!best || lines.length === most) return null;
      lines.push({ line: best.line, itemized, baseline: 0 });
      [from, next] = [best.to, best.next];
    }
    return lines;
  };
  const whole = text.length === 0 ? 0 : shape(0, text.length).width;

  return {
    lines(width, { lines: most = Number.POSITIVE_INFINITY, anywhere, even }) {
      if (text.length === 0 || whole <= width) return [{ line: shape(0, text.length).line, itemized, baseline: 0 }];
      if (most === 1) return null;
      const breaks = anywhere ? everywhere : sensible;
      const found = greedy(width, breaks, most);
      if (!found || found.length < 2 || !even) return found;
      // As even as can be: the narrowest room that takes no more lines.
      let [low, high, best] = [whole / found.length, width, found];
      while (high - low > whole / 200) {
        const middle = (low + high) / 2;
        const narrower = greedy(middle, breaks, found.length);
        if (narrower) [high, best] = [middle, narrower];
        else low = middle;
      }
      return best;
    },
  };
}

/** Puts lines below each other, none into the ink of another. @returns null where they are higher than the room. */
function stack(paragraphs: readonly FittedLine[][], size: number, room: Room): FittedText | null {
  const lines = paragraphs.flat();
  let [bottom, baseline, width] = [0, 0, 0];
  const placed = lines.map((each, at) => {
    const { ascent, descent } = each.line;
    const step = room.lineHeight * size;
    baseline = at === 0 ? ascent * size : Math.max(baseline + step, bottom + ascent * size);
    bottom = baseline + descent * size;
    width = Math.max(width, each.line.width * size);
    return { ...each, baseline };
  });
  if (bottom > room.height + 1e-6 || width > room.width + 1e-6) return null;
  return { size, lines: placed, width, height: bottom, belowSmallest: false };
}
