import type { Programme } from '@shared/contract/programme';
import type { Workshop } from '@shared/contract/values';
import { certificatesOf, workshopFromProgramme } from '@shared/domain/import/programme';
import { defaultWalkInRules } from '@shared/domain/walkIn';

/** A workshop's place and days as a form has them: all of them text. */
export interface PlaceDraft {
  name: string;
  city: string;
  venue: string;
  timeZone: string;
  firstDay: string;
  lastDay: string;
  capacity: string;
}

export type PlaceProblem = 'nameMissing' | 'cityMissing' | 'timeZoneWrong' | 'firstMissing' | 'daysWrong' | 'capacityWrong';

export function placeDraftOf(workshop: Workshop): PlaceDraft {
  const { name, city, venue = '', timeZone, firstDay = '', lastDay = '', walkIns } = workshop;
  return { name, city, venue, timeZone, firstDay, lastDay, capacity: walkIns?.capacity?.toString() ?? '' };
}

/** What is wrong with a draft, by field. */
export function placeProblems(draft: PlaceDraft): Partial<Record<keyof PlaceDraft, PlaceProblem>> {
  return {
    ...(draft.name.trim() === '' ? { name: 'nameMissing' } : {}),
    ...(draft.city.trim() === '' ? { city: 'cityMissing' } : {}),
    ...(isTimeZone(draft.timeZone) ? {} : { timeZone: 'timeZoneWrong' }),
    ...(draft.firstDay === '' && draft.lastDay !== '' ? { firstDay: 'firstMissing' } : {}),
    ...(draft.firstDay !== '' && draft.lastDay !== '' && draft.lastDay < draft.firstDay ? { lastDay: 'daysWrong' } : {}),
    ...(/^\d{0,6}$/.test(draft.capacity.trim()) ? {} : { capacity: 'capacityWrong' }),
  };
}

/** The workshop with what the draft says of its place and days. A last day that is not given is the first. */
export function withPlace(workshop: Workshop, draft: PlaceDraft): Workshop {
  const { venue: _venue, firstDay: _first, lastDay: _last, ...rest } = workshop;
  const capacity = draft.capacity.trim() === '' ? null : Number(draft.capacity);
  const hadRules = workshop.walkIns !== undefined;
  return {
    ...rest,
    name: draft.name.trim(),
    city: draft.city.trim(),
    timeZone: draft.timeZone.trim(),
    ...(hadRules || capacity !== null ? { walkIns: { ...(workshop.walkIns ?? defaultWalkInRules), capacity } } : {}),
    ...(draft.venue.trim() === '' ? {} : { venue: draft.venue.trim() }),
    ...(draft.firstDay === '' ? {} : { firstDay: draft.firstDay, lastDay: draft.lastDay === '' ? draft.firstDay : draft.lastDay }),
  };
}

/** A workshop of the pack; or, for a city that it does not have, one of its programme. */
export function workshopOfPack(pack: Programme, id: string | null, timeZone: string): Workshop {
  if (id !== null && pack.workshops.some((each) => each.id === id)) return workshopFromProgramme(pack, id);
  return {
    id: 'workshop', programme: pack.name, name: pack.workshopName, city: '', timeZone, ticketPrefix: '',
    foreignPrefixes: pack.workshops.map(({ ticketPrefix }) => ticketPrefix), ticketKeys: [], doorsOpenMinutes: 30,
    ...certificatesOf(pack),
  };
}

/** The id of a workshop whose city the pack does not have: the city in plain letters with its year, such as `porto-2026`. */
export function workshopId(city: string, firstDay: string): string {
  const plain = city.normalize('NFD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50);
  const words = [plain, firstDay.slice(0, 4)].filter((word) => word !== '');
  return plain === '' ? 'workshop' : words.join('-');
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name.trim() }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
