import type { CertificateDesign, DesignBox } from '@shared/contract/certificateDesign';
import { designField, designWords, imageRoles } from '@shared/contract/certificateDesign';
import { type CertificateKind, certificateKinds } from '@shared/contract/certificates';

/** Changes of a design's boxes, in millimetres of an A4 page, landscape. */

export const page = { width: 297, height: 210 };
const smallest = 2;

export type PlacedBox = Extract<DesignBox, { x: number }>;

export function isPlaced(box: DesignBox | undefined): box is PlacedBox {
  return box !== undefined && box.kind !== 'path';
}

export function sizeOf(box: PlacedBox): { width: number; height: number } {
  return box.kind === 'qr' ? { width: box.size, height: box.size } : box;
}

/** To another place, whole on the page. */
export function moved<B extends PlacedBox>(box: B, x: number, y: number): B {
  const { width, height } = sizeOf(box);
  return { ...box, x: within(x, 0, page.width - width), y: within(y, 0, page.height - height) };
}

/** Its left upper corner stays where it is; a code stays a square. */
export function resized<B extends PlacedBox>(box: B, width: number, height: number): B {
  const [widest, highest] = [page.width - box.x, page.height - box.y];
  if (box.kind === 'qr') return { ...box, size: within(Math.max(width, height), 10, Math.min(widest, highest)) };
  return { ...box, width: within(width, smallest, widest), height: within(height, smallest, highest) };
}

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function placeOf(box: PlacedBox): Place {
  return { x: box.x, y: box.y, ...sizeOf(box) };
}

export const edges = ['start', 'centre', 'end', 'top', 'middle', 'bottom'] as const;
export type Edge = (typeof edges)[number];

/** An edge, or the middle, brought onto that of the page or of another box; across or down, not both. */
export function aligned<B extends PlacedBox>(box: B, edge: Edge, to: Place): B {
  const { width, height } = sizeOf(box);
  switch (edge) {
    case 'start':
      return moved(box, to.x, box.y);
    case 'centre':
      return moved(box, to.x + (to.width - width) / 2, box.y);
    case 'end':
      return moved(box, to.x + to.width - width, box.y);
    case 'top':
      return moved(box, box.x, to.y);
    case 'middle':
      return moved(box, box.x, to.y + (to.height - height) / 2);
    case 'bottom':
      return moved(box, box.x, to.y + to.height - height);
  }
}

/** The kinds of certificate that a box stands on; all, where nothing is said. */
export function kindsOf({ only }: DesignBox): CertificateKind[] {
  return only === undefined ? [...certificateKinds] : [only].flat();
}

/** On at least one kind: a box that stands on none would be deleted. */
export function onKinds<B extends DesignBox>(box: B, kinds: readonly CertificateKind[]): B {
  const only = certificateKinds.filter((kind) => kinds.includes(kind));
  const everywhere = Object.fromEntries(Object.entries(box).filter(([key]) => key !== 'only')) as B;
  return only.length === certificateKinds.length || only.length === 0 ? everywhere : { ...everywhere, only };
}

function within(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, Math.max(least, most))) * 10) / 10;
}

export const newBoxKinds = ['text', 'image', 'qr'] as const;

/** In the middle of the page. */
export function newBox(kind: (typeof newBoxKinds)[number]): DesignBox {
  if (kind === 'qr') return { kind, x: 130, y: 87, size: 36 };
  if (kind === 'image') return { kind, x: 128, y: 95, width: 40, height: 20, image: 'logo1' };
  return { kind, x: 98, y: 98, width: 100, height: 14, show: { by: 'field', field: 'workshop' }, size: 14, smallestSize: 8, colour: '#22303E', vertical: 'middle' };
}

export function withBox(design: CertificateDesign, index: number, box: DesignBox): CertificateDesign {
  return { ...design, boxes: design.boxes.map((each, at) => (at === index ? box : each)) };
}

/** What a text box can say, as values of a choice: `field:name`, `words:title`, `text`. */
export const sayings = [...designField.options.map((field) => `field:${field}` as const), ...designWords.options.map((words) => `words:${words}` as const), 'text'] as const;
export type Saying = (typeof sayings)[number];
type Show = Extract<DesignBox, { kind: 'text' }>['show'];

export function sayingOf(show: Show): Saying {
  return show.by === 'field' ? `field:${show.field}` : show.by === 'words' ? `words:${show.words}` : 'text';
}

export function showOf(saying: Saying): Show {
  if (saying === 'text') return { by: 'text', text: '…' };
  const [by, what] = saying.split(':') as ['field' | 'words', string];
  return (by === 'field' ? { by, field: what } : { by, words: what }) as Show;
}

export { imageRoles };
