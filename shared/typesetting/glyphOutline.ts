import { pointsOfGlyph, type GlyphPoint } from './glyphPoints';
import type { TrueTypeFont } from './truetype';

/**
 * A glyph's outline as SVG's `d`, in units of the font, y upwards; empty for a space. It is what a PDF has from the same
 * font.
 */
export function glyphOutline(font: TrueTypeFont, glyph: number): string {
  return pointsOfGlyph(font, glyph).map(contourPath).join('');
}

/** A contour of quadratic curves: between two points off the curve lies one on it that is not written down. */
function contourPath(points: readonly GlyphPoint[]): string {
  const [first] = points;
  if (!first) return '';
  const last = points.at(-1) as GlyphPoint;
  const start = first.on ? first : last.on ? last : middle(first, last);
  const rest = first.on ? points.slice(1) : last.on ? points.slice(0, -1) : points;
  let path = `M${at(start)}`;
  let control: GlyphPoint | null = null;
  for (const point of rest) {
    if (point.on) path += control ? `Q${at(control)} ${at(point)}` : `L${at(point)}`;
    else if (control) path += `Q${at(control)} ${at(middle(control, point))}`;
    control = point.on ? null : point;
  }
  return `${path}${control ? `Q${at(control)} ${at(start)}` : ''}Z`;
}

function middle(one: GlyphPoint, other: GlyphPoint): GlyphPoint {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, on: true };
}

function at({ x, y }: GlyphPoint): string {
  return `${short(x)} ${short(y)}`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
