import type { WedgeReadings } from '@shared/domain/scanning/wedge';
import { readCode } from '@shared/signing/certificateCode';

/**
 * What a hand scanner meant that typed into a field. It types by the keys of its own layout, and the field has what the
 * computer's layout makes of them; a code of a certificate is whole in one of the readings only.
 *
 * @param typed what the field has
 * @param readings what was heard of the keys, null if nobody typed that fast
 */
export function scannedText(typed: string, readings: WedgeReadings | null): string {
  const candidates = readings === null ? [typed] : [typed, readings.byKeys, readings.byKeysTurned, readings.byText].filter((each) => each !== null);
  return candidates.find((each) => readCode(each).read === 'code') ?? typed;
}
