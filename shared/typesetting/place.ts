import type { Box, ImageItem, TextItem, TextReport } from './document';
import type { Room } from './fit';
import { pointsPerMillimetre } from './pdf/numbers';
import type { ShapedLine } from './shape';
import type { TypesetText, Typesetter } from './typesetter';

/** Where things come to stand on a page: the same for a PDF and for an image of it. */

export function styleOf(item: TextItem): Parameters<Typesetter['fit']>[1] {
  return { style: item.style ?? 'sans', weight: item.weight ?? 400, language: item.language, direction: item.direction ?? 'auto' };
}

export function roomOf(item: TextItem): Room {
  return {
    width: item.width * pointsPerMillimetre,
    height: item.height * pointsPerMillimetre,
    size: item.size,
    smallestSize: item.smallestSize ?? item.size * 0.6,
    lineHeight: item.lineHeight ?? 1.25,
    rather: item.rather ?? 'wrap',
    even: item.align === 'centre' || item.rather === 'shrink',
  };
}

export interface PlacedLine {
  line: ShapedLine;
  /** Its left end, in points from the left of the page. */
  x: number;
  /** In points from the top of the page. */
  baseline: number;
}

/** The lines of a text in its box. */
export function placedLines(item: TextItem, text: TypesetText): PlacedLine[] {
  const slack = item.height * pointsPerMillimetre - text.height;
  const top = item.y * pointsPerMillimetre + (item.vertical === 'top' ? 0 : item.vertical === 'bottom' ? slack : slack / 2);
  return text.lines.map(({ line, itemized, baseline }) => {
    const free = item.width * pointsPerMillimetre - line.width * text.size;
    return { line, x: item.x * pointsPerMillimetre + free * leftShare(item.align ?? 'start', itemized.direction), baseline: top + baseline };
  });
}

/** The share of the free width that lies to the left of a line. */
function leftShare(align: NonNullable<TextItem['align']>, direction: 'ltr' | 'rtl'): number {
  if (align === 'centre') return 0.5;
  if (align === 'left' || align === 'right') return align === 'left' ? 0 : 1;
  return (align === 'start') === (direction === 'ltr') ? 0 : 1;
}

/** Where an image stands in its box, in millimetres. */
export function placedImage(item: ImageItem, image: { width: number; height: number }): Box {
  const { x, y, width, height } = item;
  if (item.fit === 'stretch') return { x, y, width, height };
  const share = Math.min(width / image.width, height / image.height);
  const [wide, high] = [image.width * share, image.height * share];
  return { x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high };
}

export function reportOf(item: TextItem, { size, lines, belowSmallest, missing }: TypesetText): TextReport {
  return { item, size, lines: lines.length, belowSmallest, missing };
}
