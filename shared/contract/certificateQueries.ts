import * as v from 'valibot';
import { certificateKey } from './certificateRules';
import {
  certificate, certificateEligibility, certificateHolder, certificateKind, certificateNumber, certificateRow, certificateState, distrustedKey, verification,
} from './certificates';
import { language, workshop } from './values';

const desk = ['desk'] as const;
const deskAndHelper = ['desk', 'helper'] as const;
const kioskAndDesk = ['kiosk', 'desk', 'helper'] as const;

/** What may be asked about certificates. */
export const certificateQueries = {
  /** What somebody is entitled to, and why not to the rest. A kiosk asks for whom it has just checked in. */
  'certificate.eligibility': { roles: kioskAndDesk, params: v.object({ holder: certificateHolder }), result: certificateEligibility },
  /** A certificate by its number, with what its paper and its files say of the workshop; null where there is none. */
  'certificate.find': { roles: desk, params: v.object({ number: certificateNumber }), result: v.object({ certificate: v.nullable(certificate), workshop: v.nullable(workshop) }) },
  /** Whether somebody's visit at a kiosk was given this certificate a short while ago, on one of these ports. Asked by the main process. */
  'certificate.isOffered': {
    roles: desk,
    params: v.object({ ports: v.array(v.number()), number: certificateNumber }),
    result: v.object({ offered: v.boolean() }),
  },
  /** What was asked for at kiosks, to be collected at the desk, and is not printed yet; the earliest first. */
  'certificates.wanted': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({
      wanted: v.array(
        v.object({ registrationId: v.string(), number: certificateNumber, kind: certificateKind, name: v.string(), at: v.string(), station: v.nullable(v.string()) }),
      ),
    }),
  },
  /** Everybody as far as one kind of certificate goes, by their names in the order of a language. */
  'certificates.list': {
    roles: desk,
    params: v.object({
      kind: certificateKind,
      /** Only these; null for all. */
      states: v.nullable(v.array(certificateState)),
      /** Whose names have this in them, whatever the case and marks of letters; without it everybody. */
      search: v.optional(v.pipe(v.string(), v.maxLength(200))),
      /** Whose alphabet names are sorted by. */
      language,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5_000)),
    }),
    result: v.object({
      total: v.number(),
      /** How many there are of each state, whatever `states` asks for. */
      counts: v.object({ issued: v.number(), printed: v.number(), eligible: v.number(), refused: v.number(), revoked: v.number() }),
      rows: v.array(certificateRow),
    }),
  },
  /** Looks at a code, a scan, or the text of a credential's file: offline, by the keys that are trusted here. */
  'certificates.verify': {
    roles: deskAndHelper,
    params: v.object({
      text: v.pipe(v.string(), v.maxLength(100_000)),
      /** As it stands on the paper: a genuine code on somebody else's paper is told. */
      name: v.optional(v.pipe(v.string(), v.maxLength(500))),
      /** Keys to trust beside those that are trusted here. */
      keys: v.optional(v.array(certificateKey)),
    }),
    result: verification,
  },
  /** Every certificate that was taken back: what a check elsewhere must know. Names nobody. */
  'certificates.revoked': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({ revoked: v.array(v.object({ number: certificateNumber, at: v.string() })) }),
  },
  /** The keys that certificates are checked by, as did:key too, and those that were distrusted. */
  'certificates.keys': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({ keys: v.array(v.object({ publicKey: certificateKey, did: v.string() })), distrusted: v.array(distrustedKey) }),
  },
} as const;
