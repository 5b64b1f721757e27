export type ArrowKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** Where something is on the screen, in CSS px. */
export interface Place {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The index of the place that lies next in the direction of an arrow key: up and down in the same column if it can be,
 * across in the nearest column at about the same height. Undefined where there is none.
 */
export function neighbourOf(from: Place, places: readonly Place[], key: ArrowKey): number | undefined {
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  places.forEach((place, index) => {
    // Across is beside: what shares the width, wholly or in part, lies above or below.
    if (isAcross && gap(from.left, from.right, place.left, place.right) === 0) return;
    const ahead = sign * (isAcross ? place.left - from.left : place.top - from.top);
    if (ahead < 1) return;
    const aside = isAcross ? gap(from.top, from.bottom, place.top, place.bottom) : gap(from.left, from.right, place.left, place.right);
    const distance = isAcross ? 10 * ahead + aside : ahead + 10 * aside;
    if (distance < least) [nearest, least] = [index, distance];
  });
  return nearest;
}

/** How far two spans lie apart; 0 if they share something. */
function gap(from: number, to: number, otherFrom: number, otherTo: number): number {
  return Math.max(0, otherFrom - to + 1, from - otherTo + 1);
}
