import { readAgendaTable, type AgendaOptions, type AgendaReading } from '../../../shared/domain/import/agenda';
import { readRoster, type RosterOptions, type RosterReading, type RowsDone } from '../../../shared/domain/import/roster';
import { isCalendar, readCalendar, unfoldLines } from './readCalendar';
import { isJson, readPretalx } from './readPretalx';
import { encodingRemarks, isZip, readTable, readText, type ReadTableOptions } from './readTable';

/** What a roster file says. `encoding` is the one found, such as `utf-8` or `euc-kr`. */
export interface ParsedRoster extends RosterReading {
  encoding: string;
}

/** What an agenda file says. */
export interface ParsedAgenda extends AgendaReading {
  encoding: string;
}

export type RosterFileOptions = RosterOptions & ReadTableOptions;
export type AgendaFileOptions = AgendaOptions & ReadTableOptions;

/**
 * Reads a roster from the bytes of a CSV file or workbook. Throws KioskError. Runs where it is called.
 *
 * @param onRows is told how many of how many rows are done
 */
export async function parseRosterFile(
  bytes: Uint8Array,
  fileName: string,
  options: RosterFileOptions,
  onRows?: (done: number, total: number) => void,
): Promise<ParsedRoster> {
  const table = await readTable(bytes, fileName, options);
  const rowsDone: RowsDone | undefined = onRows && ((done) => onRows(done, table.rows.length));
  return { ...readRoster(table, options, rowsDone), encoding: table.encoding };
}

/** Reads an agenda from the bytes of a CSV file, workbook, calendar or schedule of pretalx. Throws KioskError. Runs where it is called. */
export async function parseAgendaFile(bytes: Uint8Array, fileName: string, options: AgendaFileOptions): Promise<ParsedAgenda> {
  if (!isZip(bytes)) {
    const decoded = readText(unfoldLines(bytes), fileName, options);
    if (isCalendar(decoded.text) || isJson(decoded.text)) {
      const reading = (isCalendar(decoded.text) ? readCalendar : readPretalx)(decoded.text, fileName, options);
      reading.warnings.unshift(...encodingRemarks(decoded));
      return { ...reading, encoding: decoded.encoding };
    }
  }
  const table = await readTable(bytes, fileName, options);
  return { ...readAgendaTable(table, options), encoding: table.encoding };
}
