import { type Cell, cellText, type Column } from './table';
import { defused } from './defuse';

/** Excel takes a CSV file for UTF-8 only by this mark. */
export const byteOrderMark = '\ufeff';

/** The rows as lines of CSV (RFC 4180, lines ended by CR LF). Texts that would run as formulas are defused. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

export function csvHeader(columns: readonly Column[]): string {
  return csvLines([columns.map(({ name }) => name)]);
}

function field(cell: Cell): string {
  const text = typeof cell === 'string' ? defused(cell) : cellText(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
