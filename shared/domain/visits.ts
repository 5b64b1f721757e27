import type { Target } from '@shared/contract/values';
import { type Attendee, type Passage, deviceOf } from './attendee';

/** A check-in with the check-out that ended it. */
export interface Visit {
  eventId: string;
  target: Target;
  at: string;
  device: string;
  station: string | null;
  outAt: string | null;
  voided: boolean;
  /** Made while an earlier check-in for the same target still stood: two devices that had not met. */
  duplicate: boolean;
  override: string | null;
}

/** All check-ins of an attendee in the fold's order, each with what became of it. */
export function visitsOf(attendee: Attendee): Visit[] {
  const visits: Visit[] = [];
  const open = new Map<Target, Visit>();
  for (const passage of attendee.passages) {
    if (passage.kind === 'out') {
      const visit = open.get(passage.target);
      if (visit) visit.outAt = passage.at;
      open.delete(passage.target);
      continue;
    }
    const voided = attendee.voided.includes(passage.id);
    const duplicate = !voided && open.has(passage.target);
    const visit = visitOf(passage, voided, duplicate);
    visits.push(visit);
    if (!voided && !duplicate) open.set(passage.target, visit);
  }
  return visits;
}

function visitOf(passage: Passage, voided: boolean, duplicate: boolean): Visit {
  return {
    eventId: passage.id,
    target: passage.target,
    at: passage.at,
    device: deviceOf(passage.id),
    station: passage.station ?? null,
    outAt: null,
    voided,
    duplicate,
    override: passage.override ?? null,
  };
}

/** The check-in that stands for a target and has not been ended: who has one is inside. */
export function openVisit(attendee: Attendee, target: Target): Visit | undefined {
  return visitsOf(attendee).find((visit) => visit.target === target && !visit.voided && !visit.duplicate && !visit.outAt);
}

/** The latest check-in for a target that was not voided, ended or not. */
export function lastVisit(attendee: Attendee, target: Target): Visit | undefined {
  return visitsOf(attendee).findLast((visit) => visit.target === target && !visit.voided && !visit.duplicate);
}
