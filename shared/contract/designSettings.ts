import * as v from 'valibot';
import { certificateDesign, imageId, imageRoles } from './certificateDesign';
import { certificateSigner } from './certificateRules';
import { paper } from './printing';
import { language } from './values';

/** The designs that come with the application, by their files' names. */
export const designNames = ['civic', 'skyline', 'laurel'] as const;
export type DesignName = (typeof designNames)[number];

/** How this computer's certificates look. */
export const designSettings = v.strictObject({
  version: v.literal(1),
  /** What the design was made from. */
  base: v.picklist(designNames),
  /** One of its own; null for the base as it is. */
  design: v.nullable(certificateDesign),
  paper,
  /** All certificates in one language; null for each person's own. */
  language: v.nullable(language),
  /** The sentences in this one too, beside the first. */
  secondLanguage: v.nullable(language),
  /** The images of the places that every design has. */
  images: v.partial(v.strictObject(Object.fromEntries(imageRoles.map((role) => [role, imageId])) as Record<(typeof imageRoles)[number], typeof imageId>)),
});
export type DesignSettings = v.InferOutput<typeof designSettings>;

/** The most that an image may have. */
export const mostImageBytes = 4 * 1024 * 1024;
export const mostImagePixels = 25_000_000;

const addedImage = v.object({ id: imageId, width: v.number(), height: v.number() });

/** The channels of the designs' editor, of an organizer alone. */
export const designChannels = {
  'design.load': {
    roles: ['desk'],
    params: v.object({}),
    result: v.object({ settings: designSettings, bases: v.object(Object.fromEntries(designNames.map((name) => [name, certificateDesign])) as Record<DesignName, typeof certificateDesign>) }),
  },
  'design.save': { roles: ['desk'], params: v.object({ settings: designSettings }), result: v.null() },
  /** Keeps a PNG or an SVG. One that cannot be printed is refused with a sentence that names it. */
  'design.addImage': {
    roles: ['desk'],
    params: v.object({ name: v.pipe(v.string(), v.maxLength(300)), bytes: v.instance(Uint8Array) }),
    result: addedImage,
  },
  /** An image as it was added, to be shown; null where it is not there any more. */
  'design.image': { roles: ['desk'], params: v.object({ id: imageId }), result: v.nullable(v.object({ bytes: v.instance(Uint8Array) })) },
} as const;

/** What is shown before it is saved. */
export const unsavedDesign = v.object({ settings: designSettings, signers: v.optional(v.pipe(v.array(certificateSigner), v.maxLength(4))) });
