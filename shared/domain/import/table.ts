import type { ImportRemark } from '../../contract/reports';

/** One line of a table. `row` is the line a spreadsheet shows, counted from 1; blank lines count, but are not rows. */
export interface TableRow {
  row: number;
  cells: string[];
}

/**
 * A file read as a table, before anybody knows what its columns mean. `rejected` are lines that could not be taken
 * apart into cells (they are not in `rows`), `warnings` everything else worth telling.
 */
export interface Table {
  fileName: string;
  encoding: string;
  header: string[];
  headerRow: number;
  rows: TableRow[];
  rejected: ImportRemark[];
  warnings: ImportRemark[];
}

/** Column names that JavaScript objects and validators treat specially, and so cannot be keys of `person.other`. */
const unsafeKeys = new Set(['__proto__', 'prototype', 'constructor']);

/** The key under which a column that the application does not know is kept. */
export function columnKey(name: string): string {
  return unsafeKeys.has(name) ? `${name} (column)` : name;
}

/** The letter a spreadsheet shows above a column, such as `C` or `AB`; `index` counts from 0. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** A header as it is compared: without case, spaces, hyphens, underscores and dots. */
export function headerKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.\-\p{Cf}\p{Cc}\p{Pd}]+/gu, '');
}
