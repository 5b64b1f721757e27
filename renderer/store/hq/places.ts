import { programme as programmeSchema } from '@shared/contract/programme';
import type { Place } from '@shared/contract/values';
import * as v from 'valibot';
import programmeFile from '../../../resources/programme/programme.json';

const { workshops } = v.parse(programmeSchema, programmeFile);

/** Where a workshop is that does not say so: by the programme's pack, which knows its id or at least its city. */
export function placeOf(id: string, city: string): Place | null {
  const found = workshops.find((each) => each.id === id) ?? workshops.find((each) => each.city.toLowerCase() === city.toLowerCase());
  return found?.place ?? null;
}
