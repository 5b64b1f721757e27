import type { TrueTypeFont } from './truetype';

export interface GlyphPoint {
  x: number;
  y: number;
  /** On the curve, or beside it. */
  on: boolean;
}

const ON_CURVE = 0x01;
const SHORT_X = 0x02;
const SHORT_Y = 0x04;
const REPEATED = 0x08;
const SAME_OR_POSITIVE_X = 0x10;
const SAME_OR_POSITIVE_Y = 0x20;

const WORDS = 0x0001;
const OFFSETS = 0x0002;
const SCALE = 0x0008;
const MORE = 0x0020;
const TWO_SCALES = 0x0040;
const MATRIX = 0x0080;
/** Deeper than any font puts glyphs together; one that refers to itself ends here. */
const DEEPEST = 8;

/** The contours of a glyph, parts of composite ones in their places. Source: OpenType 1.9.1, "glyf". */
export function pointsOfGlyph(font: TrueTypeFont, glyph: number, depth = 0): GlyphPoint[][] {
  const bytes = font.outline(glyph);
  if (bytes.length === 0) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const contours = view.getInt16(0);
  return contours < 0 ? compositePoints(font, view, depth) : simplePoints(view, contours);
}

function simplePoints(view: DataView, contours: number): GlyphPoint[][] {
  const ends = Array.from({ length: contours }, (_, at) => view.getUint16(10 + at * 2));
  const count = (ends.at(-1) ?? -1) + 1;
  let at = 10 + contours * 2;
  at += 2 + view.getUint16(at);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = view.getUint8(at++);
    flags.push(flag);
    if (flag & REPEATED) for (let times = view.getUint8(at++); times > 0; times--) flags.push(flag);
  }
  const coordinates = (short: number, sameOrPositive: number): number[] => {
    let value = 0;
    return flags.slice(0, count).map((flag) => {
      if (flag & short) {
        const size = view.getUint8(at++);
        value += flag & sameOrPositive ? size : -size;
      } else if (!(flag & sameOrPositive)) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(SHORT_X, SAME_OR_POSITIVE_X);
  const ys = coordinates(SHORT_Y, SAME_OR_POSITIVE_Y);
  const points = xs.map((x, index): GlyphPoint => ({ x, y: ys[index] as number, on: ((flags[index] as number) & ON_CURVE) !== 0 }));
  return ends.map((end, index) => points.slice(index === 0 ? 0 : (ends[index - 1] as number) + 1, end + 1));
}

function compositePoints(font: TrueTypeFont, view: DataView, depth: number): GlyphPoint[][] {
  if (depth >= DEEPEST) return [];
  const all: GlyphPoint[][] = [];
  const fraction = (at: number): number => view.getInt16(at) / 16_384;
  for (let at = 10; ;) {
    const flags = view.getUint16(at);
    const part = view.getUint16(at + 2);
    const [first, second] = flags & WORDS ? [view.getInt16(at + 4), view.getInt16(at + 6)] : [view.getInt8(at + 4), view.getInt8(at + 5)];
    at += flags & WORDS ? 8 : 6;
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & SCALE) {
      a = d = fraction(at);
      at += 2;
    } else if (flags & TWO_SCALES) {
      [a, d] = [fraction(at), fraction(at + 2)];
      at += 4;
    } else if (flags & MATRIX) {
      [a, b, c, d] = [fraction(at), fraction(at + 2), fraction(at + 4), fraction(at + 6)];
      at += 8;
    }
    const turned = pointsOfGlyph(font, part, depth + 1).map((contour) => contour.map(({ x, y, on }) => ({ x: a * x + c * y, y: b * x + d * y, on })));
    let [dx, dy] = [first, second];
    if (!(flags & OFFSETS)) {
      // Point `second` of the part lies on point `first` of what is there already.
      const [here, there] = [all.flat()[first & 0xffff], turned.flat()[second & 0xffff]];
      [dx, dy] = here && there ? [here.x - there.x, here.y - there.y] : [0, 0];
    }
    all.push(...turned.map((contour) => contour.map(({ x, y, on }) => ({ x: x + dx, y: y + dy, on }))));
    if (!(flags & MORE)) return all;
  }
}
