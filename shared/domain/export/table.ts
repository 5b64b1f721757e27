/** A table on its way out: columns with their kind, and cells that keep it, for CSV and spreadsheets alike. */

/**
 * - `text`: ids and codes, too: a spreadsheet may not take their zeros away.
 * - `date`: a calendar date `YYYY-MM-DD`.
 * - `instant`: a UTC instant (ISO 8601).
 */
export type ColumnKind = 'text' | 'date' | 'instant' | 'number' | 'yesNo';

export interface Column {
  name: string;
  kind: ColumnKind;
  /** In characters. */
  width: number;
}

/** Null is an empty cell. */
export type Cell = string | number | boolean | null;

/** A cell's text in a CSV file. Instants stay in UTC, so that no reader has to guess a time zone. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return String(cell);
}
