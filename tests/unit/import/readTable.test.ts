import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../renderer/store/import/readTable';
import { plainNumber } from '../../../renderer/store/import/readWorkbook';
import { KioskError } from '../../../shared/contract/errors';
import { bytesOf, sampleRoster } from './files';

const fixture = (name: string) => readTable(bytesOf(`tests/fixtures/rosters/${name}`), name);
const csv = (text: string, name = 'list.csv') => readTable(new TextEncoder().encode(text), name);
const numbered = (table: { rows: { row: number; cells: string[] }[] }) => table.rows.map(({ row, cells }) => [row, ...cells]);

describe('readTable: delimited text', () => {
  it('reads the sample', async () => {
    const table = await readTable(bytesOf(sampleRoster), 'roster.csv');
    expect(table).toMatchObject({ encoding: 'utf-8', headerRow: 1, rejected: [], warnings: [] });
    expect(table.rows).toHaveLength(320);
    expect(table.rows[2]?.cells).toContain('vegan, no nuts');
    expect(table.rows[319]?.row).toBe(321);
  });

  it('finds semicolons, tabs, bars and what sep= says', async () => {
    expect(numbered(await fixture('utf-8-semicolon.csv'))).toEqual([
      [2, 'SEL25-1', '최시우', 'S05;S09', 'vegan, no nuts'],
      [3, 'SEL25-2', 'Éloïse', 'S05', ''],
    ]);
    expect(numbered(await fixture('tab.csv'))).toEqual([[2, 'SEL25-1', '최시우', 'vegan, no nuts; no milk']]);
    expect(numbered(await fixture('sep-line.csv'))).toEqual([[2, 'SEL25-1', 'Mary Smith'], [4, 'SEL25-2', '']]);
    expect(numbered(await csv('a|b\n1|2'))).toEqual([[2, '1', '2']]);
    expect(numbered(await csv('sep=|\na,x|b\n1|2'))).toEqual([[2, '1', '2']]);
  });

  it('takes every kind of line end, also mixed', async () => {
    expect(numbered(await fixture('carriage-returns.csv'))).toEqual([[2, 'SEL25-1', 'Mary Smith'], [3, 'SEL25-2', 'John Brown']]);
    expect(numbered(await csv('a,b\r\n1,2\n3,4\r5,6'))).toEqual([[2, '1', '2'], [3, '3', '4'], [4, '5', '6']]);
  });

  it('numbers rows as a spreadsheet does: a cell of two lines is one row, a blank line counts', async () => {
    expect(numbered(await fixture('multi-line-cells.csv'))).toEqual([
      [2, 'SEL25-1', 'Mary Smith', 'vegan\nno nuts'],
      [4, 'SEL25-2', '', ''],
    ]);
    const late = await csv('\n\na,b\n1,2');
    expect([late.headerRow, numbered(late)]).toEqual([3, [[4, '1', '2']]]);
  });

  it('loses only the line with broken quotation marks, not what follows it', async () => {
    const table = await fixture('broken-quotes.csv');
    expect(numbered(table)).toEqual([
      [2, 'SEL25-1', 'Mary Smith', ''],
      [4, 'SEL25-3', 'John "Jack" Brown', ''],
      [6, 'SEL25-5', 'Li Na', ''],
    ]);
    expect(table.rejected.map(({ row, code }) => [row, code])).toEqual([[3, 'broken_quotes'], [5, 'broken_quotes']]);
  });

  it('gives up on a file whose quotation marks are broken everywhere', async () => {
    await expect(csv(`a,b\n${'x,"y" z\n'.repeat(200)}`)).rejects.toThrow(/“list\.csv”.*more than 100 lines/);
  });

  it('rejects a line with more cells than the header, and takes one with fewer', async () => {
    const table = await csv('a,b\n1,2,3\n4\n5,6,,\n');
    expect(numbered(table)).toEqual([[3, '4'], [4, '5', '6']]);
    expect(table.rejected).toMatchObject([{ row: 2, code: 'too_many_cells' }]);
  });

  it('points at cells whose letters could not be decoded', async () => {
    const { warnings } = await fixture('one-broken-letter.csv');
    expect(warnings.map(({ row, column, code }) => [row, column, code])).toEqual([
      [0, '', 'undecodable_bytes'],
      [3, 'full_name', 'undecodable_characters'],
    ]);
  });

  it('names a guessed encoding and the remedy', async () => {
    const { warnings, encoding } = await fixture('cp949.csv');
    expect(encoding).toBe('euc-kr');
    expect(warnings).toMatchObject([{ row: 0, code: 'encoding_guessed' }]);
    expect(warnings[0]?.message).toMatch(/euc-kr.*CSV UTF-8/);
  });
});

