import type { Direction, MissingCharacter } from './itemize';

/** All places are millimetres from the top left of the page, all sizes of text points, all colours `#RRGGBB`. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TextItem extends Box {
  kind: 'text';
  text: string;
  size: number;
  /** Down to this a text shrinks before it is broken in other than sensible places. By default three fifths. */
  smallestSize?: number;
  weight?: number;
  style?: 'sans' | 'serif';
  colour?: string;
  /** BCP 47; it chooses among drawings of the same character. */
  language: string;
  direction?: Direction | 'auto';
  /** `start` is left or right by the direction. */
  align?: 'start' | 'end' | 'left' | 'centre' | 'right';
  vertical?: 'top' | 'middle' | 'bottom';
  /** Baseline to baseline, as a share of the size. */
  lineHeight?: number;
  rather?: 'shrink' | 'wrap';
}

export interface PathItem {
  kind: 'path';
  /** As in SVG's `d`, in millimetres of the page: M L H V C S Q T Z, large or small. */
  path: string;
  fill?: string;
  fillRule?: 'nonzero' | 'evenodd';
  stroke?: string;
  strokeWidth?: number;
  dash?: readonly number[];
  lineCap?: 'butt' | 'round' | 'square';
  lineJoin?: 'miter' | 'round' | 'bevel';
}

export interface ImageItem extends Box {
  kind: 'image';
  /** A PNG. The same bytes, by identity, are decoded once and stand in a PDF once. */
  png: Uint8Array;
  /** What shines through it: printers that know no transparency would rasterise the page. White by default. */
  ground?: string;
  /** Within its box, undistorted; or filling it. By default contained, in the middle. */
  fit?: 'contain' | 'stretch';
}

export interface QrItem {
  kind: 'qr';
  x: number;
  y: number;
  /** Of the whole square with its quiet zone of four modules. */
  size: number;
  text: string;
  errorCorrection?: 'L' | 'M' | 'Q' | 'H';
  colour?: string;
}

export type PageItem = TextItem | PathItem | ImageItem | QrItem;

export const pageSizes = {
  A4: { width: 297, height: 210 },
  Letter: { width: 279.4, height: 215.9 },
} as const;

export interface Page {
  /** Landscape. */
  size: keyof typeof pageSizes | { width: number; height: number };
  /** What many pages have in common, drawn first. The same array, by identity, stands in a PDF once. */
  ground?: readonly PageItem[];
  items: readonly PageItem[];
}

/** What has become of a text on a page. */
export interface TextReport {
  item: TextItem;
  size: number;
  lines: number;
  /** The room was too small for the smallest size. */
  belowSmallest: boolean;
  /** What no font can draw: to be told before it is printed. */
  missing: readonly MissingCharacter[];
}
