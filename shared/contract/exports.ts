import * as v from 'valibot';
import { language, registrationId, target, utcInstant } from './values';

/** What the desk can take out of the application, and what the main process answers to it. */

/** Sheets of labels and cards by the name they are sold under; their measures are in `domain/export/labelFormats`. */
export const labelFormatIds = ['L7165', 'L4785', 'L7418', 'cards-90x55', '5390', '5395'] as const;
export const labelFormatId = v.picklist(labelFormatIds);
export type LabelFormatId = v.InferOutput<typeof labelFormatId>;

export const paper = v.picklist(['a4', 'letter']);
export type Paper = v.InferOutput<typeof paper>;

/** Which rows a table has: one a person, one a person for one day or session, one a visit, or the counts alone. */
export const tableScope = v.variant('by', [
  v.object({ by: v.literal('workshop') }),
  v.object({ by: v.literal('target'), target }),
  v.object({ by: v.literal('visits'), registrationId: v.nullable(registrationId) }),
  v.object({ by: v.literal('counts') }),
]);
export type TableScope = v.InferOutput<typeof tableScope>;

/** Whose badge is printed. `unprinted`: those this computer has printed none for. */
export const badgeChoice = v.variant('who', [
  v.object({ who: v.literal('all') }),
  v.object({ who: v.literal('unprinted') }),
  v.object({ who: v.literal('target'), target }),
  v.object({ who: v.literal('one'), registrationId }),
]);
export type BadgeChoice = v.InferOutput<typeof badgeChoice>;

export const exportRequest = v.variant('what', [
  v.object({ what: v.literal('table'), format: v.picklist(['csv', 'xlsx']), scope: tableScope, language }),
  v.object({ what: v.literal('list'), target, who: v.picklist(['expected', 'arrived']), paper, language }),
  v.object({
    what: v.literal('badges'),
    label: labelFormatId,
    choice: badgeChoice,
    /** Labels of the first sheet that are used up already. */
    skip: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(39)),
    language,
  }),
  v.object({ what: v.literal('chart'), chart: v.picklist(['arrivals', 'sessions']), day: v.nullable(target), format: v.picklist(['png', 'svg']), language }),
]);
export type ExportRequest = v.InferOutput<typeof exportRequest>;

/** Why a file could not be written; the desk says what to do about each. */
export const exportProblem = v.picklist(['disk_full', 'read_only', 'in_use', 'folder_gone', 'nobody', 'failed']);
export type ExportProblem = v.InferOutput<typeof exportProblem>;

export const exportOutcome = v.object({
  file: v.string(),
  /** Rows, people or badges in it. */
  count: v.number(),
  problem: v.nullable(exportProblem),
  /** What the system said, for support; empty where nothing is wrong. */
  detail: v.string(),
});
export type ExportOutcome = v.InferOutput<typeof exportOutcome>;

export const exportProgress = v.nullable(v.object({ done: v.number(), total: v.number(), since: utcInstant }));
