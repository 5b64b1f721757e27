import * as v from 'valibot';
import { certificateDesign } from './certificateDesign';
import { certificateKind, certificateNumber } from './certificates';
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
  /** @param design one that is not saved yet; without it the workshop's */
  'certificate.preview': {
    roles: ['desk', 'helper'],
    params: v.object({ of: previewOf, design: v.optional(certificateDesign), paper: v.optional(paper) }),
    result: preview,
  },
  /** The same at a kiosk, of a certificate whose number only its owner's visit has. */
  'certificate.previewOwn': { roles: ['kiosk'], params: v.object({ number: certificateNumber }), result: preview },
  /** Lets the organizer's desk use its camera while it checks certificates; with false no more. */
  'desk.camera': { roles: ['desk'], params: v.object({ wanted: v.boolean() }), result: v.null() },
  /** Signs with a new key from now on. The one that was there is kept aside, and what it has signed stays good. */
  'issuerKey.renew': { roles: ['desk'], params: v.object({}), result: v.object({ did: v.string() }) },
  /**
   * The key's recovery sheet, into a PDF that a dialog asks for, or straight to a printer that a dialog asks for; null
   * when that was cancelled. Its lines go nowhere else.
   */
  'issuerKey.sheet': {
    roles: ['desk'],
    params: v.object({ to: v.picklist(['file', 'printer']), language }),
    result: v.nullable(v.object({ file: v.nullable(v.string()) })),
  },
  /** Writes the list of revoked certificates, signed, into a file that a dialog asks for; null when that was cancelled. */
  'revocations.save': { roles: ['desk'], params: v.object({}), result: v.nullable(v.object({ file: v.string(), count: v.number() })) },
} as const;
