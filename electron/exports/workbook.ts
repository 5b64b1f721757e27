import type { Column, Cell } from '@shared/domain/export/table';
import { cellText } from '@shared/domain/export/table';
import { wallClockOf } from '@shared/domain/export/wallClock';
import writeExcelFile from 'write-excel-file/node';

interface SheetCell {
  value: string | number | boolean | Date;
  type: StringConstructor | NumberConstructor | BooleanConstructor | DateConstructor;
  format?: string;
  fontWeight?: 'bold';
}

export interface WorkbookShape {
  sheet: string;
  /** The zone whose clock the instants show; null leaves them as texts in UTC, as scripts know them. */
  timeZone: string | null;
}

/**
 * A spreadsheet of one table. Ids stay texts, dates are dates: a spreadsheet sorts and reckons with them. Nothing is
 * defused here, as a text cell of a spreadsheet never runs.
 */
export async function workbookOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], { sheet, timeZone }: WorkbookShape): Promise<Buffer> {
  const clock = timeZone === null ? null : wallClockOf(timeZone);
  const makers = columns.map(({ kind }) => cellMaker(kind, clock));
  const head = columns.map(({ name, kind }): SheetCell => ({
    value: kind === 'instant' && timeZone !== null ? `${name} (${timeZone})` : name, type: String, fontWeight: 'bold',
  }));
  const data: (SheetCell | null)[][] = [head];
  for (const row of rows) data.push(row.map((cell, index) => (cell === null || cell === '' ? null : (makers[index] as CellMaker)(cell))));
  const file = await writeExcelFile(data, { sheet, stickyRowsCount: 1, columns: columns.map(({ width }) => ({ width })) });
  return file.toBuffer();
}

type CellMaker = (cell: Exclude<Cell, null>) => SheetCell;

function cellMaker(kind: Column['kind'], clock: ((instant: string) => number) | null): CellMaker {
  const asText: CellMaker = (cell) => ({ value: cellText(cell), type: String });
  switch (kind) {
    case 'number':
      return (cell) => ({ value: cell as number, type: Number });
    case 'yesNo':
      return (cell) => ({ value: cell as boolean, type: Boolean });
    case 'date':
      return clock === null ? asText : (cell) => ({ value: new Date(`${String(cell)}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' });
    case 'instant':
      return clock === null ? asText : (cell) => ({ value: new Date(clock(String(cell))), type: Date, format: 'yyyy-mm-dd hh:mm:ss' });
    case 'text':
      return asText;
  }
}
