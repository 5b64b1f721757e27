import * as v from 'valibot';
import { type CertificateKind, certificateKind, certificateKinds } from './certificates';
import { languages } from './values';

/**
 * How a certificate looks: boxes on a page of A4, landscape, in millimetres from its top left. Other papers take the same
 * places in proportion. Written left to right; for a language that runs the other way it is mirrored.
 */

const millimetres = v.pipe(v.number(), v.finite(), v.minValue(-50), v.maxValue(400));
const length = v.pipe(v.number(), v.finite(), v.minValue(0.1), v.maxValue(400));
const colour = v.pipe(v.string(), v.regex(/^#[0-9A-Fa-f]{6}$/));
const box = { x: millimetres, y: millimetres, width: length, height: length };

/** On certificates of these kinds alone, such as the lines for those who sign; on all without it. One kind may stand by itself. */
const only = v.optional(v.union([certificateKind, v.pipe(v.array(certificateKind), v.minLength(1))]));

/** What stands there for each person. */
export const designField = v.picklist(['name', 'number', 'workshop', 'city', 'issuer', 'dates', 'issuedOn', 'signer1', 'signerTitle1', 'signer2', 'signerTitle2']);
export type DesignField = v.InferOutput<typeof designField>;

/** Sentences of `words.json`, in the language of the certificate. */
export const designWords = v.picklist(['title', 'certify', 'achievement', 'verify', 'programme']);
export type DesignWords = v.InferOutput<typeof designWords>;

const textBox = v.strictObject({
  kind: v.literal('text'),
  only,
  ...box,
  show: v.variant('by', [
    v.strictObject({ by: v.literal('field'), field: designField }),
    v.strictObject({ by: v.literal('words'), words: designWords }),
    /** A text of its own, the same in every language. */
    v.strictObject({ by: v.literal('text'), text: v.pipe(v.string(), v.maxLength(500)) }),
  ]),
  /** Points; a text that is too long shrinks down to the smallest, then it is broken. */
  size: v.pipe(v.number(), v.minValue(4), v.maxValue(120)),
  smallestSize: v.optional(v.pipe(v.number(), v.minValue(4), v.maxValue(120))),
  weight: v.optional(v.picklist([400, 600])),
  style: v.optional(v.picklist(['sans', 'serif'])),
  colour: v.optional(colour),
  align: v.optional(v.picklist(['start', 'centre', 'end'])),
  vertical: v.optional(v.picklist(['top', 'middle', 'bottom'])),
  rather: v.optional(v.picklist(['shrink', 'wrap'])),
});

const pathBox = v.strictObject({
  kind: v.literal('path'),
  only,
  /** As in SVG's `d`, without arcs; millimetres of the page. */
  path: v.pipe(v.string(), v.maxLength(20_000), v.regex(/^[MLHVCSQTZmlhvcsqtz0-9eE\s,.+-]*$/)),
  fill: v.optional(colour),
  stroke: v.optional(colour),
  strokeWidth: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(20))),
});

const qrBox = v.strictObject({ kind: v.literal('qr'), only, x: millimetres, y: millimetres, size: length, colour: v.optional(colour) });

/** Places that the workshop's own images have in any design; without such an image nothing stands there. */
export const imageRoles = ['logo1', 'logo2', 'signature1', 'signature2'] as const;
export type ImageRole = (typeof imageRoles)[number];
/** Of an image that was added: the SHA-256 of its content, and what it is. */
export const imageId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}\.(png|svg)$/));

/** An image within its box, undistorted, in the middle. */
const imageBox = v.strictObject({
  kind: v.literal('image'),
  only,
  ...box,
  image: v.union([v.picklist(imageRoles), imageId]),
  /** What shines through it; white without it. */
  ground: v.optional(colour),
});

export const certificateDesign = v.strictObject({
  version: v.literal(1),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  boxes: v.pipe(v.array(v.variant('kind', [textBox, pathBox, qrBox, imageBox])), v.maxLength(200)),
});
export type CertificateDesign = v.InferOutput<typeof certificateDesign>;
export type DesignBox = CertificateDesign['boxes'][number];

const ofEachKind = v.object(Object.fromEntries(certificateKinds.map((kind) => [kind, v.string()])) as Record<CertificateKind, v.StringSchema<undefined>>);

/** The sentences of every kind of certificate, in one language. `{{…}}` are filled in. */
const wordsOfLanguage = v.object({
  title: ofEachKind,
  certify: v.string(),
  achievement: ofEachKind,
  verify: v.string(),
  programme: v.string(),
});
export const certificateWords = v.object(Object.fromEntries(languages.map((language) => [language, wordsOfLanguage])) as Record<(typeof languages)[number], typeof wordsOfLanguage>);
export type CertificateWords = v.InferOutput<typeof certificateWords>;
