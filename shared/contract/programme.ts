import * as v from 'valibot';
import { programmeAwards } from './awards';
import { certificateKey, certificateRules, certificateSigner } from './certificateRules';
import { place, workshop } from './values';

/** One city's event as the programme's file names it; a device that serves it makes its `Workshop` of this. */
export const programmeWorkshop = v.object({
  id: workshop.entries.id,
  city: v.pipe(v.string(), v.minLength(1)),
  timeZone: v.pipe(v.string(), v.minLength(1)),
  ticketPrefix: v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,16}$/)),
  /** Where the city is: headquarters shows it on a map. */
  place: v.optional(place),
  /** Who signs there, if not those of the whole programme. */
  signers: v.optional(v.pipe(v.array(certificateSigner), v.maxLength(4))),
});
export type ProgrammeWorkshop = v.InferOutput<typeof programmeWorkshop>;

function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** The file `programme.json`: the year's programme and its workshops. */
export const programme = v.object({
  version: v.literal(1),
  name: v.pipe(v.string(), v.minLength(1)),
  /** The name that all the workshops share. */
  workshopName: workshop.entries.name,
  /** Who gets which certificate, at all the workshops. */
  certificates: v.optional(certificateRules),
  /** Awards that may be granted at any of them. */
  awards: v.optional(programmeAwards),
  /** Keys that certificates of the programme are signed with: whoever has the pack can tell them from others. */
  certificateKeys: v.optional(v.array(certificateKey)),
  workshops: v.pipe(
    v.array(programmeWorkshop),
    v.minLength(1),
    v.check((all) => distinct(all.map((one) => one.id)), 'Every workshop needs its own id.'),
    v.check((all) => distinct(all.map((one) => one.ticketPrefix)), 'Every workshop needs its own ticket prefix.'),
  ),
});
export type Programme = v.InferOutput<typeof programme>;
