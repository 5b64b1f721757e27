import { foldForSearch } from './foldForSearch';

/** A full name in the spelling it is compared by: folded, and the same with the family name first or last. */
export function nameKey(fullName: string): string {
  return foldForSearch(fullName).split(' ').sort().join(' ');
}
