import type { OpenException } from '@shared/contract/views';
import { type Attendee, deviceOf } from './attendee';
import type { Exceptions, RefusedScan } from './exceptions';
import { type Visit, visitsOf } from './visits';

/** Where the exceptions of a workshop are looked up. */
export interface ExceptionSources {
  exceptions: Exceptions;
  /** The person that an id stands for, under whichever id they are kept. */
  kept(id: string): Attendee | undefined;
  /** People with a check-in that another device had made before. */
  doubles(): Iterable<Attendee>;
}

/** Refused scans and duplicates that nobody has answered and that have not ended by themselves, the latest first. */
export function openExceptionsOf(sources: ExceptionSources): OpenException[] {
  return [...refusals(sources), ...duplicates(sources)].sort(latestFirst);
}

/** The same on every device, whatever came first there. */
function latestFirst(a: OpenException, b: OpenException): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return (a.eventIds[0] ?? '') > (b.eventIds[0] ?? '') ? -1 : 1;
}

function refusals({ exceptions, kept }: ExceptionSources): OpenException[] {
  const groups = new Map<string, OpenException>();
  const inTime = [...exceptions.refused.values()].sort((a, b) => (a.at < b.at || (a.at === b.at && a.eventId < b.eventId) ? -1 : 1));
  for (const refused of inTime) {
    const person = refused.registrationId === null ? undefined : kept(refused.registrationId);
    if (person && hasPassed(refused, visitsOf(person))) continue;
    const key = `${refused.answer} ${refused.target} ${person?.id ?? refused.code}`;
    const known = groups.get(key);
    if (!known) {
      const { eventId, at, answer, target, code, station } = refused;
      groups.set(key, {
        kind: 'refused', eventIds: [eventId], at, answer, target, code, registrationId: person?.id ?? null,
        fullName: person?.fields.name ?? null, station, device: deviceOf(eventId), first: null,
      });
      continue;
    }
    known.eventIds.unshift(refused.eventId);
    Object.assign(known, { at: refused.at, code: refused.code, station: refused.station, device: deviceOf(refused.eventId) });
  }
  // One answer takes at most so many.
  for (const group of groups.values()) group.eventIds.length = Math.min(group.eventIds.length, 1_000);
  return [...groups.values()];
}

/** Whoever was let in afterwards needs nobody any more. */
function hasPassed({ at, target }: RefusedScan, visits: readonly Visit[]): boolean {
  return visits.some((visit) => visit.target === target && !visit.voided && visit.at >= at);
}

function duplicates({ exceptions, doubles }: ExceptionSources): OpenException[] {
  const found: OpenException[] = [];
  for (const person of doubles()) {
    const visits = visitsOf(person);
    for (const visit of visits) {
      if (!visit.duplicate || exceptions.answered.has(visit.eventId)) continue;
      const first = visits.findLast((each) => each.target === visit.target && !each.voided && !each.duplicate && each.at <= visit.at);
      found.push({
        kind: 'duplicate', eventIds: [visit.eventId], at: visit.at, answer: null, target: visit.target, code: null, registrationId: person.id,
        fullName: person.fields.name, station: visit.station, device: visit.device,
        first: first ? { at: first.at, device: first.device, station: first.station } : null,
      });
    }
  }
  return found;
}
