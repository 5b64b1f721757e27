import * as v from 'valibot';
import { importChange, importRemark } from './reports';

/** What the desk and the store say to each other while a roster is imported: the file's columns, questions, the outcome. */

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16_383));
/** A roster's column → the places of the file's columns that it is taken from, together. */
export const columnChoice = v.record(v.string(), v.pipe(v.array(place), v.minLength(1), v.maxLength(4)));
export const dateOrder = v.picklist(['day_first', 'month_first']);
export const headerSignature = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
export const importId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** A file as it came, with what its headers seem to mean. */
export const rosterInspection = v.object({
  encoding: v.string(),
  header: v.array(v.string()),
  headerRow: v.number(),
  rows: v.number(),
  /** The first rows, to be shown as they will be read. */
  sample: v.array(v.object({ row: v.number(), cells: v.array(v.string()) })),
  origin: v.picklist(['kiosk', 'pretix', 'indico', 'google_forms', 'unknown']),
  columns: columnChoice,
  signature: headerSignature,
  /** Of every column: what its short dates say of their order. */
  dates: v.array(v.object({ dayFirst: v.number(), monthFirst: v.number(), ambiguous: v.number(), examples: v.array(v.string()) })),
  /** The choice that was made for a file with the same headers, if there was one: `columns` is it then. */
  profile: v.nullable(v.object({ savedAt: v.string(), fileName: v.string(), dateOrder: v.nullable(dateOrder) })),
});
export type RosterInspection = v.InferOutput<typeof rosterInspection>;

export const duplicateKinds = ['id', 'name_birth', 'email'] as const;
/** What two rows, or a row and somebody of the roster, have in common. */
export const duplicateKind = v.picklist(duplicateKinds);
export type DuplicateKind = v.InferOutput<typeof duplicateKind>;

/** `keep`: both are people of their own. `skip`: the row is left out. `update`: the row's values go to whom it is the same as. */
export const duplicateChoice = v.picklist(['keep', 'skip', 'update']);
export type DuplicateChoice = v.InferOutput<typeof duplicateChoice>;

const duplicateCase = v.object({
  kind: duplicateKind,
  row: v.number(),
  registrationId: v.string(),
  name: v.string(),
  /** What is the same. */
  same: v.string(),
  /** Who has it already: a row of the file, or with `row` null somebody of the roster. */
  other: v.object({ row: v.nullable(v.number()), registrationId: v.string(), name: v.string() }),
});
export type DuplicateCase = v.InferOutput<typeof duplicateCase>;

/** By row, as text, and for all else of a kind. Undecided ones are left out. */
export const duplicateChoices = v.object({
  rows: v.record(v.string(), duplicateChoice),
  kinds: v.record(v.string(), duplicateChoice),
});
export type DuplicateChoices = v.InferOutput<typeof duplicateChoices>;

/** What an import did, or with `dryRun` would do. Lists are the first of many; the report to download has every row. */
export const rosterOutcome = v.object({
  read: v.number(),
  added: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  skipped: v.number(),
  encoding: v.string(),
  rejectedCount: v.number(),
  rejected: v.array(importRemark),
  warningCount: v.number(),
  warnings: v.array(importRemark),
  changeCount: v.number(),
  changes: v.array(importChange),
  duplicates: v.array(v.object({ kind: duplicateKind, count: v.number(), cases: v.array(duplicateCase) })),
  dryRun: v.boolean(),
  /** Set when it was stopped: so many people of those above had been written, and stay. */
  stoppedAfter: v.nullable(v.number()),
});
export type RosterOutcome = v.InferOutput<typeof rosterOutcome>;

export const importPhase = v.picklist(['reading', 'checking', 'comparing', 'writing', 'undoing']);
export type ImportPhase = v.InferOutput<typeof importPhase>;

/** One import of the past. `added` and `updated` are those that were written: of a stopped one, fewer than it was to write. */
export const pastImport = v.object({
  importId: v.string(),
  at: v.string(),
  fileName: v.string(),
  added: v.number(),
  updated: v.number(),
  stopped: v.boolean(),
  undoneAt: v.nullable(v.string()),
});
export type PastImport = v.InferOutput<typeof pastImport>;

/** What taking an import back did. `kept`: people who have check-ins, the first of them by name. */
export const undoOutcome = v.object({
  withdrawn: v.number(),
  restored: v.number(),
  keptCount: v.number(),
  kept: v.array(v.object({ registrationId: v.string(), fullName: v.string() })),
  stopped: v.boolean(),
});
export type UndoOutcome = v.InferOutput<typeof undoOutcome>;
