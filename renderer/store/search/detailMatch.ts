import type { DetailFields } from '@shared/domain/details';
import { foldForSearch } from '@shared/domain/names/foldForSearch';

/** What was found: a field of the person, or a column of the roster, and the text in it. */
export interface DetailMatch {
  field: string;
  text: string;
}

/** The words of a search, folded; none where it is too short to look through everybody for. */
export function wordsToFind(search: string): string[] {
  const words = foldForSearch(search).split(' ').filter((word) => word !== '');
  return words.join('').length < 2 ? [] : words;
}

/** The first field in which all words are found, in any script; null if there is none. */
export function matchDetails(fields: DetailFields, words: readonly string[]): DetailMatch | null {
  for (const [field, text] of textsIn(fields)) {
    if (text === '') continue;
    const folded = foldForSearch(text);
    if (words.every((word) => folded.includes(word))) return { field, text };
  }
  return null;
}

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

function* textsIn(fields: DetailFields): Generator<[string, string]> {
  yield ['email', fields.email];
  yield ['organisation', fields.organisation];
  yield ['nameOnCertificate', fields.nameOnCertificate];
  yield ['country', fields.country];
  if (/^[A-Z]{2}$/.test(fields.country)) yield ['country', countries.of(fields.country) ?? ''];
  yield ['birthDate', fields.birthDate ?? ''];
  yield ['dietary', fields.dietary];
  yield* Object.entries(fields.other);
}
