import { KioskError } from '@shared/contract/errors';
import type { HqWorkshop } from '@shared/contract/hqQueries';
import type { QueryParams, QueryResult } from '@shared/contract/queries';
import type { Attendee } from '@shared/domain/attendee';
import { isWithdrawn } from '@shared/domain/attendee';
import { localDateAt, workshopDays } from '@shared/domain/calendar';
import { added, dayCounts, devicesOf, groupsOf, noFigures, sessionCounts } from '@shared/domain/hq/figures';
import type { WorkshopRecord } from '@shared/domain/hq/workshopRecord';
import { absorbedIds, keptIdOf, personOf } from '@shared/domain/merge';
import { queryTokens, searchTokens } from '@shared/domain/names/foldForSearch';
import { plannedDays } from '@shared/domain/readiness';
import { earliestTerm } from '@shared/domain/retention';
import { visitsOf } from '@shared/domain/visits';
import type { StoreContext } from '../context';

/** What headquarters asks. Answers come while the journal is still being read, with what has been read by then. */

interface Filter {
  year: number | null;
  city: string | null;
}

interface Seen {
  record: WorkshopRecord;
  workshop: HqWorkshop;
}

function seenBy({ hq, now }: StoreContext, { year, city }: Filter): Seen[] {
  hq.start();
  const moment = now();
  const all = Array.from(hq.state.workshops.values(), (record) => ({ record, workshop: hq.figuresOf(record, moment) }));
  return all.filter(({ workshop }) => (year === null || workshop.year === year) && (city === null || workshop.city === city));
}

export function hqWorkshops(context: StoreContext, params: QueryParams<'hq.workshops'>): QueryResult<'hq.workshops'> {
  const all = seenBy(context, { year: null, city: null }).map(({ workshop }) => workshop);
  const words = params.search.trim().toLowerCase();
  const shown = all
    .filter(({ year, city }) => (params.year === null || year === params.year) && (params.city === null || city === params.city))
    .filter(({ id, city, name }) => words === '' || `${id} ${city} ${name}`.toLowerCase().includes(words))
    .sort(nowFirst);
  const { progress } = context.hq;
  let sum = { workshops: 0, live: 0, ...noFigures };
  for (const each of shown) sum = added(sum, each);
  const total = (of: (workshop: HqWorkshop) => number): number => shown.reduce((count, each) => count + of(each), 0);
  return {
    reading: progress,
    total: shown.length,
    years: [...new Set(all.flatMap(({ year }) => year ?? []))].sort((a, b) => b - a),
    cities: [...new Set(all.map(({ city }) => city).filter((city) => city !== ''))].sort((a, b) => a.localeCompare(b, 'en')),
    sum: { ...sum, devices: total(({ devices }) => devices), missing: total(({ missing }) => missing), recent: total(({ recent }) => recent) },
    workshops: shown.slice(params.offset, params.offset + params.limit),
  };
}

