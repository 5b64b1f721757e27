import type { AwardTitle } from '../contract/awards';
import type { CertificateKind } from '../contract/certificates';
import type { Language } from '../contract/values';

/** What a certificate says, whatever it looks like. */
export interface CertificateFacts {
  kind: CertificateKind;
  name: string;
  /** The language that it is written in; a name is drawn as in its own. */
  language: Language;
  nameLanguage: string;
  number: string;
  qrText: string;
  issuer: string;
  programme: string;
  workshop: string;
  city: string;
  /** Of the venue, `YYYY-MM-DD`; null where the agenda did not say. */
  firstDay: string | null;
  lastDay: string | null;
  issuedOn: string;
  attended: number;
  of: number;
  /** What an award's certificate is of; null for any other. */
  award: AwardTitle | null;
  signers: readonly { name: string; title: Partial<Record<string, string>> }[];
}
