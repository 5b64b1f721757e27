import * as v from 'valibot';
import { certificateDesign } from './certificateDesign';
import { certificateKind, certificateNumber } from './certificates';
import { unsavedDesign } from './designSettings';
import { paper, printWord } from './printing';
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

const numbers = v.pipe(v.array(certificateNumber), v.minLength(1), v.maxLength(2_000));
const ownJob = v.object({ job: v.pipe(v.string(), v.maxLength(64)) });

/** `no_printer`: there is none that could be chosen. The kiosk sends people to the desk, the desk saves a PDF. */
const printOutcome = v.variant('outcome', [
  v.object({
    outcome: v.literal('queued'),
    /** On the disk, one for each number; one that is under way already is not begun anew. */
    jobs: v.array(v.object({ id: v.string(), number: certificateNumber, word: printWord, missing: v.array(v.string()) })),
  }),
  v.object({ outcome: v.literal('no_printer') }),
]);
export type PrintOutcome = v.InferOutput<typeof printOutcome>;

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
  /**
   * Puts certificates on the queue of a printer. A kiosk prints one, of its own visit, on its station's printer.
   *
   * @param printer its address; null for the station's, or the first there is
   * @param paper null for A4, or what the printer has
   */
  'certificate.print': {
    roles: ['desk', 'helper', 'kiosk'],
    params: v.object({ numbers, printer: v.nullable(v.pipe(v.string(), v.maxLength(500))), paper: v.nullable(paper) }),
    result: printOutcome,
  },
  /** Where a job is that the kiosk itself has started, in the printer's words. */
  'certificate.printState': { roles: ['kiosk'], params: ownJob, result: v.object({ word: printWord }) },
  /** Takes it back: the desk shall print it instead. */
  'certificate.printStop': { roles: ['kiosk'], params: ownJob, result: v.object({ word: printWord }) },
  /** Certificates as one PDF, where a dialog asks for it; null when that was cancelled. Nothing is noted as printed. */
  'certificate.savePdf': {
    roles: ['desk', 'helper'],
    params: v.object({ numbers, paper: v.nullable(paper) }),
    result: v.nullable(v.object({ file: v.string() })),
  },
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
