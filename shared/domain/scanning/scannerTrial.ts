import { chooseReading, isRecognised, type WedgeOutcome } from './wedge';

/** What a trial of a scanner shows about it. */
export type TrialFinding =
  | { kind: 'empty' }
  | { kind: 'garbled' }
  | {
      kind: 'code';
      code: string;
      /** It begins, or is made, as tickets of this workshop are. */
      ofWorkshop: boolean;
      /** What a text field would have got, where the keyboard layout makes something else of it; otherwise null. */
      typed: string | null;
      capsLock: boolean;
    };

export function judgeTrial(outcome: WedgeOutcome, prefixes: readonly string[]): TrialFinding {
  if (outcome.kind !== 'code') return { kind: outcome.kind };
  const { readings } = outcome;
  const code = chooseReading(readings, prefixes);
  const typed = readings.byText.trim();
  const capsLock = readings.byKeysTurned !== null;
  // Caps Lock alone turns letters round; that is said as such, and is no matter of the layout.
  const differs = capsLock ? typed.toLowerCase() !== code.toLowerCase() : typed !== code;
  return { kind: 'code', code, ofWorkshop: isRecognised(code, prefixes), typed: differs ? typed : null, capsLock };
}
