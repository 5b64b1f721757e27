import * as v from 'valibot';
import { exportOutcome } from './exports';
import { language, workshop } from './values';

/** What headquarters' window may ask of the main process. */

/**
 * What headquarters takes out: a table with a row a workshop, a person or a visit, or statements for a learning record
 * store (xAPI). Of one workshop, or of all that the filter lets through.
 */
export const hqExportRequest = v.variant('what', [
  v.object({
    what: v.picklist(['workshops', 'people', 'visits']),
    format: v.picklist(['csv', 'xlsx']),
    /** Of titles that have several. */
    language,
    ...scope(),
  }),
  v.object({
    what: v.literal('statements'),
    /** Name people by their e-mail address, where they agreed to the use of their data; otherwise by their registration id alone. */
    withEmail: v.boolean(),
    ...scope(),
  }),
]);
export type HqExportRequest = v.InferOutput<typeof hqExportRequest>;

function scope() {
  return { workshop: v.nullable(workshop.entries.id), year: v.nullable(v.number()), city: v.nullable(v.string()) };
}

export const hqChannels = {
  /** Writes into a file that a dialog asks for; null when that was cancelled. */
  'hqExports.write': { roles: ['hq'], params: v.object({ request: hqExportRequest }), result: v.nullable(exportOutcome) },
} as const;
