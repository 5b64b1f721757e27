import type { Language } from '@shared/contract/values';
import { localeOf } from '@i18n/languages';

const second = 1_000;
const steps = [
  { unit: 'day', milliseconds: 86_400 * second },
  { unit: 'hour', milliseconds: 3_600 * second },
  { unit: 'minute', milliseconds: 60 * second },
  { unit: 'second', milliseconds: second },
] as const;

/** A length of time in one whole unit, such as “3 minutes”, in the words of a language. At least a second. */
export function lengthOfTime(milliseconds: number, language: Language): string {
  const length = Math.max(second, Math.abs(milliseconds));
  const { unit, milliseconds: one } = steps.find((step) => length >= step.milliseconds) ?? steps[3];
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(length / one));
}
