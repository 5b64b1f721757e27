import { KioskError } from '../../contract/errors';
import type { ImportRemark } from '../../contract/reports';
import { cleanLine } from './cellValues';
import { quote, remark } from './remarks';
import { columnKey, columnLetter, headerKey, type Table } from './table';

/** The roster's columns. The first and the third are required; further columns are kept in `person.other`. */
export const rosterColumns = [
  'registration_id',
  'ticket_code',
  'full_name',
  'name_on_certificate',
  'email',
  'birth_date',
  'country',
  'organisation',
  'language',
  'online_part_1',
  'online_part_2',
  'online_part_3',
  'dietary',
  'sessions',
  'consent_data',
  'consent_photo',
] as const;
export type RosterColumn = (typeof rosterColumns)[number];

/**
 * Which of a file's columns (their places, from 0) a roster's column is taken from. Several are put together: the halves
 * of a name with a space, the parts of an id with a hyphen.
 */
export type ColumnChoice = Partial<Record<RosterColumn, number[]>>;
const requiredColumns = ['registration_id', 'full_name'] as const;

/** Other spellings of a column, as `headerKey` makes them. */
const spellings: Readonly<Record<string, RosterColumn>> = { organization: 'organisation' };

/** Where each column stands, and which further columns there are. */
export interface RosterLayout {
  position: Map<RosterColumn, number>;
  /** The columns that are put together, where it takes more than one. */
  parts: Map<RosterColumn, number[]>;
  other: { key: string; header: string; index: number }[];
  warnings: ImportRemark[];
}

function mappedPositions(table: Table, mapping: Readonly<Record<string, string>>): Map<RosterColumn, number> {
  const position = new Map<RosterColumn, number>();
  for (const [column, header] of Object.entries(mapping)) {
    const known = rosterColumns.find((name) => name === column);
    if (known === undefined) {
      throw new KioskError(
        'invalid_request',
        `The mapping names ${quote(column)}, which is not a column of a roster. Use these: ${rosterColumns.join(', ')}.`,
      );
    }
    const wanted = String(header);
    const exact = table.header.findIndex((name) => cleanLine(name) === cleanLine(wanted));
    const index = exact >= 0 ? exact : table.header.findIndex((name) => headerKey(name) === headerKey(wanted));
    if (index < 0) {
      throw new KioskError(
        'unreadable_file',
        `The mapping takes ${known} from ${quote(wanted)}, but ${quote(table.fileName)} has no such column. ` +
          `${foundColumns(table)} Correct the mapping or the file.`,
      );
    }
    position.set(known, index);
  }
  return position;
}

function foundColumns(table: Table): string {
  const names = table.header.map(cleanLine).filter((name) => name !== '');
  if (names.length === 0) return 'It has no column names.';
  const shown = names.slice(0, 30).map(quote).join(', ');
  return `Its columns are: ${shown}${names.length > 30 ? ` and ${names.length - 30} more` : ''}.`;
}

/**
 * Finds which column stands where. Throws KioskError `unreadable_file` if a required column is missing,
 * `invalid_request` if the mapping names a column that no roster has.
 */
export function layoutOf(table: Table, mapping: Readonly<Record<string, string>>): RosterLayout {
  const position = mappedPositions(table, mapping);
  const mapped = new Set(position.values());
  const known = new Map<string, RosterColumn>(rosterColumns.map((name) => [headerKey(name), name]));
  for (const [spelling, column] of Object.entries(spellings)) known.set(spelling, column);
  const layout: RosterLayout = { position, parts: new Map(), other: [], warnings: [] };
  const keys = new Set<string>();
  table.header.forEach((rawHeader, index) => {
    if (mapped.has(index)) return;
    const header = cleanLine(rawHeader);
    const column = known.get(headerKey(header));
    if (column !== undefined && !position.has(column)) {
      position.set(column, index);
      return;
    }
    if (header === '' && !table.rows.some((line) => cleanLine(line.cells[index] ?? '') !== '')) return;
    const letter = columnLetter(index);
    const name = columnKey(header === '' ? `Column ${letter}` : header);
    const taken = (key: string): boolean => keys.has(key) || known.get(headerKey(key)) !== undefined;
    let key = name;
    for (let copy = 2; taken(key); copy += 1) key = `${name} (${copy})`;
    if (header === '') layout.warnings.push(remark('unnamed_column', table.headerRow, '', letter));
    else if (key !== name && !(column !== undefined && column in mapping)) {
      layout.warnings.push(remark('duplicate_column', table.headerRow, header, header));
    }
    keys.add(key);
    layout.other.push({ key, header: header === '' ? key : header, index });
  });
  requireColumns(table, position);
  return layout;
}

/** The columns that every row must have a value in. */
export function isRequired(column: RosterColumn): boolean {
  return requiredColumns.some((required) => required === column);
}

/**
 * Lays a table out by columns that a person has chosen: those and no others have a meaning, whatever their headers say.
 * Throws as `layoutOf` does.
 */
export function layoutByChoice(table: Table, columns: ColumnChoice): RosterLayout {
  const layout: RosterLayout = { position: new Map(), parts: new Map(), other: [], warnings: [] };
  const used = new Set<number>();
  for (const column of rosterColumns) {
    const places = (columns[column] ?? []).filter((place) => place >= 0 && place < table.header.length);
    if (places.length === 0) continue;
    layout.position.set(column, places[0] as number);
    if (places.length > 1) layout.parts.set(column, places);
    for (const place of places) used.add(place);
  }
  requireColumns(table, layout.position);
  const keys = new Set<string>();
  for (const [index, rawHeader] of table.header.entries()) {
    if (used.has(index)) continue;
    const header = cleanLine(rawHeader);
    if (header === '' && !table.rows.some((line) => cleanLine(line.cells[index] ?? '') !== '')) continue;
    const letter = columnLetter(index);
    const name = columnKey(header === '' ? `Column ${letter}` : header);
    let key = name;
    for (let copy = 2; keys.has(key) || rosterColumns.some((column) => column === key); copy += 1) key = `${name} (${copy})`;
    if (header === '') layout.warnings.push(remark('unnamed_column', table.headerRow, '', letter));
    else if (keys.has(name)) layout.warnings.push(remark('duplicate_column', table.headerRow, header, header));
    keys.add(key);
    layout.other.push({ key, header: header === '' ? key : header, index });
  }
  return layout;
}

function requireColumns(table: Table, position: ReadonlyMap<RosterColumn, number>): void {
  const missing = requiredColumns.filter((column) => !position.has(column));
  if (missing.length > 0) {
    throw new KioskError(
      'unreadable_file',
      `${quote(table.fileName)} has no column ${missing.join(' and no column ')}. ${foundColumns(table)} ` +
        'Name the columns of the ids and names registration_id and full_name, or give a mapping file such as ' +
        '{"registration_id": "Booking number", "full_name": "Name"}, and import the file again.',
    );
  }
}
