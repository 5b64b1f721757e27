import { KioskError } from '../../../shared/contract/errors';
import { cleanLine } from '../../../shared/domain/import/cellValues';
import { quote, remark } from '../../../shared/domain/import/remarks';
import type { Table } from '../../../shared/domain/import/table';

export interface NumberedLine {
  row: number;
  cells: string[];
}

const isBlank = (cell: string): boolean => cell === '' || cleanLine(cell) === '';

/**
 * Makes a table of numbered lines: the first that is not blank is the header, blank ones are passed over. A line with
 * values beyond the header's last column is rejected, for nobody can tell which of its cells are in the wrong place.
 */
export function tableOf(lines: Iterable<NumberedLine>, fileName: string, encoding: string): Table {
  const table: Table = { fileName, encoding, header: [], headerRow: 0, rows: [], rejected: [], warnings: [] };
  for (const { row, cells } of lines) {
    if (cells.every(isBlank)) continue;
    if (table.headerRow === 0) {
      table.headerRow = row;
      table.header = cells.map(cleanLine);
      continue;
    }
    let last = cells.length;
    while (last > table.header.length && isBlank(cells[last - 1] ?? '')) last -= 1;
    if (last > table.header.length) {
      table.rejected.push(remark('too_many_cells', row, '', last, table.header.length));
      continue;
    }
    cells.forEach((cell, index) => {
      if (!cell.includes('\ufffd')) return;
      table.warnings.push(remark('undecodable_characters', row, table.header[index] ?? '', cell));
    });
    table.rows.push({ row, cells: cells.length > table.header.length ? cells.slice(0, table.header.length) : cells });
  }
  if (table.headerRow === 0) {
    throw new KioskError('unreadable_file', `${quote(fileName)} has no rows. Export it again from where it comes from.`);
  }
  return table;
}
