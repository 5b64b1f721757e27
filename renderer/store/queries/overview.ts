import type { QueryParams, QueryResult, TargetCount } from '@shared/contract/queries';
import type { Target } from '@shared/contract/values';
import { automaticTarget, localDateAt, resolveTarget, workshopDays } from '@shared/domain/calendar';
import { targetOfStation } from '@shared/domain/stationTarget';
import { placesLeft, walkInRulesOf } from '@shared/domain/walkIn';
import type { StoreContext } from '../context';

function today(context: StoreContext): string {
  return localDateAt(new Date(context.now()).toISOString(), context.projection.workshop?.timeZone ?? 'UTC');
}

/** What a station on `auto` checks in for now; null while there is no workshop. */
export function currentTarget(context: StoreContext): Target | null {
  return context.projection.workshop ? automaticTarget(context.projection.sessions, today(context)) : null;
}

export function kioskStatus(context: StoreContext, params: QueryParams<'kiosk.status'>): QueryResult<'kiosk.status'> {
  const { projection } = context;
  const { workshop, tally } = projection;
  const at = new Date(context.now()).toISOString();
  const target = workshop && targetOfStation(params.target, projection.sessions, at, workshop.timeZone);
  const resolved = target === null ? null : resolveTarget(target, projection.sessions);
  const rules = walkInRulesOf(workshop);
  return {
    workshop,
    target,
    sessionTitle: resolved?.kind === 'session' ? resolved.session.title : null,
    arrived: target === null ? 0 : (tally.arrived.get(target) ?? 0),
    ready: workshop !== null,
    walkIns: { ...rules, placesLeft: placesLeft(rules, tally.registered - tally.cancelled) },
  };
}

export function workshopOverview(context: StoreContext): QueryResult<'workshop.overview'> {
  const { projection } = context;
  const { tally, sessions } = projection;
  const expected = tally.registered - tally.cancelled;
  const count = (target: Target, due: number): TargetCount => ({
    target,
    expected: due,
    arrived: tally.arrived.get(target) ?? 0,
    inside: tally.inside.get(target) ?? 0,
  });
  const current = currentTarget(context);
  const days = workshopDays(sessions).map((day): Target => `day:${day}`);
  for (const target of tally.arrived.keys()) if (target.startsWith('day:') && !days.includes(target)) days.push(target);
  if (days.length === 0 && current) days.push(current);
  return {
    workshop: projection.workshop,
    today: today(context),
    currentTarget: current,
    registered: tally.registered,
    cancelled: tally.cancelled,
    refusedScans: projection.refused,
    days: days.sort().map((target) => count(target, expected)),
    sessions: sessions.map((session) =>
      count(`session:${session.id}`, session.registrationRequired ? (tally.enrolled.get(session.id) ?? 0) : expected),
    ),
  };
}

export function recentScans(context: StoreContext, params: QueryParams<'scans.recent'>): QueryResult<'scans.recent'> {
  const { recent, rows } = context.projection;
  return {
    scans: recent.slice(0, params.limit).map((scan) => ({
      ...scan,
      fullName: scan.registrationId === null ? null : (rows.get(scan.registrationId)?.fields.name || null),
    })),
  };
}
