import type { Language } from '@shared/contract/values';
import { localeOf } from './languages';

export type DateFieldPart = 'year' | 'month' | 'day';

/** The order in which a language writes the parts of a date, as CLDR has it. */
export function dateFieldOrder(language: Language): DateFieldPart[] {
  const format = new Intl.DateTimeFormat(localeOf(language), { year: 'numeric', month: '2-digit', day: '2-digit' });
  return format
    .formatToParts(new Date(Date.UTC(2000, 10, 22)))
    .map(({ type }) => type)
    .filter((type): type is DateFieldPart => type === 'year' || type === 'month' || type === 'day');
}
