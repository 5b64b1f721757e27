import { type Box, pageSizes } from '../typesetting/document';

/** From the design's A4 to the page: whether it is turned around, and how much wider and higher it is. */
export interface Place {
  mirrors: boolean;
  across: number;
  down: number;
}

/** A box of the design on the page. */
export function placedBox({ x, y, width, height }: Box, { mirrors, across, down }: Place): Box {
  const left = mirrors ? pageSizes.A4.width - x - width : x;
  return { x: left * across, y: y * down, width: width * across, height: height * down };
}
