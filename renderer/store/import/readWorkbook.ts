import { unzipSync, type Unzipped } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { KioskError } from '../../../shared/contract/errors';
import { quote, remark } from '../../../shared/domain/import/remarks';
import { columnLetter, type Table } from '../../../shared/domain/import/table';
import { storedArchive } from './storedArchive';
import { tableOf, type NumberedLine } from './tableOf';

/** Unpacked, a workbook of 100,000 people is some 100 MB; a file that unpacks to more than this is not a roster. */
const maxUnpackedBytes = 768 * 1024 * 1024;

const neededPart = /^xl\/(?:workbook\.xml|_rels\/|styles\.xml|sharedStrings\.xml|worksheets\/[^/]*\.xml)/i;

function unreadable(fileName: string, why: string): KioskError {
  return new KioskError(
    'unreadable_file',
    `${quote(fileName)} ${why} Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) or “CSV UTF-8”, and import that file.`,
  );
}

/**
 * Unpacks the parts of a workbook that hold cells. read-excel-file would unpack large ones in workers made from blob
 * URLs, which the application's content security policy forbids, and then wait for ever; so it is given an archive
 * that needs no unpacking.
 */
function unpack(bytes: Uint8Array, fileName: string): Unzipped {
  let size = 0;
  let names: string[] = [];
  let parts: Unzipped;
  try {
    parts = unzipSync(bytes, {
      filter: (file) => {
        names.push(file.name);
        if (!neededPart.test(file.name)) return false;
        size += file.originalSize;
        if (size > maxUnpackedBytes) throw unreadable(fileName, 'unpacks to more than 768 MB.');
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof KioskError) throw cause;
    throw unreadable(fileName, 'is damaged, or was not copied completely.');
  }
  names = names.map((name) => name.toLowerCase());
  if (names.includes('xl/workbook.bin')) throw unreadable(fileName, 'is a binary Excel workbook (.xlsb), which cannot be read.');
  if (names.includes('content.xml')) throw unreadable(fileName, 'is an OpenDocument file, which cannot be read.');
  if (!names.includes('xl/workbook.xml')) throw unreadable(fileName, 'is a ZIP archive, but not an Excel workbook.');
  return parts;
}

/** A number as a person would type it: at most Excel's own 15 digits, and never with an exponent. */
export function plainNumber(source: string): string {
  const value = Number(source);
  if (!Number.isFinite(value)) return source;
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '') || '0';
  const point = Number(exponent) + 1;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return (negative && value !== 0 ? '-' : '') + (fraction && value !== 0 ? `${whole}.${fraction}` : whole);
}

/** A date cell as `YYYY-MM-DD`, with `THH:mm` (and seconds) where it has a time; a time alone as `HH:mm`. */
function dateText(value: Date): string {
  // Excel keeps days as fractions: 09:15 comes back as 09:14:59.999.
  const rounded = new Date(Math.round(value.getTime() / 1000) * 1000);
  if (Number.isNaN(rounded.getTime())) return '';
  const [day = '', time = ''] = rounded.toISOString().slice(0, 19).split('T');
  const shortTime = time.endsWith(':00') ? time.slice(0, 5) : time;
  if (rounded.getTime() < Date.UTC(1900, 0, 1)) return shortTime;
  return time === '00:00:00' ? day : `${day}T${shortTime}`;
}

/**
 * The text of a number cell. Beyond 15 digits a spreadsheet has replaced the last ones by zeros, which cannot be seen
 * in plain digits; such a number keeps its exponent, so that it is recognized as rounded.
 */
function numberText(source: string): string {
  const value = Number(source);
  if (/^-?\d+$/.test(source) && Number.isSafeInteger(value)) return String(value);
  const digits = source.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+|0+$/g, '');
  const rounded = Number.isFinite(value) && Math.abs(value) >= 1e15 && digits.length >= 14;
  return rounded ? value.toExponential().toUpperCase() : plainNumber(source);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return String(value);
}

/** Whether a text of ASCII stands somewhere in bytes; a large sheet need not become a text of its own for that. */
function hasBytes(bytes: Uint8Array, text: string): boolean {
  const wanted = new TextEncoder().encode(text);
  const last = wanted.at(-1) as number;
  for (let at = bytes.indexOf(last); at !== -1; at = bytes.indexOf(last, at + 1)) {
    if (wanted.every((byte, index) => bytes[at - wanted.length + 1 + index] === byte)) return true;
  }
  return false;
}

/** The cells that hold a formula's error; the reader takes them as empty. */
function formulaErrors(parts: Unzipped): { cell: string; value: string }[] {
  const [sheet] = Object.keys(parts).filter((name) => /worksheets\/sheet1\.xml$/i.test(name));
  const bytes = sheet === undefined ? undefined : parts[sheet];
  if (!bytes || !hasBytes(bytes, ' t="e"')) return [];
  const xml = new TextDecoder().decode(bytes);
  return [...xml.matchAll(/<c ([^>]*\bt="e"[^>]*)>(?:<f[^>]*\/>|<f[^>]*>[^<]*<\/f>)?<v>([^<]*)<\/v>/g)].flatMap((match) => {
    const cell = /\br="([A-Z]+\d+)"/.exec(match[1] ?? '')?.[1];
    return cell === undefined ? [] : [{ cell, value: match[2] ?? '' }];
  });
}

/** Reads the first sheet of an Excel workbook that has any cells. Throws KioskError `unreadable_file`. */
export async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<Table> {
  const parts = unpack(bytes, fileName);
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = await readXlsxFile(storedArchive(parts), { parseNumber: numberText });
  } catch (cause) {
    throw unreadable(fileName, `cannot be read as an Excel workbook (${cause instanceof Error ? cause.message : String(cause)}).`);
  }
  const filled = sheets.filter((sheet) => sheet.data.some((line) => line.some((cell) => cell !== null)));
  const [first, ...others] = filled;
  if (first === undefined) throw unreadable(fileName, 'has no cells with values.');
  const lines: NumberedLine[] = first.data.map((line, index) => ({ row: index + 1, cells: line.map(cellText) }));
  // The cells of a workbook are XML, and that is UTF-8.
  const table = tableOf(lines, fileName, 'utf-8');
  if (others.length > 0) {
    table.warnings.unshift(
      remark('other_sheets_ignored', 0, '', quote(first.sheet), others.map((sheet) => quote(sheet.sheet)).join(', ')),
    );
  }
  if (first === sheets[0]) {
    const columnOf = new Map(table.header.map((name, index) => [columnLetter(index), name]));
    for (const { cell, value } of formulaErrors(parts)) {
      const [, letter = '', row = '0'] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
      table.warnings.push(remark('formula_error', Number(row), columnOf.get(letter) ?? letter, value));
    }
  }
  return table;
}
