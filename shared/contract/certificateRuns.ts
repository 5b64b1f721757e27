import * as v from 'valibot';
import { certificateKind } from './certificates';
import { paper } from './printing';
import { language } from './values';

/** Certificates of everybody who is entitled to one, made in one go by the main process. */

/** A file for each person, or all in one, sorted by name. */
export const runForm = v.picklist(['files', 'merged']);
export type RunForm = v.InferOutput<typeof runForm>;

export const runRequest = v.object({
  form: runForm,
  /** Null for the best that each is entitled to. */
  kind: v.nullable(certificateKind),
  paper,
  /** Whose alphabet names are sorted by. */
  language,
});
export type RunRequest = v.InferOutput<typeof runRequest>;

/**
 * `issuing`: events are written; `setting`: pages are. `cancelled` by a person, `interrupted` by the end of the
 * application, `failed` with a `problem`: all three can be gone on with where they stand.
 */
export const runPhase = v.picklist(['issuing', 'setting', 'cancelled', 'interrupted', 'failed', 'done']);

export const certificateRun = v.object({
  form: runForm,
  kind: v.nullable(certificateKind),
  /** The folder of the files, or the one file. */
  place: v.string(),
  phase: runPhase,
  /** Certificates that are on the disk, of all that there are to be; null until that is known. */
  done: v.number(),
  total: v.nullable(v.number()),
  /** How many were issued now, had one already, and are not entitled. */
  issued: v.number(),
  already: v.number(),
  refused: v.number(),
  /** Names with characters that no font has. */
  missing: v.array(v.object({ registrationId: v.string(), name: v.string(), characters: v.array(v.string()) })),
  /** What the system says of a failure. */
  problem: v.nullable(v.string()),
});
export type CertificateRun = v.InferOutput<typeof certificateRun>;

const state = v.nullable(certificateRun);

export const certificateRunChannels = {
  /** Asks for a place and begins; null when that was cancelled. One runs at a time. */
  'certificates.run': { roles: ['desk'], params: runRequest, result: state },
  /** The run that is under way, or the last one; null where there was none. */
  'certificates.runState': { roles: ['desk'], params: v.object({}), result: state },
  'certificates.runCancel': { roles: ['desk'], params: v.object({}), result: state },
  /** Goes on with one that did not come to its end: what is on the disk is not made again. */
  'certificates.runResume': { roles: ['desk'], params: v.object({}), result: state },
  /** Shows the place in the system's file manager. */
  'certificates.runShow': { roles: ['desk'], params: v.object({}), result: v.null() },
} as const;
