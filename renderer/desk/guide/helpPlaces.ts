/** What the help panel can speak of: a tab of the desk, the first start, the setup guide, or the desk as a whole. */
export const helpPlaces = ['start', 'guide', 'overview', 'roster', 'agenda', 'station', 'certificates', 'out', 'sync', 'other'] as const;
export type HelpPlace = (typeof helpPlaces)[number];

/** A tab that has no help of its own gets that of the desk. */
export function helpPlaceOf(shown: string): HelpPlace {
  return helpPlaces.find((place) => place === shown) ?? 'other';
}
