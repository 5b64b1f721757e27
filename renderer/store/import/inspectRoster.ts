import { dateFactsOf, type DateFacts } from '../../../shared/domain/import/dateOrder';
import { guessColumns, headerSignature, type RosterGuess } from '../../../shared/domain/import/rosterGuess';
import type { TableRow } from '../../../shared/domain/import/table';
import { readTable } from './readTable';

/** A roster file before anybody has said what its columns are. */
export interface InspectedRoster extends RosterGuess {
  encoding: string;
  header: string[];
  headerRow: number;
  rows: number;
  sample: TableRow[];
  dates: DateFacts[];
  signature: string;
}

const sampleRows = 20;

/** Reads a roster's table and looks at it. Throws KioskError. Runs where it is called. */
export async function inspectRosterFile(bytes: Uint8Array, fileName: string): Promise<InspectedRoster> {
  const table = await readTable(bytes, fileName);
  return {
    ...guessColumns(table),
    encoding: table.encoding,
    header: table.header,
    headerRow: table.headerRow,
    rows: table.rows.length,
    sample: table.rows.slice(0, sampleRows),
    dates: dateFactsOf(table),
    signature: headerSignature(table.header),
  };
}