/** Those of today, then the latest. */
function nowFirst(a: HqWorkshop, b: HqWorkshop): number {
  if (a.live !== b.live) return a.live ? -1 : 1;
  if (a.firstDay !== b.firstDay) return (a.firstDay ?? '') > (b.firstDay ?? '') ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

export function hqWorkshop(context: StoreContext, { id }: QueryParams<'hq.workshop'>): QueryResult<'hq.workshop'> {
  const { hq, now } = context;
  hq.start();
  const record = hq.state.workshops.get(id);
  if (!record) return null;
  const workshop = hq.figuresOf(record, now());
  const today = localDateAt(new Date(now()).toISOString(), workshop.timeZone);
  const { retention, agenda } = record.state;
  const notBefore = earliestTerm(retention, plannedDays(record.state.workshop?.value ?? null, workshopDays(agenda.sessions)).at(-1) ?? null);
  return {
    workshop,
    today,
    days: dayCounts(record),
    sessions: sessionCounts(record),
    devices: devicesOf(record),
    exceptions: hq.exceptionsOf(record).slice(0, 200),
    retention: { days: retention?.days ?? null, postponedTo: retention?.postponedTo ?? null, notBefore, people: hq.peopleOf(record) },
  };
}

export function hqCompare(context: StoreContext, { by, ...filter }: QueryParams<'hq.compare'>): QueryResult<'hq.compare'> {
  return { groups: groupsOf(seenBy(context, filter).map(({ workshop }) => workshop), by) };
}

export function hqExceptions(context: StoreContext, { offset, limit, ...filter }: QueryParams<'hq.exceptions'>): QueryResult<'hq.exceptions'> {
  const some = seenBy(context, filter).filter(({ workshop }) => workshop.exceptions > 0);
  const all = some.flatMap(({ record }) => context.hq.exceptionsOf(record)).sort((a, b) => (a.at === b.at ? (a.workshop < b.workshop ? -1 : 1) : a.at > b.at ? -1 : 1));
  return { total: all.length, exceptions: all.slice(offset, offset + limit) };
}

export function hqDevices(context: StoreContext, { offset, limit, ...filter }: QueryParams<'hq.devices'>): QueryResult<'hq.devices'> {
  const all = seenBy(context, filter).flatMap(({ record }) => devicesOf(record));
  const gaps = all.filter(({ missing }) => missing > 0);
  const byContact = all.sort((a, b) => Number(b.missing > 0) - Number(a.missing > 0) || (a.lastAt === b.lastAt ? (a.device < b.device ? -1 : 1) : a.lastAt > b.lastAt ? -1 : 1));
  return {
    total: all.length,
    withGaps: gaps.length,
    missing: gaps.reduce((sum, { missing }) => sum + missing, 0),
    devices: byContact.slice(offset, offset + limit),
  };
}

/** @throws KioskError for a workshop of which nothing is here. */
export async function recordHere({ hq }: StoreContext, workshop: string): Promise<WorkshopRecord> {
  await hq.whole();
  const record = hq.state.workshops.get(workshop);
  if (!record) throw new KioskError('not_configured', `Headquarters has nothing of a workshop ${workshop}. Wait until its venue has been in contact.`);
  return record;
}

export async function hqPeople(context: StoreContext, { workshop, search, limit }: QueryParams<'hq.people'>): Promise<QueryResult<'hq.people'>> {
  const record = await recordHere(context, workshop);
  const words = queryTokens(search);
  const people: QueryResult<'hq.people'>['people'] = [];
  for (const { id, fields } of keptOf(context, record, 0, Number.POSITIVE_INFINITY)) {
    const tokens = [...searchTokens(fields.name), id.toLowerCase()];
    if (words.length === 0 || !words.every((word) => tokens.some((token) => token.startsWith(word)))) continue;
    people.push({ registrationId: id, fullName: fields.name, organisation: fields.organisation });
    if (people.length === limit) break;
  }
  return { people };
}

export async function hqAttendance(context: StoreContext, { workshop, from, limit }: QueryParams<'hq.attendance'>): Promise<QueryResult<'hq.attendance'>> {
  const record = await recordHere(context, workshop);
  const { state } = record;
  const count = context.hq.shelf(workshop)?.count ?? 0;
  const end = Math.min(count, from + limit);
  return {
    attendees: Array.from(keptOf(context, record, from, end), (attendee) => ({
      registrationId: attendee.id,
      ticketCode: attendee.fields.ticket,
      sessions: attendee.fields.sessions,
      consents: { data: attendee.fields.consent, photo: null },
      onlineParts: [],
      cancelled: attendee.cancelled && { at: attendee.cancelled.at, reason: attendee.cancelled.reason },
      blocked: attendee.block?.blocked ? { at: attendee.block.at, reason: attendee.block.reason } : null,
      mergedInto: null,
      mergedFrom: absorbedIds(state.attendees, attendee.id),
      erased: attendee.erased ? { at: attendee.erased.at } : null,
      revokedTickets: attendee.revoked,
      award: attendee.award?.granted ?? null,
      issuedTickets: [],
      person: null,
      visits: visitsOf(attendee),
    })),
    next: end < count ? end : null,
    workshop: state.workshop?.value ?? null,
    sessions: state.agenda.sessions,
  };
}

/** The people of a part of a workshop's records: merged and withdrawn ones are none of their own. */
function* keptOf({ hq }: StoreContext, { id, state }: WorkshopRecord, from: number, to: number): Generator<Attendee> {
  const shelf = hq.shelf(id);
  if (!shelf) return;
  for (let index = from; index < Math.min(to, shelf.count); index++) {
    const attendee = shelf.at(index);
    if (!attendee || isWithdrawn(attendee) || keptIdOf(state.attendees, attendee.id) !== attendee.id) continue;
    yield personOf(state.attendees, attendee);
  }
}
