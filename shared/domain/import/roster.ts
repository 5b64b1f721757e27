import type { ImportRemark } from '../../contract/reports';
import type { AttendeeRecord } from '../../contract/values';
import {
  cleanBlock, cleanCode, cleanLine, isRoundedNumber, readBirthDate, readEmail, readLanguage, readSessionList, readYesNo,
} from './cellValues';
import { type DateOrder, readShortDate } from './dateOrder';
import { quote, remark } from './remarks';
import { isCancelledStatus, statusPlace } from './orderStatus';
import { hasOwnId } from './rosterGuess';
import { type ColumnChoice, layoutByChoice, layoutOf, type RosterColumn, type RosterLayout } from './rosterLayout';
import type { Table, TableRow } from './table';

/** Longest values taken, in characters: longer ones are a broken file, not a person. */
const limits = { registrationId: 128, ticketCode: 512, name: 500, value: 5000 };

/**
 * A person as a row gives them. `leftOut` names the columns whose value could not be used: an import over a person
 * who is already there keeps the earlier value for these.
 */
export interface RosterAttendee extends AttendeeRecord {
  row: number;
  leftOut?: RosterColumn[];
}

export interface RosterReading {
  /** Rows that were not blank: `attendees`, `repeated` and `rejected` together. */
  read: number;
  attendees: RosterAttendee[];
  rejected: ImportRemark[];
  warnings: ImportRemark[];
  /** With `columns`: rows whose id an earlier one has. Somebody has to say what becomes of them (`rosterDuplicates.ts`). */
  repeated: RosterAttendee[];
  /** Which of the roster's columns the file has. A column it lacks says nothing about anybody. */
  columns: RosterColumn[];
  /** The keys of `person.other` that the file has. */
  otherColumns: string[];
}

export interface RosterOptions {
  /** The local date of the venue, `YYYY-MM-DD`. */
  today: string;
  /** Roster column → header in the file, for files with other headers. */
  mapping?: Readonly<Record<string, string>>;
  /** The columns that a person has chosen; then headers count for nothing, and `mapping` neither. */
  columns?: ColumnChoice;
  /** How short dates are written, once that is known or has been said. Without it they are left out. */
  dateOrder?: DateOrder;
}

/** Called while a long file is read, with the rows that are done. */
export type RowsDone = (rows: number) => void;
const rowsBetweenCalls = 2_000;

/** Reads one row. Everything that can be wrong with an optional value is a remark; the person goes in all the same. */
function readRow(
  line: TableRow,
  table: Table,
  layout: RosterLayout,
  { today, dateOrder }: RosterOptions,
): { attendee: RosterAttendee; warnings: ImportRemark[] } {
  const warnings: ImportRemark[] = [];
  const leftOut: RosterColumn[] = [];

  const raw = (column: RosterColumn): string => {
    const parts = layout.parts.get(column);
    if (parts === undefined) return line.cells[layout.position.get(column) ?? -1] ?? '';
    const values = parts.map((place) => cleanLine(line.cells[place] ?? '')).filter((value) => value !== '');
    return values.join(column === 'registration_id' ? '-' : ' ');
  };
  const headerOf = (column: RosterColumn): string => cleanLine(table.header[layout.position.get(column) ?? -1] ?? column);
  const refuse = (column: RosterColumn, made: ImportRemark): void => {
    leftOut.push(column);
    warnings.push(made);
  };
  const text = (column: RosterColumn, limit = limits.value): string => {
    const value = column === 'dietary' ? cleanBlock(raw(column)) : cleanLine(raw(column));
    if (value.length <= limit) return value;
    refuse(column, remark('too_long', line.row, headerOf(column), value.length, limit, false));
    return '';
  };
  const yesNo = (column: RosterColumn): boolean | null => {
    const value = cleanLine(raw(column));
    if (value === '') return null;
    const answer = readYesNo(value);
    if (answer === null) refuse(column, remark('invalid_yes_no', line.row, headerOf(column), value));
    return answer;
  };

  const ticketCode = (): string | null => {
    const code = cleanCode(raw('ticket_code'));
    if (code.length > limits.ticketCode) {
      refuse('ticket_code', remark('too_long', line.row, headerOf('ticket_code'), code.length, limits.ticketCode, false));
      return null;
    }
    if (isRoundedNumber(code)) {
      refuse('ticket_code', remark('rounded_number', line.row, headerOf('ticket_code'), code, false));
      return null;
    }
    return code === '' ? null : code;
  };
  const email = (): string => {
    const value = cleanLine(raw('email'));
    if (value === '') return '';
    const address = readEmail(value);
    if (address === null) refuse('email', remark('invalid_email', line.row, headerOf('email'), value));
    return address ?? '';
  };
  const birthDate = (): string | null => {
    const value = cleanLine(raw('birth_date'));
    if (value === '') return null;
    const reading = readBirthDate(value, today, dateOrder && readShortDate(value, dateOrder));
    if ('date' in reading) return reading.date;
    refuse('birth_date', remark(reading.problem, line.row, headerOf('birth_date'), value));
    return null;
  };
  const language = (): AttendeeRecord['person']['language'] => {
    const value = cleanLine(raw('language'));
    if (value === '') return null;
    const known = readLanguage(value);
    if (known === null) refuse('language', remark('unknown_language', line.row, headerOf('language'), value));
    return known;
  };
  const sessions = (): string[] => {
    const value = raw('sessions');
    if (value.length <= limits.value) return readSessionList(value);
    refuse('sessions', remark('too_long', line.row, headerOf('sessions'), value.length, limits.value, false));
    return [];
  };
  const other: Record<string, string> = {};
  for (const column of layout.other) {
    const value = cleanBlock(line.cells[column.index] ?? '');
    if (value === '') continue;
    if (value.length <= limits.value) other[column.key] = value;
    else warnings.push(remark('too_long', line.row, column.header, value.length, limits.value, false));
  }

  const registrationId = cleanCode(raw('registration_id'));
  if (isRoundedNumber(registrationId)) {
    warnings.push(remark('rounded_number', line.row, headerOf('registration_id'), registrationId, true));
  }
  const attendee: RosterAttendee = {
    row: line.row,
    registrationId,
    ticketCode: ticketCode(),
    person: {
      fullName: cleanLine(raw('full_name')),
      nameOnCertificate: text('name_on_certificate', limits.name),
      email: email(),
      birthDate: birthDate(),
      country: text('country'),
      organisation: text('organisation'),
      language: language(),
      dietary: text('dietary'),
      other,
    },
    sessions: sessions(),
    consents: { data: yesNo('consent_data'), photo: yesNo('consent_photo') },
    onlineParts: [yesNo('online_part_1'), yesNo('online_part_2'), yesNo('online_part_3')],
  };
  if (leftOut.length > 0) attendee.leftOut = leftOut;
  return { attendee, warnings };
}

