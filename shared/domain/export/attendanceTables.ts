import type { AttendeeView, VisitView } from '@shared/contract/queries';
import type { AgendaSession, Language, Target } from '@shared/contract/values';
import { titleIn } from '../certificates/awards';
import { mayBeNamed } from './consent';
import type { Cell, Column } from './table';

/** How attendance becomes tables: the headless command, the desk and its spreadsheets all take these. */

/** A table whose rows are made one attendee at a time, so that no roster is too long for it. */
export interface AttendanceTable {
  columns: readonly Column[];
  rowsOf(attendee: AttendeeView): Cell[][];
}

export const text = (name: string, width = 16): Column => ({ name, kind: 'text', width });
export const instant = (name: string): Column => ({ name, kind: 'instant', width: 20 });
const yesNo = (name: string): Column => ({ name, kind: 'yesNo', width: 12 });

export const who: readonly Column[] = [
  text('registration_id'), text('ticket_code', 22), text('full_name', 28), text('name_on_certificate', 28), text('email', 30),
  text('organisation', 28), text('country', 9),
];

export function whoCells(one: AttendeeView): Cell[] {
  const person = mayBeNamed(one) ? one.person : null;
  return [
    one.registrationId, mayBeNamed(one) ? (one.ticketCode ?? '') : '', person?.fullName ?? '', person?.nameOnCertificate ?? '', person?.email ?? '',
    person?.organisation ?? '', person?.country ?? '',
  ];
}

export const consents: readonly Column[] = [yesNo('consent_data'), yesNo('consent_photo')];
export const consentCells = ({ consents: { data, photo } }: AttendeeView): Cell[] => [data, photo];

export const award: Column = text('award', 28);
/** The title of somebody's award in a language, or as it was written where it has one alone. Whoever knows who has won knows who that is. */
export const awardCell = (one: AttendeeView, language: Language): Cell => (mayBeNamed(one) && one.erased === null && one.award ? titleIn(one.award.title, language) : '');

/** Every target that somebody's check-in stands for, in order. */
export function standingTargets(people: Iterable<AttendeeView>): Target[] {
  const targets = new Set<Target>();
  for (const { visits } of people) for (const visit of visits) if (!visit.voided) targets.add(visit.target);
  return [...targets].sort();
}

/**
 * One row a person; behind who they are, a column for every day and session with the first standing check-in, and the
 * award that they have.
 *
 * @param options `withConsents` adds what people need and scripts have never had: the consents. `language` is that of titles.
 */
export function workshopTable(targets: readonly Target[], { withConsents = false, language = 'en' }: { withConsents?: boolean; language?: Language } = {}): AttendanceTable {
  return {
    columns: [...who, text('cancelled', 20), ...targets.map((target) => instant(target)), ...(withConsents ? consents : []), award],
    rowsOf: (one) => [[
      ...whoCells(one),
      one.cancelled ? (mayBeNamed(one) ? one.cancelled.reason : 'yes') : '',
      ...targets.map((target) => one.visits.find((visit) => visit.target === target && !visit.voided)?.at ?? null),
      ...(withConsents ? consentCells(one) : []),
      awardCell(one, language),
    ]],
  };
}

/** Who is expected for a day (everybody) or a session: those registered for it, or everybody where that is not asked for. */
export function isExpectedAt({ sessions, cancelled }: AttendeeView, target: Target, agenda: readonly AgendaSession[]): boolean {
  if (cancelled) return false;
  if (!target.startsWith('session:')) return true;
  const id = target.slice('session:'.length);
  return agenda.find((session) => session.id === id)?.registrationRequired === true ? sessions.includes(id) : true;
}

/** The check-ins that count for a target, in order. */
export function visitsAt({ visits }: AttendeeView, target: Target): VisitView[] {
  return visits.filter((visit) => visit.target === target && !visit.voided && !visit.duplicate);
}

/** One day or session: one row for everybody who is expected or came. */
export function targetTable(target: Target, agenda: readonly AgendaSession[], language: Language = 'en'): AttendanceTable {
  return {
    columns: [
      ...who, text('state', 11), instant('first_check_in'), instant('last_check_out'), { name: 'check_ins', kind: 'number', width: 10 },
      text('station', 18), ...consents, award,
    ],
    rowsOf: (one) => {
      const visits = visitsAt(one, target);
      if (visits.length === 0 && !isExpectedAt(one, target, agenda)) return [];
      const last = visits.at(-1);
      const state = !last ? 'expected' : last.outAt === null ? 'inside' : 'left';
      return [[...whoCells(one), state, visits[0]?.at ?? null, last?.outAt ?? null, visits.length, last?.station ?? '', ...consentCells(one), awardCell(one, language)]];
    },
  };
}

/** One row a visit, with what became of it: the whole truth about one person, or about all. */
export function visitsTable(agenda: readonly AgendaSession[]): AttendanceTable {
  const titles = new Map(agenda.map(({ id, title }) => [id, title]));
  return {
    columns: [
      ...who, text('target', 18), text('title', 34), { name: 'date', kind: 'date', width: 12 }, instant('check_in'), instant('check_out'),
      { name: 'minutes', kind: 'number', width: 9 }, text('station', 18), text('device', 11), yesNo('voided'), yesNo('duplicate'), text('override', 24), ...consents,
    ],
    rowsOf: (one) => one.visits.map((visit) => [
      ...whoCells(one), visit.target, titles.get(visit.target.slice('session:'.length)) ?? '', dateOf(visit, agenda), visit.at, visit.outAt, minutesOf(visit),
      visit.station ?? '', visit.device, visit.voided, visit.duplicate, mayBeNamed(one) ? (visit.override ?? '') : '', ...consentCells(one),
    ]),
  };
}

/** The workshop's day that a visit belongs to, where that is known. */
function dateOf({ target }: VisitView, agenda: readonly AgendaSession[]): string | null {
  if (target.startsWith('day:')) return target.slice('day:'.length);
  return agenda.find(({ id }) => target === `session:${id}`)?.start.slice(0, 10) ?? null;
}

function minutesOf({ at, outAt }: VisitView): number | null {
  return outAt === null ? null : Math.round((Date.parse(outAt) - Date.parse(at)) / 60_000);
}

/** The counts of every day and session: nobody is named, so nobody is left out. */
export function countsTable(
  counts: readonly { target: Target; expected: number; arrived: number; inside: number }[],
  agenda: readonly AgendaSession[],
): { columns: readonly Column[]; rows: Cell[][] } {
  const number = (name: string): Column => ({ name, kind: 'number', width: 10 });
  return {
    columns: [
      text('target', 18), text('title', 38), text('room', 18), { name: 'date', kind: 'date', width: 12 }, text('start', 8), text('end', 8),
      number('capacity'), number('expected'), number('arrived'), number('inside'),
    ],
    rows: counts.map(({ target, expected, arrived, inside }) => {
      const session = agenda.find(({ id }) => target === `session:${id}`);
      return [
        target, session?.title ?? '', session?.room ?? '', session?.start.slice(0, 10) ?? target.slice('day:'.length), session?.start.slice(11, 16) ?? '',
        session?.end.slice(11, 16) ?? '', session?.capacity ?? null, expected, arrived, inside,
      ];
    }),
  };
}
