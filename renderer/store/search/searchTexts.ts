import { identifierToken, searchTokens } from '@shared/domain/names/foldForSearch';

/** What somebody is found by. */
export interface SearchTexts {
  name: string;
  identifiers: string[];
}

export function tokensOf({ name, identifiers }: SearchTexts): string[] {
  return [...searchTokens(name), ...identifiers.map(identifierToken).filter((token) => token !== '')];
}
