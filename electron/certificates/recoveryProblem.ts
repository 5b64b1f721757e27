import type { ReadRecovery } from '@shared/signing/recoveryText';

/** What is wrong with a recovery text, and what to do. */
export function recoveryProblem(problem: Exclude<ReadRecovery, { secret: Uint8Array }>): string {
  if (problem.problem === 'line') return `There is a typing error in line ${problem.line} of the recovery text. Compare it with the sheet.`;
  if (problem.problem === 'length') return 'A recovery text has four lines of fifteen signs. Some are missing, or there are too many.';
  return 'These four lines do not belong together. Are they all of one sheet?';
}
