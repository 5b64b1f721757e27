import type { HqWorkshop } from '@shared/contract/hqQueries';
import type { AgendaSession, Language } from '@shared/contract/values';
import type { AttendeeView } from '@shared/contract/views';
import { award, awardCell, consentCells, consents, instant, text, visitsTable, who, whoCells } from './attendanceTables';
import { mayBeNamed } from './consent';
import type { Cell, Column } from './table';

/** What headquarters takes out as tables: the same cells as at a venue, behind whose workshop they are of. */

const number = (name: string): Column => ({ name, kind: 'number', width: 11 });
const date = (name: string): Column => ({ name, kind: 'date', width: 12 });

export const workshopColumns: readonly Column[] = [
  text('workshop', 20), text('name', 34), text('city', 18), number('year'), date('first_day'), date('last_day'), number('expected'), number('arrived'),
  number('walk_ins'), number('cancelled'), number('certificates'), number('printed'), number('open_exceptions'), number('devices'), number('missing_events'),
  instant('last_contact'),
];

export function workshopCells(one: HqWorkshop): Cell[] {
  return [
    one.id, one.name, one.city, one.year, one.firstDay, one.lastDay, one.expected, one.arrived, one.walkIns, one.cancelled, one.certificates, one.printed,
    one.exceptions, one.devices, one.missing, one.lastAt,
  ];
}

/** A table of people of several workshops: its rows are made one person at a time. */
export interface PeopleTable {
  columns: readonly Column[];
  rowsOf(workshop: HqWorkshop, agenda: readonly AgendaSession[], one: AttendeeView): Cell[][];
}

const where: readonly Column[] = [text('workshop', 20), text('city', 18)];

/** One row a person, with how much of the workshop they attended and the award that they have. @param language of titles. */
export const peopleTable = (language: Language): PeopleTable => ({
  columns: [...where, ...who, text('cancelled', 20), instant('first_check_in'), number('days'), number('sessions'), ...consents, award],
  rowsOf: ({ id, city }, _agenda, one) => {
    const standing = one.visits.filter(({ voided, duplicate }) => !voided && !duplicate);
    const targets = new Set(standing.map(({ target }) => target));
    const days = [...targets].filter((target) => target.startsWith('day:')).length;
    const cancelled = one.cancelled ? (mayBeNamed(one) ? one.cancelled.reason : 'yes') : '';
    const first = standing.map(({ at }) => at).sort()[0] ?? null;
    return [[id, city, ...whoCells(one), cancelled, first, days, targets.size - days, ...consentCells(one), awardCell(one, language)]];
  },
});

/** One row a visit, with what became of it. */
export const hqVisitsTable: PeopleTable = {
  columns: [...where, ...visitsTable([]).columns],
  rowsOf: ({ id, city }, agenda, one) => visitsTable(agenda).rowsOf(one).map((row) => [id, city, ...row]),
};
