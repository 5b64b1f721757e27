/** What became of one row of a file. */
export interface RowResult {
  row: number;
  registrationId: string;
  name: string;
  result: 'added' | 'updated' | 'unchanged' | 'skipped' | 'rejected' | 'not written' | '';
  remarks: readonly { column: string; code: string; message: string }[];
}

/** Excel takes a file for UTF-8 by it. */
export const byteOrderMark = '\ufeff';
export const rowReportHeader = csvLine(['row', 'registration_id', 'full_name', 'result', 'column', 'code', 'what_to_do']);

export function rowReportLine({ row, registrationId, name, result, remarks }: RowResult): string {
  const all = (part: 'column' | 'code' | 'message'): string => remarks.map((one) => one[part]).join('\n');
  return csvLine([row === 0 ? '' : String(row), registrationId, name, result, all('column'), all('code'), all('message')]);
}

/** One line of a CSV file. What a spreadsheet would run as a formula is shown as text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string): string {
  const safe = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