/** Why nobody can be admitted by this row, or null. The first row with an id or a ticket code keeps it. */
function rejectionOf(
  attendee: RosterAttendee,
  header: (column: RosterColumn) => string,
  rowOfId: ReadonlyMap<string, number>,
  rowOfTicket: ReadonlyMap<string, number>,
): ImportRemark | null {
  const { row, registrationId, ticketCode, person } = attendee;
  if (registrationId === '') return remark('missing_registration_id', row, header('registration_id'));
  if (person.fullName === '') return remark('missing_full_name', row, header('full_name'));
  if (registrationId.length > limits.registrationId) {
    return remark('too_long', row, header('registration_id'), registrationId.length, limits.registrationId, true);
  }
  if (person.fullName.length > limits.name) {
    return remark('too_long', row, header('full_name'), person.fullName.length, limits.name, true);
  }
  const sameId = rowOfId.get(registrationId);
  if (sameId !== undefined) {
    return remark('duplicate_registration_id', row, header('registration_id'), registrationId, sameId);
  }
  const sameTicket = ticketCode === null ? undefined : rowOfTicket.get(ticketCode);
  if (ticketCode !== null && sameTicket !== undefined) {
    return remark('duplicate_ticket_code', row, header('ticket_code'), ticketCode, sameTicket);
  }
  return null;
}

/**
 * Reads a roster: every row becomes an attendee or a rejection, never neither and never both. Throws KioskError
 * `unreadable_file` where a required column is missing, `invalid_request` for a wrong mapping.
 */
export function readRoster(table: Table, options: RosterOptions, onRows: RowsDone = () => undefined): RosterReading {
  const layout = options.columns ? layoutByChoice(table, options.columns) : layoutOf(table, options.mapping ?? {});
  const headerOf = (column: RosterColumn): string => cleanLine(table.header[layout.position.get(column) ?? -1] ?? column);
  const attendees: RosterAttendee[] = [];
  const repeated: RosterAttendee[] = [];
  const rejected = [...table.rejected];
  const warnings = [...table.warnings, ...layout.warnings];
  const rowOfId = new Map<string, number>();
  const rowOfTicket = new Map<string, number>();
  const status = statusPlace(table.header);
  if (options.columns && !hasOwnId(table.header, options.columns)) {
    const names = (options.columns.registration_id ?? []).map((place) => quote(cleanLine(table.header[place] ?? '')));
    warnings.push(remark('id_from_columns', 0, headerOf('registration_id'), names.join(' + ')));
  }
  for (const [index, line] of table.rows.entries()) {
    if (index > 0 && index % rowsBetweenCalls === 0) onRows(index);
    const reading = readRow(line, table, layout, options);
    const state = cleanLine(line.cells[status] ?? '');
    const rejection = isCancelledStatus(state)
      ? remark('cancelled_registration', line.row, cleanLine(table.header[status] ?? ''), reading.attendee.person.fullName || reading.attendee.registrationId, state)
      : rejectionOf(reading.attendee, headerOf, rowOfId, rowOfTicket);
    if (rejection !== null) {
      if (options.columns && rejection.code === 'duplicate_registration_id') {
        repeated.push(reading.attendee);
        warnings.push(...reading.warnings);
      } else rejected.push(rejection);
      continue;
    }
    rowOfId.set(reading.attendee.registrationId, line.row);
    if (reading.attendee.ticketCode !== null) rowOfTicket.set(reading.attendee.ticketCode, line.row);
    attendees.push(reading.attendee);
    for (const warning of reading.warnings) warnings.push(warning);
  }
  rejected.sort((a, b) => a.row - b.row);
  warnings.sort((a, b) => a.row - b.row);
  return {
    read: attendees.length + repeated.length + rejected.length,
    attendees,
    repeated,
    rejected,
    warnings,
    columns: [...layout.position.keys()],
    otherColumns: layout.other.map((column) => column.key),
  };
}
