import type { Consents } from '@shared/contract/values';
import type { DetailFields } from '../details';

/** What certificates need of somebody's details. */
export interface HolderFacts {
  /** As it is to stand on a certificate. */
  name: string;
  birthDate: string | null;
  consents: Consents;
}

type Fields = Pick<DetailFields, 'fullName' | 'nameOnCertificate' | 'birthDate' | 'consentData' | 'consentPhoto'>;

/** The name that goes on a certificate: the one that was given for it, or else the full name. White space is one space. */
export function nameOnCertificate({ nameOnCertificate: given, fullName }: Pick<Fields, 'fullName' | 'nameOnCertificate'>): string {
  return tidy(given) || tidy(fullName);
}

function tidy(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * The facts of a person, out of the details of their records, the kept one first. What it lacks another one may have;
 * what it says stands.
 */
export function holderFacts(records: readonly Fields[]): HolderFacts {
  const first = <T>(of: (fields: Fields) => T | null): T | null => records.map(of).find((value) => value !== null) ?? null;
  return {
    name: records.map(nameOnCertificate).find((name) => name !== '') ?? '',
    birthDate: first(({ birthDate }) => birthDate),
    consents: { data: first(({ consentData }) => consentData), photo: first(({ consentPhoto }) => consentPhoto) },
  };
}
