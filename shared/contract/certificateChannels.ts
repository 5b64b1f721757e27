import * as v from 'valibot';
import { certificateDesign } from './certificateDesign';
import { certificateKind, certificateNumber } from './certificates';
import { unsavedDesign } from './designSettings';
import { paper } from './printing';
import { language, registrationId } from './values';

/** What windows ask of the main process to see certificates before they are paper. */

/** Whose: somebody's, issued or not; one that was issued; or nobody's, to look at a design. */
const previewOf = v.variant('by', [
  v.object({ by: v.literal('person'), registrationId, kind: certificateKind }),
  v.object({ by: v.literal('number'), number: certificateNumber }),
  v.object({ by: v.literal('sample'), kind: certificateKind, name: v.pipe(v.string(), v.maxLength(300)), language, nameLanguage: v.optional(v.string()) }),
]);

const preview = v.object({
  /** The page as it is printed, as an image of its own: no script, nothing from elsewhere. */
  svg: v.string(),
  /** Characters that no font has. */
  missing: v.array(v.string()),
  /** A text is smaller than the design wants, since it is so long. */
  tooLong: v.boolean(),
});
export type CertificatePreview = v.InferOutput<typeof preview>;

export const certificateChannels = {
  /**
   * @param design one that is not saved yet; without it the workshop's
   * @param unsaved everything of a design that is being edited, in place of what is saved
   */
  'certificate.preview': {
    roles: ['desk', 'helper'],
    params: v.object({ of: previewOf, design: v.optional(certificateDesign), paper: v.optional(paper), unsaved: v.optional(unsavedDesign) }),
    result: preview,
  },
  /** The same at a kiosk, of a certificate whose number only its owner's visit has. */
  'certificate.previewOwn': { roles: ['kiosk'], params: v.object({ number: certificateNumber }), result: preview },
} as const;