describe('readTable: workbooks', () => {
  it('reads the first sheet with its rows, dates, numbers and errors', async () => {
    const table = await fixture('workbook.xlsx');
    expect(numbered(table)).toEqual([
      [2, 'SEL25-00001', '1.2345678901234568E+24', '최시우', '2006-03-27', 'true', '0.3', 'vegan'],
      [4, '25002', '123456789012345', 'Éloïse Œuvrard', '1996-07-22', 'no', '1000000000000000000000', ''],
      [5, 'SEL25-00003', '9007199254740991', '', '2000-01-01', '', '', ''],
    ]);
    expect(table.warnings.map(({ row, column, code }) => [row, column, code])).toEqual([
      [0, '', 'other_sheets_ignored'],
      [4, 'dietary', 'formula_error'],
    ]);
  });

  it('writes numbers plainly', () => {
    const cases = [['1E+21', `1${'0'.repeat(21)}`], ['0.1', '0.1'], ['1e-7', '0.0000001'], ['-12.50', '-12.5'], ['0', '0'], ['-0', '0'], ['1.1000000000000001', '1.1']];
    for (const [source = '', plain] of cases) expect(plainNumber(source)).toBe(plain);
  });
});

describe('readTable: other files', () => {
  const bytes = (...values: number[]) => Uint8Array.from([...values, ...new Uint8Array(600)]);
  const wide = (text: string) => Array.from(text, (letter) => [letter.charCodeAt(0), 0]).flat();
  it.each([
    ['an empty file', new Uint8Array(0), /is empty/],
    ['white space', new TextEncoder().encode(' \r\n\t\n'), /no text/],
    ['an old .xls', bytes(0xd0, 0xcf, 0x11, 0xe0), /old Excel file.*save it as \.xlsx/],
    ['a workbook with a password', bytes(0xd0, 0xcf, 0x11, 0xe0, ...wide('EEncryptedPackage')), /password/],
    ['a PDF', new TextEncoder().encode('%PDF-1.7 …'), /PDF/],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47), /picture/],
    ['binary junk', Uint8Array.from({ length: 900 }, (_, index) => (index * 7919) % 256), /not a text file/],
    ['a web page', new TextEncoder().encode('<html><table><tr><td>registration_id'), /web page/],
    ['a calendar', new TextEncoder().encode('BEGIN:VCALENDAR\r\nEND:VCALENDAR'), /calendar/],
    ['an OpenDocument file', zipSync({ 'content.xml': bytes() }), /OpenDocument/],
    ['another ZIP archive', zipSync({ 'a.txt': bytes() }), /not an Excel workbook/],
    ['a broken workbook', bytes(0x50, 0x4b, 0x03, 0x04), /damaged/],
    ['a workbook without sheets', zipSync({ 'xl/workbook.xml': new TextEncoder().encode('<workbook/>') }), /cannot be read/],
  ])('refuses %s with its name and a remedy', async (_, content, why) => {
    const error = await readTable(content, 'people.csv').then(() => null, (cause: unknown) => cause);
    expect(error).toBeInstanceOf(KioskError);
    expect(error).toMatchObject({ code: 'unreadable_file' });
    expect((error as Error).message).toMatch(why);
    expect((error as Error).message).toContain('people.csv');
  });

  it('throws nothing but KioskError, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom([], [0x50, 0x4b, 3, 4], [0xff, 0xfe], [0xef, 0xbb, 0xbf]), async (content, head) => {
        try {
          await readTable(Uint8Array.from([...head, ...content]), 'x.csv');
        } catch (cause) {
          expect(cause).toBeInstanceOf(KioskError);
        }
      }),
    );
  });
});
