import { direction, type Direction, type Target, target } from '@shared/contract/values';
import * as v from 'valibot';

/** What this kiosk checks people in for, and where it stands. */
export interface Station {
  target: 'auto' | Target;
  direction: Direction;
  name: string | null;
  /** A target in the address that cannot be one: then nobody is to be checked in for something else. */
  wrongTarget: string | null;
}

/** Reads `?target=day:2025-09-24|session:S04|auto&station=Entrance%201&direction=in|out`. */
export function stationFromAddress(search: string): Station {
  const values = new URLSearchParams(search);
  const named = values.get('target') ?? 'auto';
  const valid = named === 'auto' || v.is(target, named);
  const way = values.get('direction');
  return {
    target: valid ? named : 'auto',
    direction: v.is(direction, way) ? way : 'in',
    name: values.get('station')?.trim().slice(0, 100) || null,
    wrongTarget: valid ? null : named,
  };
}
