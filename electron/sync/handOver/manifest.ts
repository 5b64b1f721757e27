import { sign, verify } from 'node:crypto';
import { deviceId, soleSignature } from '@shared/contract/sync';
import { utcInstant } from '@shared/contract/values';
import * as v from 'valibot';
import { type DeviceKey, deviceOfKey, publicKeyObject } from '../../deviceKey';

/** First and last line of a hand-over, as FORMAT.md has them. */

export const handOverFormat = 'champions-kiosk hand-over';
export const handOverVersion = 1;

const seq = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999_999_999));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const range = v.pipe(v.tuple([seq, seq]), v.check(([first, last]) => first <= last, 'A range ends before it begins.'));
const chain = v.object({ device: deviceId, ranges: v.array(range) });

const handedWorkshop = v.object({
  workshop: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  /** How many events of it are meant to be in this file. */
  events: count,
  /** All events of it that the device held then: those in this file, and those of the hand-overs before it. */
  chains: v.array(chain),
});
export type HandedWorkshop = v.InferOutput<typeof handedWorkshop>;

/** Who made it, when, what of, and which hand-over it goes on from. Holds nothing of a person. */
export const manifest = v.object({
  format: v.literal(handOverFormat),
  version: v.literal(handOverVersion),
  device: deviceId,
  /** What people call the laptop. */
  name: v.optional(v.pipe(v.string(), v.maxLength(200))),
  madeAt: utcInstant,
  /** When the hand-over was made that this one goes on from; null if it holds everything. */
  since: v.nullable(v.object({ madeAt: utcInstant })),
  workshops: v.array(handedWorkshop),
});
export type Manifest = v.InferOutput<typeof manifest>;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The last line: how many documents there are, and the hash of all lines before, signed by the device. */
export const closing = v.object({ closing: v.object({ documents: count, sha256, signature: soleSignature }) });
export type Closing = v.InferOutput<typeof closing>['closing'];

/** What the signature of a closing is over: a text that no event and no request of sync begins with. */
function closingText({ documents, sha256 }: Pick<Closing, 'documents' | 'sha256'>, device: string): string {
  return `${handOverFormat} ${handOverVersion}\n${device}\n${documents}\n${sha256}`;
}

export function closingOf(sums: Pick<Closing, 'documents' | 'sha256'>, key: DeviceKey): Closing {
  const value = sign(null, Buffer.from(closingText(sums, key.device)), key.privateKey).toString('hex');
  return { ...sums, signature: { signer: key.device, key: key.publicKey, value } };
}

/** Whether the device that a manifest names has signed this closing. */
export function isSignedBy(device: string, { documents, sha256, signature }: Closing): boolean {
  const { signer, key, value } = signature;
  if (signer !== device || deviceOfKey(key) !== device) return false;
  try {
    return verify(null, Buffer.from(closingText({ documents, sha256 }, device)), publicKeyObject(key), Buffer.from(value, 'hex'));
  } catch {
    return false;
  }
}
