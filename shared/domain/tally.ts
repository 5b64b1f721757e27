import type { Target } from '@shared/contract/values';
import { type Attendee, hasGoodTicket } from './attendee';
import { visitsOf } from './visits';

/** Running totals over all attendees, kept by taking an attendee's old share out and putting the new one in. */
export interface Tally {
  registered: number;
  cancelled: number;
  /** Per target: attendees that ever checked in, and those inside now. */
  arrived: Map<Target, number>;
  inside: Map<Target, number>;
  /** Per target: how many arrived first in each five minutes, counted from 1970 UTC. */
  curve: Map<Target, Map<number, number>>;
  /** Per session id: attendees who registered for it and are not cancelled. */
  enrolled: Map<string, number>;
  /** Attendees who are not cancelled and have no ticket that would be admitted: found by name only. */
  withoutTicket: number;
}

export function emptyTally(): Tally {
  return { registered: 0, cancelled: 0, arrived: new Map(), inside: new Map(), curve: new Map(), enrolled: new Map(), withoutTicket: 0 };
}

/** Adds (`sign` 1) or takes away (`sign` -1) what one attendee contributes. */
export function count(tally: Tally, attendee: Attendee | undefined, sign: 1 | -1): void {
  if (!attendee) return;
  if (attendee.registered) {
    tally.registered += sign;
    if (attendee.cancelled) tally.cancelled += sign;
    else {
      for (const session of attendee.fields.sessions) bump(tally.enrolled, session, sign);
      if (!hasGoodTicket(attendee)) tally.withoutTicket += sign;
    }
  }
  if (attendee.passages.length === 0) return;
  const arrived = new Set<Target>();
  for (const visit of visitsOf(attendee)) {
    if (visit.voided || visit.duplicate) continue;
    if (!arrived.has(visit.target)) {
      bump(tally.arrived, visit.target, sign);
      bumpCurve(tally.curve, visit.target, Math.floor(Date.parse(visit.at) / slotMilliseconds), sign);
    }
    arrived.add(visit.target);
    if (!visit.outAt) bump(tally.inside, visit.target, sign);
  }
}

/** The width of a slot of the arrivals curve. */
export const slotMilliseconds = 5 * 60_000;

function bumpCurve(curve: Tally['curve'], target: Target, slot: number, by: number): void {
  const slots = curve.get(target) ?? new Map<number, number>();
  bump(slots, slot, by);
  if (slots.size === 0) curve.delete(target);
  else curve.set(target, slots);
}

function bump<K>(counts: Map<K, number>, key: K, by: number): void {
  const value = (counts.get(key) ?? 0) + by;
  if (value === 0) counts.delete(key);
  else counts.set(key, value);
}
