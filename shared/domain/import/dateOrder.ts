import { cleanLine } from './cellValues';
import { isDay, latinDigits } from './cellValues';
import type { Table } from './table';

/** Whether a short date such as 03/04/2001 says the day or the month first. */
export type DateOrder = 'day_first' | 'month_first';

const shortDate = /^(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})\.?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$/;

/** A short date read in one order as `YYYY-MM-DD`, or null if there is no such day. */
export function readShortDate(value: string, order: DateOrder): string | null {
  const match = shortDate.exec(latinDigits(value).trim());
  if (!match) return null;
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [day, month] = order === 'day_first' ? [first, second] : [second, first];
  if (!isDay(year, month, day)) return null;
  return `${match[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** What the short dates of one column say of their order. */
export interface DateFacts {
  /** Values that are a day in one order alone. */
  dayFirst: number;
  monthFirst: number;
  /** Values that are two different days, and some of them to ask by. */
  ambiguous: number;
  examples: string[];
}

/** The order of a column's dates, `ask` where the values do not tell or contradict each other, null without any to order. */
export function dateOrderOf({ dayFirst, monthFirst, ambiguous }: DateFacts): DateOrder | 'ask' | null {
  if (dayFirst > 0 && monthFirst === 0) return 'day_first';
  if (monthFirst > 0 && dayFirst === 0) return 'month_first';
  return dayFirst > 0 || ambiguous > 0 ? 'ask' : null;
}

const shownExamples = 2;

/** Looks at every column of a table: which one holds birth dates may be chosen afterwards. */
export function dateFactsOf(table: Table): DateFacts[] {
  return table.header.map((_, place) => {
    const facts: DateFacts = { dayFirst: 0, monthFirst: 0, ambiguous: 0, examples: [] };
    for (const { cells } of table.rows) {
      const value = cells[place] ?? '';
      if (mayBeShortDate(value)) note(facts, cleanLine(value));
    }
    return facts;
  });
}

/** A quick look, as most cells of a file are no dates and there may be a million of them: what begins with a letter is none, nor what begins with a year. */
function mayBeShortDate(value: string): boolean {
  if (value.length < 8 || value.length > 24) return false;
  const first = value.charCodeAt(0);
  if (first > 0x39) return first > 0x7f;
  return !(isDigit(first) && isDigit(value.charCodeAt(1)) && isDigit(value.charCodeAt(2)));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function note(facts: DateFacts, value: string): void {
  const day = readShortDate(value, 'day_first');
  const month = readShortDate(value, 'month_first');
  if (day === month) return; // neither, or 4 April either way
  if (month === null) facts.dayFirst += 1;
  else if (day === null) facts.monthFirst += 1;
  else {
    facts.ambiguous += 1;
    if (facts.examples.length < shownExamples && !facts.examples.includes(value)) facts.examples.push(value);
  }
}
