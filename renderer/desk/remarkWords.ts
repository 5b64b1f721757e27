import type { ImportRemark } from '@shared/contract/reports';
import { shownLanguage } from '@i18n/i18n';
import i18next from 'i18next';

/** The names of a sentence's values in the catalogue, in their order. */
const names = ['a', 'b', 'c'] as const;

/**
 * What a remark on an imported file says, in the language the desk shows: the same sentence with the same values. What
 * has no words there is told in the store's own, which are English.
 */
export function remarkWords({ text, values = [], message }: ImportRemark): string {
  if (text === undefined || shownLanguage() === 'en') return message;
  const last = values.at(-1);
  // A yes or no among the values makes two sentences of one.
  const key = `remarks:import.${text}${typeof last === 'boolean' ? `_${last ? 'yes' : 'no'}` : ''}`;
  if (!i18next.exists(key)) return message;
  // Each value stands between Unicode isolates, so that a Latin name leaves the order of an Arabic sentence alone.
  const said = Object.fromEntries(names.map((name, index) => [name, `\u2068${String(values[index] ?? '')}\u2069`]));
  return i18next.t(key as never, said);
}
