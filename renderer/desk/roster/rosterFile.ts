import type { DuplicateChoices, RosterInspection } from '@shared/contract/rosterImports';
import { type DateOrder, dateOrderOf } from '@shared/domain/import/dateOrder';
import { readRoster, type RosterReading } from '@shared/domain/import/roster';
import type { ColumnChoice } from '@shared/domain/import/rosterLayout';

/** A file that was chosen, read once: what is looked at and what is imported must be the same bytes. */
export interface RosterFile {
  importId: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  inspection: RosterInspection;
}

/** How a file is to be read: which columns mean what, and how its short dates are written, where that was asked. */
export interface Reading {
  columns: ColumnChoice;
  answer: DateOrder | null;
}

export const undecided: DuplicateChoices = { rows: {}, kinds: {} };

export function firstReading({ columns, profile }: RosterInspection): Reading {
  return { columns: columns as ColumnChoice, answer: profile?.dateOrder ?? null };
}

/** The order of the birth dates, `ask` while only a person can tell. Null where none has to be known. */
export function dateOrderOfFile(inspection: RosterInspection, { columns, answer }: Reading): DateOrder | 'ask' | null {
  const order = datesOf(inspection, columns);
  return order === 'ask' ? (answer ?? 'ask') : order;
}

/** Whether the dates leave it open which number is the day. */
export function isDateAsked(inspection: RosterInspection, columns: ColumnChoice): boolean {
  return datesOf(inspection, columns) === 'ask';
}

function datesOf(inspection: RosterInspection, columns: ColumnChoice): DateOrder | 'ask' | null {
  const facts = inspection.dates[columns.birth_date?.[0] ?? -1];
  return facts === undefined ? null : dateOrderOf(facts);
}

/** Whether the file can be read without a person having a look at its columns. */
export function speaksForItself(inspection: RosterInspection): boolean {
  const reading = firstReading(inspection);
  return (inspection.origin === 'kiosk' || inspection.profile !== null) && dateOrderOfFile(inspection, reading) !== 'ask';
}

/** Whether the choice of columns is worth keeping for the next file with the same headers. */
export function isWorthKeeping({ inspection }: RosterFile, reading: Reading): boolean {
  if (inspection.profile === null && inspection.origin !== 'kiosk') return true;
  return JSON.stringify(reading) !== JSON.stringify(firstReading(inspection));
}

/** The first rows as they would be read; null while a required column is missing. */
export function previewOf(file: RosterFile, reading: Reading, today: string): RosterReading | null {
  const { header, headerRow, sample, encoding } = file.inspection;
  if (!reading.columns.full_name?.length || !reading.columns.registration_id?.length) return null;
  const order = dateOrderOfFile(file.inspection, reading);
  const table = { fileName: file.name, encoding, header, headerRow, rows: sample, rejected: [], warnings: [] };
  return readRoster(table, { today, columns: reading.columns, ...(order === null || order === 'ask' ? {} : { dateOrder: order }) });
}
