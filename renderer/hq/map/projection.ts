import type { Place } from '@shared/contract/values';

/** A point of the map: x to the east and y to the south, in the globe's radii from its middle. */
export interface Point {
  x: number;
  y: number;
}

/**
 * The Natural Earth projection, which shows the whole world without tearing at its edges: T. Patterson, in the
 * polynomial of B. Šavrič and others, “A polynomial equation for the Natural Earth projection” (2011).
 */
export function project({ latitude, longitude }: Place): Point {
  const phi = (latitude * Math.PI) / 180;
  const lambda = (longitude * Math.PI) / 180;
  const p2 = phi * phi;
  const p4 = p2 * p2;
  return {
    x: lambda * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))),
    y: -phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4))),
  };
}

/** A part of the map. */
export interface View extends Point {
  width: number;
  height: number;
}

/** From the north of Greenland to Cape Horn, without the Antarctic. */
const north = project({ latitude: 84, longitude: 0 }).y;
const south = project({ latitude: -57, longitude: 0 }).y;
const east = project({ latitude: 0, longitude: 180 }).x;
/** Closer than this the outline is too coarse to look at. */
const narrowest = 1.6;
const margin = 0.42;

/** The part of the map that has all points, as wide to its height as asked, and never more than the world. */
export function viewOf(points: readonly Point[], ratio: number): View {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right] = points.length > 0 ? [Math.min(...xs) - margin, Math.max(...xs) + margin] : [-east, east];
  const [top, bottom] = points.length > 0 ? [Math.min(...ys) - margin, Math.max(...ys) + margin] : [north, south];
  const width = Math.min(Math.max(right - left, (bottom - top) * ratio, narrowest), 2 * east);
  const height = width / ratio;
  const clamp = (value: number, least: number, most: number): number => (least > most ? (least + most) / 2 : Math.min(Math.max(value, least), most));
  return {
    x: clamp((left + right) / 2 - width / 2, -east, east - width),
    y: clamp((top + bottom) / 2 - height / 2, north, south - height),
    width,
    height,
  };
}
