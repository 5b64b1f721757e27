import * as v from 'valibot';

/**
 * One remark on an imported file. `row` counts lines of the table as a spreadsheet shows them (the header is 1),
 * 0 for the file as a whole; `column` is the header's name, empty for the whole row. `message` names the remedy.
 */
export const importRemark = v.object({
  row: v.number(),
  column: v.string(),
  code: v.string(),
  message: v.string(),
  /** Which sentence `message` is, and the values in it, for windows that say it in another language. */
  text: v.optional(v.string()),
  values: v.optional(v.array(v.union([v.string(), v.number(), v.boolean()]))),
});
export type ImportRemark = v.InferOutput<typeof importRemark>;

export const importChange = v.object({
  registrationId: v.string(),
  column: v.string(),
  from: v.string(),
  to: v.string(),
});

/** What an import did. `encoding` is the one found in the file, such as `utf-8` or `euc-kr`. */
export const importReport = v.object({
  read: v.number(),
  added: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  encoding: v.string(),
  rejected: v.array(importRemark),
  warnings: v.array(importRemark),
  /** The first 1,000 changed values of people who were already there. */
  changes: v.array(importChange),
  /** Of an agenda: sessions that the file no longer has. */
  removed: v.optional(v.number()),
  dryRun: v.boolean(),
});
export type ImportReport = v.InferOutput<typeof importReport>;
