import type { DesignBox } from '../contract/certificateDesign';
import type { PageItem, PathItem } from '../typesetting/document';
import { placedBox, type Place } from './boxPlace';
import type { Segment } from './svg/outline';
import type { SvgImage, SvgShape } from './svg/svgImage';

/** An image as it can be drawn. The same bytes, by identity, stand in a PDF once. */
export type LoadedImage = { kind: 'png'; png: Uint8Array } | { kind: 'svg'; svg: SvgImage };

export type ImageBox = Extract<DesignBox, { kind: 'image' }>;

/** An image on the page; it is never mirrored itself. */
export function imageItems(box: ImageBox, image: LoadedImage, place: Place): PageItem[] {
  const room = placedBox(box, place);
  if (image.kind === 'png') return [{ kind: 'image', ...room, png: image.png, fit: 'contain', ...(box.ground ? { ground: box.ground } : {}) }];
  const { width, height, shapes } = image.svg;
  const scale = Math.min(room.width / width, room.height / height);
  const [left, top] = [room.x + (room.width - width * scale) / 2, room.y + (room.height - height * scale) / 2];
  return shapes.map((shape) => pathItem(shape, left, top, scale));
}

function pathItem({ segments, fill, fillRule, stroke, strokeWidth, lineCap, lineJoin }: SvgShape, left: number, top: number, scale: number): PathItem {
  return {
    kind: 'path',
    path: segments.map(({ op, points }) => `${op}${placed({ op, points }, left, top, scale)}`).join(''),
    fillRule,
    ...(fill === null ? {} : { fill }),
    ...(stroke === null ? {} : { stroke, strokeWidth: strokeWidth * scale, lineCap, lineJoin }),
  };
}

function placed({ points }: Segment, left: number, top: number, scale: number): string {
  return points.map((value, index) => ((index % 2 === 0 ? left : top) + value * scale).toFixed(4)).join(' ');
}
