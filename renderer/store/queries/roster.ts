import { KioskError } from '@shared/contract/errors';
import type { AttendeeView, QueryParams, QueryResult, RosterRow } from '@shared/contract/queries';
import { type Attendee, isWithdrawn } from '@shared/domain/attendee';
import type { Role, Target } from '@shared/contract/values';
import { recordOf, type Details } from '@shared/domain/details';
import { identifierToken, queryTokens } from '@shared/domain/names/foldForSearch';
import { absorbedIds, keptIdOf } from '@shared/domain/merge';
import { ticketForm } from '@shared/domain/ticket';
import { visitsOf } from '@shared/domain/visits';
import type { StoreContext } from '../context';
import { currentTarget } from './overview';

const foundAtMost = 5_000;

/** A part of the roster, in the order of registration or, when searching, best match first. */
export async function rosterPage(context: StoreContext, params: QueryParams<'roster.page'>): Promise<QueryResult<'roster.page'>> {
  const { projection } = context;
  const target = params.target === 'auto' ? currentTarget(context) : params.target;
  const arrived = target === null ? null : (projection.arrived.get(target) ?? null);
  const fits = (row: number): boolean => {
    if (isHidden(projection, row)) return false;
    if (params.filter === 'all') return true;
    if (params.filter === 'cancelled') return projection.cancelled.has(row);
    const has = arrived?.has(row) ?? false;
    return params.filter === 'arrived' ? has : !has && !projection.cancelled.has(row);
  };
  const words = queryTokens(params.search);
  const { rows, total } = words.length > 0 ? await searched(context, words, params, fits) : listed(context, params, fits);
  return { total, rows: rows.map((row) => rosterRow(projection.rows.at(row), target)) };
}

type Fits = (row: number) => boolean;

async function searched(
  context: StoreContext,
  words: string[],
  params: QueryParams<'roster.page'>,
  fits: Fits,
): Promise<{ rows: number[]; total: number }> {
  const everything = params.filter === 'all';
  const limit = everything ? params.offset + params.limit : foundAtMost;
  let { rows, total } = await context.projection.search.find(words, limit);
  if (total === 0) ({ rows, total } = await context.projection.search.find([identifierToken(params.search)], limit));
  const fitting = everything ? rows : rows.filter(fits);
  return { rows: fitting.slice(params.offset, params.offset + params.limit), total: everything ? total : fitting.length };
}

function listed(context: StoreContext, params: QueryParams<'roster.page'>, fits: Fits): { rows: number[]; total: number } {
  const { count } = context.projection.rows;
  const rows: number[] = [];
  if (params.filter === 'all' && context.projection.merged.size === 0 && context.projection.withdrawn.size === 0) {
    for (let row = params.offset; row < Math.min(count, params.offset + params.limit); row++) rows.push(row);
    return { rows, total: count };
  }
  let total = 0;
  for (let row = 0; row < count; row++) {
    if (!fits(row)) continue;
    if (total >= params.offset && rows.length < params.limit) rows.push(row);
    total += 1;
  }
  return { rows, total };
}

function rosterRow(attendee: Attendee, target: Target | null): RosterRow {
  const last = target === null ? undefined : visitsOf(attendee).findLast((visit) => visit.target === target && !visit.voided);
  return {
    registrationId: attendee.id,
    ticketCode: attendee.fields.ticket,
    fullName: attendee.fields.name,
    organisation: attendee.fields.organisation,
    ...(attendee.erased ? { erased: true } : {}),
    status: attendee.cancelled ? 'cancelled' : !last ? 'expected' : last.outAt ? 'left' : 'inside',
    lastCheckInAt: last?.at ?? null,
  };
}

/** Everything known of one attendee. Waits until the tables hold what was acknowledged. */
export async function getAttendee(context: StoreContext, registrationId: string, role: Role): Promise<AttendeeView> {
  const attendee = context.projection.rows.get(registrationId);
  if (!attendee || isWithdrawn(attendee)) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
  const view = viewOf(context, attendee, (await detailsOf(context, [registrationId])).get(registrationId));
  return role === 'helper' ? forHelper(view) : view;
}

/** A part of all attendees with their attendance, for taking it out. */
export async function attendancePage(context: StoreContext, params: QueryParams<'attendance.page'>): Promise<QueryResult<'attendance.page'>> {
  const { rows } = context.projection;
  const end = Math.min(rows.count, params.from + params.limit);
  const attendees: Attendee[] = [];
  for (let row = params.from; row < end; row++) if (!isHidden(context.projection, row)) attendees.push(rows.at(row));
  const details = await detailsOf(context, attendees.map(({ id }) => id));
  return {
    attendees: attendees.map((attendee) => viewOf(context, attendee, details.get(attendee.id))),
    next: end < rows.count ? end : null,
  };
}

export function detailsOf(context: StoreContext, ids: string[]): Promise<Map<string, Details>> {
  return context.tables.detailsOf(ids).catch((error: Error) => {
    throw new KioskError('store_unavailable', `${error.message} Check-in goes on; free some disk space to see details again.`);
  });
}

function viewOf(context: StoreContext, attendee: Attendee, details: Details | undefined): AttendeeView {
  const record = details && recordOf(details);
  const { shelf } = context.projection.rows;
  const keptId = keptIdOf(shelf, attendee.id);
  return {
    registrationId: attendee.id,
    ticketCode: attendee.fields.ticket,
    sessions: attendee.fields.sessions,
    consents: record?.consents ?? { data: attendee.fields.consent, photo: null },
    onlineParts: record?.onlineParts ?? [],
    cancelled: attendee.cancelled && { at: attendee.cancelled.at, reason: attendee.cancelled.reason },
    blocked: attendee.block?.blocked ? { at: attendee.block.at, reason: attendee.block.reason } : null,
    mergedInto: keptId === attendee.id ? null : keptId,
    mergedFrom: attendee.absorbed?.length && keptId === attendee.id ? absorbedIds(shelf, attendee.id) : [],
    revokedTickets: attendee.revoked,
    award: attendee.award?.granted ?? null,
    issuedTickets: issuedTicketsOf(attendee),
    erased: attendee.erased ? { at: attendee.erased.at } : null,
    person: attendee.erased ? null : (record?.person ?? null),
    visits: visitsOf(attendee),
  };
}

/** What a volunteer needs to help somebody. A roster's own columns are left out, since they may say anything. */
function forHelper(view: AttendeeView): AttendeeView {
  return { ...view, person: view.person && { ...view.person, email: '', birthDate: null, other: {} } };
}

function issuedTicketsOf({ issued, revoked }: Attendee): AttendeeView['issuedTickets'] {
  return issued.flatMap((ticketCode) => {
    const kind = ticketForm(ticketCode);
    return kind === null || revoked.includes(ticketCode) ? [] : [{ ticketCode, kind }];
  });
}

/** Whether a row is in no list: its record was merged into another, or its import was undone. */
function isHidden({ merged, withdrawn }: StoreContext['projection'], row: number): boolean {
  return merged.has(row) || withdrawn.has(row);
}
