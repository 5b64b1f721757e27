import * as v from 'valibot';
import { programme } from './programme';
import { utcInstant } from './values';

/** The steps of setting up a workshop, in order. */
export const setupSteps = ['programme', 'workshop', 'roster', 'agenda', 'station', 'hardware', 'ready'] as const;
export const setupStep = v.picklist(setupSteps);
export type SetupStep = v.InferOutput<typeof setupStep>;

/** What setting up keeps between two starts, beside what the workshop itself says. Names nobody. */
export const setupNotes = v.object({
  version: v.literal(1),
  /** The step that is on the screen; null while the guide is closed. */
  step: v.nullable(setupStep),
  skipped: v.array(setupStep),
  /** The programme's pack that was chosen. */
  pack: v.nullable(programme),
  /** When each was last seen to work. */
  cameraSeenAt: v.nullable(utcInstant),
  scannerSeenAt: v.nullable(utcInstant),
  testPageAt: v.nullable(utcInstant),
});
export type SetupNotes = v.InferOutput<typeof setupNotes>;

export const emptySetupNotes: SetupNotes = {
  version: 1, step: null, skipped: [], pack: null, cameraSeenAt: null, scannerSeenAt: null, testPageAt: null,
};
