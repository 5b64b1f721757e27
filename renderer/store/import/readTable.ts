import { KioskError } from '../../../shared/contract/errors';
import { quote, remark } from '../../../shared/domain/import/remarks';
import type { Table } from '../../../shared/domain/import/table';
import { decodeText, type DecodedText } from './decodeText';
import { readDelimited } from './readDelimited';
import { readWorkbook } from './readWorkbook';

export interface ReadTableOptions {
  /** The encoding, where staff know it; otherwise it is found from the bytes. */
  encoding?: string | undefined;
}

const signatures: readonly { bytes: readonly number[]; what: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a picture' },
  { bytes: [0x1f, 0x8b], what: 'a compressed file' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a compressed file' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a compressed file' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: 'a text document' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'a database' },
];

const remedy = 'Open it in a spreadsheet program, save it as “CSV UTF-8” or as an Excel workbook (.xlsx), and import that file.';

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Whether a file is a ZIP archive, as Excel workbooks are. */
export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
}

function containsWide(bytes: Uint8Array, word: string): boolean {
  const pattern = [...word].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(pattern[0] ?? 0); at >= 0; at = bytes.indexOf(pattern[0] ?? 0, at + 1)) {
    if (startsWith(bytes.subarray(at, at + pattern.length), pattern)) return true;
  }
  return false;
}

/** Refuses what is no text, by its first bytes. Throws KioskError `unreadable_file`. */
function refuseOtherFormats(bytes: Uint8Array, fileName: string): void {
  if (bytes.length === 0) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is empty. Export it again from where it comes from, and check its size.`);
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new KioskError(
      'unreadable_file',
      containsWide(bytes, 'EncryptedPackage')
        ? `${quote(fileName)} is protected with a password. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and import it again.`
        : `${quote(fileName)} is an old Excel file (.xls), which cannot be read. Open it in a spreadsheet program, save it as .xlsx or “CSV UTF-8”, and import that file.`,
    );
  }
  const other = signatures.find((signature) => startsWith(bytes, signature.bytes));
  if (other !== undefined) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is ${other.what}, not a table. ${remedy}`);
  }
}

/**
 * Decodes a text file and refuses what turns out not to be text. Throws KioskError `unreadable_file` with the remedy.
 */
export function readText(bytes: Uint8Array, fileName: string, options: ReadTableOptions = {}): DecodedText {
  refuseOtherFormats(bytes, fileName);
  let decoded: DecodedText;
  try {
    decoded = decodeText(bytes, options.encoding);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new KioskError('unreadable_file', `There is no encoding ${quote(options.encoding ?? '')}. Use one such as utf-8, euc-kr or windows-1252.`);
  }
  const { text } = decoded;
  if (text.trim() === '') {
    throw new KioskError('unreadable_file', `${quote(fileName)} has no text in it. Export it again from where it comes from.`);
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is counted
  const controls = text.match(/[\u0000-\u0008\u000e-\u0019\u001b-\u001f]/g)?.length ?? 0;
  if (controls > 2 && controls * 50 > text.length) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is not a text file. ${remedy}`);
  }
  if (/^\s*<(?:!doctype|html|\?xml|table|meta|head|body)/i.test(text)) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is a web page, though its name may say otherwise. ${remedy}`);
  }
  return decoded;
}

/** Remarks on the file as a whole: what had to be guessed or could not be read. */
export function encodingRemarks(decoded: DecodedText): Table['warnings'] {
  const remarks: Table['warnings'] = [];
  if (decoded.guessed) remarks.push(remark('encoding_guessed', 0, '', decoded.encoding));
  if (decoded.damaged > 0) remarks.push(remark('undecodable_bytes', 0, '', decoded.encoding, decoded.damaged));
  return remarks;
}

/**
 * Reads a CSV file or an Excel workbook, told apart by content and not by name, as a table. Throws KioskError
 * `unreadable_file`, with a sentence that names the file and the remedy, for anything else.
 */
export async function readTable(bytes: Uint8Array, fileName: string, options: ReadTableOptions = {}): Promise<Table> {
  if (isZip(bytes)) return readWorkbook(bytes, fileName);
  const decoded = readText(bytes, fileName, options);
  if (/^\s*BEGIN:VCALENDAR/i.test(decoded.text)) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is a calendar. Import it as the agenda; a roster is a table (CSV or .xlsx).`);
  }
  const table = readDelimited(decoded.text, fileName, decoded.encoding);
  table.warnings.unshift(...encodingRemarks(decoded));
  return table;
}
