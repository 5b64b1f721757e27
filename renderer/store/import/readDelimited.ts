import Papa from 'papaparse';
import { KioskError } from '../../../shared/contract/errors';
import { quote, remark } from '../../../shared/domain/import/remarks';
import type { Table } from '../../../shared/domain/import/table';
import { tableOf, type NumberedLine } from './tableOf';

const delimiters = [',', ';', '\t', '|'];

/** The delimiter of a header line: the one that makes the most of it. Quoted parts do not count. */
function delimiterOf(headerLine: string): string {
  const bare = headerLine.replace(/"(?:[^"]|"")*"/g, '""');
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** More broken lines than this are a file in another form, not a typing mistake. */
const maxBrokenLines = 100;

/**
 * Takes delimited text apart into numbered lines. Where a quotation mark is not closed properly, everything up to the
 * next one would disappear in a single cell; so that line alone is left out, with a remark, and reading goes on with
 * the next.
 */
function splitLines(text: string, delimiter: string, fileName: string): { lines: NumberedLine[]; broken: number[] } {
  const lines: NumberedLine[] = [];
  const broken: number[] = [];
  let row = 1;
  for (let rest = text; rest !== ''; ) {
    let lineStart = 0;
    let errorAt = -1;
    const parser = new Papa.Parser({
      delimiter,
      newline: '\n',
      step: (result: Papa.ParseStepResult<string[][]>) => {
        const [error] = result.errors;
        if (error !== undefined) {
          errorAt = error.index ?? lineStart;
          parser.abort();
          return;
        }
        lines.push({ row, cells: result.data[0] ?? [] });
        row += 1;
        lineStart = result.meta.cursor;
      },
    });
    parser.parse(rest, 0, false);
    if (errorAt < 0) break;
    broken.push(row);
    row += 1;
    if (broken.length > maxBrokenLines) {
      throw new KioskError(
        'unreadable_file',
        `The quotation marks of ${quote(fileName)} are broken in more than ${maxBrokenLines} lines. ` +
          'Open the file in a spreadsheet program, save it as “CSV UTF-8” and import that file.',
      );
    }
    const lineEnd = rest.indexOf('\n', Math.max(errorAt, lineStart));
    rest = lineEnd < 0 ? '' : rest.slice(lineEnd + 1);
  }
  return { lines, broken };
}

/** Reads delimited text (comma, semicolon, tab or bar; Excel's `sep=` line is obeyed). */
export function readDelimited(source: string, fileName: string, encoding: string): Table {
  let text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  let delimiter: string | undefined;
  // Excel itself does not show this line, and counts rows from the next.
  const declared = /^"?sep=([^\n"])"?[^\S\n]*\n/i.exec(text);
  if (declared) {
    delimiter = declared[1];
    text = text.slice(declared[0].length);
  }
  const headerLine = /^\s*([^\n]*)/.exec(text)?.[1] ?? '';
  if (delimiter === undefined || !headerLine.includes(delimiter)) delimiter = delimiterOf(headerLine);
  const { lines, broken } = splitLines(text.replace(/\n$/, ''), delimiter, fileName);
  const table = tableOf(lines, fileName, encoding);
  for (const row of broken) table.rejected.push(remark('broken_quotes', row, ''));
  return table;
}
