import type { HqGroup } from '@shared/contract/hqQueries';
import { type Point, project, type View } from './projection';

/** A city on the map, or several that lie too close together to be told apart; in pixels. */
export interface Pin extends Point {
  /** The largest first. */
  groups: HqGroup[];
  expected: number;
  arrived: number;
  workshops: number;
  live: boolean;
  /** Of the circle, in pixels. */
  size: number;
}

const smallest = 20;
const largest = 44;
/** How much of two circles may lie on each other. */
const overlap = 0.72;

/** The pins of some cities, the largest first, in a view of so many pixels. */
export function pinsOf(groups: readonly HqGroup[], view: View, width: number, height: number): Pin[] {
  const most = Math.max(1, ...groups.map(({ expected }) => expected));
  const sizeOf = (expected: number): number => smallest + (largest - smallest) * Math.sqrt(Math.min(1, expected / most));
  const pins: Pin[] = [];
  for (const group of [...groups].sort((a, b) => b.expected - a.expected || (a.key < b.key ? -1 : 1))) {
    if (!group.place) continue;
    const at = project(group.place);
    const x = ((at.x - view.x) / view.width) * width;
    const y = ((at.y - view.y) / view.height) * height;
    const size = sizeOf(group.expected);
    const near = pins.find((pin) => Math.hypot(pin.x - x, pin.y - y) < ((pin.size + size) / 2) * overlap);
    if (!near) {
      pins.push({ x, y, groups: [group], expected: group.expected, arrived: group.arrived, workshops: group.workshops, live: group.live > 0, size });
      continue;
    }
    near.groups.push(group);
    near.expected += group.expected;
    near.arrived += group.arrived;
    near.workshops += group.workshops;
    near.live ||= group.live > 0;
  }
  return pins;
}

export type Side = 'right' | 'left' | 'below' | 'above';

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Of a letter of a label, in pixels: wide enough for most. */
const letterWidth = 7.6;
const lineHeight = 18;
const gap = 4;
/** The ring around one that is at work. */
const ring = 5;

/** From a pin's middle to its label, in pixels. */
export function labelDistance({ size, live }: Pin): number {
  return size / 2 + gap + (live ? ring : 0);
}

/** Where each pin's label can stand without lying on a pin, another label or beyond the edge; null where it cannot. */
export function labelSides(pins: readonly Pin[], labelOf: (pin: Pin) => string, width: number, height: number): (Side | null)[] {
  const taken: Box[] = pins.map(({ x, y, size }) => ({ left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2 }));
  return pins.map((pin, index) => {
    const long = labelOf(pin).length * letterWidth;
    const { x, y } = pin;
    const half = labelDistance(pin);
    const boxes: Record<Side, Box> = {
      right: { left: x + half, right: x + half + long, top: y - lineHeight / 2, bottom: y + lineHeight / 2 },
      left: { left: x - half - long, right: x - half, top: y - lineHeight / 2, bottom: y + lineHeight / 2 },
      below: { left: x - long / 2, right: x + long / 2, top: y + half - gap, bottom: y + half + lineHeight - gap },
      above: { left: x - long / 2, right: x + long / 2, top: y - half - lineHeight + gap, bottom: y - half + gap },
    };
    for (const side of Object.keys(boxes) as Side[]) {
      const box = boxes[side];
      const inside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      const free = taken.every((other, at) => at === index || box.right <= other.left || box.left >= other.right || box.bottom <= other.top || box.top >= other.bottom);
      if (!inside || !free) continue;
      taken.push(box);
      return side;
    }
    return null;
  });
}
