import { feature } from 'topojson-client';
import land from 'world-atlas/land-110m.json';
import { project } from './projection';

type Ring = [longitude: number, latitude: number][];

/** The outline of all land as a path of the map: Natural Earth 1:110m (public domain), by the package world-atlas. */
export function worldOutline(): string {
  const world = land as unknown as Parameters<typeof feature>[0];
  const found = feature(world, world.objects.land as Parameters<typeof feature>[1]) as unknown as { features?: { geometry: Geometry }[]; geometry?: Geometry };
  const geometries = found.features?.map(({ geometry }) => geometry) ?? (found.geometry ? [found.geometry] : []);
  return geometries.flatMap(ringsOf).flatMap(wholeRings).map(pathOf).join('');
}

type Geometry = { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };

function ringsOf(geometry: Geometry): Ring[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

/** A ring that crosses the date line runs on beyond it; what is beyond it on one side is on the other side of the map, too. */
function wholeRings(ring: Ring): Ring[] {
  let turn = 0;
  const unbroken = ring.map(([longitude, latitude], index): Ring[number] => {
    const before = ring[index - 1]?.[0] ?? longitude;
    if (longitude - before > 180) turn -= 360;
    else if (before - longitude > 180) turn += 360;
    return [longitude + turn, latitude];
  });
  const shifted = (by: number): Ring => unbroken.map(([longitude, latitude]) => [longitude + by, latitude]);
  if (unbroken.some(([longitude]) => longitude > 180)) return [unbroken, shifted(-360)];
  if (unbroken.some(([longitude]) => longitude < -180)) return [unbroken, shifted(360)];
  return [ring];
}

function pathOf(ring: Ring): string {
  const points = ring.map(([longitude, latitude]) => {
    const { x, y } = project({ latitude, longitude });
    return `${x.toFixed(4)} ${y.toFixed(4)}`;
  });
  return `M${points.join('L')}Z`;
}
