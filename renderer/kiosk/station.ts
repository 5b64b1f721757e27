import { type Direction, direction, type Language, language, languages, stationTarget, type StationTarget } from '@shared/contract/values';
import * as v from 'valibot';

/** What this kiosk checks people in for, and where it stands. */
export interface Station {
  target: StationTarget;
  direction: Direction;
  name: string | null;
  /** What it speaks while nobody is here; null for the programme's language. */
  language: Language | null;
  /** The languages that are offered here. */
  languages: readonly Language[];
  /** The camera and the printer to use, by name; null for the first there is. */
  camera: string | null;
  printer: string | null;
  /** Dark or light whatever the clock says; null to go by the clock. */
  night: boolean | null;
  /** A target in the address that cannot be one: then nobody is to be checked in for something else. */
  wrongTarget: string | null;
}

/**
 * Reads `?target=day:2025-09-24|session:S04|room:Room A|auto&station=Entrance%201&direction=in|out&language=ko&night=yes|no&languages=ko,en&camera=NAME&printer=NAME`.
 */
export function stationFromAddress(search: string): Station {
  const values = new URLSearchParams(search);
  const named = values.get('target') ?? 'auto';
  const valid = v.is(stationTarget, named);
  const way = values.get('direction');
  const offered = (values.get('languages') ?? '').split(',').filter((each): each is Language => v.is(language, each));
  const spoken = values.get('language') ?? offered[0];
  return {
    target: valid ? named : 'auto',
    direction: v.is(direction, way) ? way : 'in',
    name: values.get('station')?.trim().slice(0, 100) || null,
    language: v.is(language, spoken) ? spoken : null,
    languages: offered.length > 0 ? offered : languages,
    camera: values.get('camera') || null,
    printer: values.get('printer') || null,
    night: values.get('night') === 'yes' ? true : values.get('night') === 'no' ? false : null,
    wrongTarget: valid ? null : named,
  };
}
