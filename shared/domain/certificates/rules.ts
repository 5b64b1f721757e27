import type { CertificateRules, CertificateSigner } from '@shared/contract/certificateRules';
import type { CertificateKind } from '@shared/contract/certificates';
import type { Workshop } from '@shared/contract/values';
import { walkInRulesOf } from '../walkIn';

/** The rules of a workshop that has set none; its issuer is the programme. */
export const defaultCertificateRules: Omit<CertificateRules, 'issuer'> = {
  belowAge: 35, coSignedShare: 80, confirmationShare: 0, attendedBy: 'session', consents: ['data'], signers: [],
};

/** The rules that a workshop has, or the default ones with the age that its walk-ins are told. */
export function certificateRulesOf(workshop: Workshop): CertificateRules {
  const { certificates, programme, name } = workshop;
  return certificates ?? { ...defaultCertificateRules, issuer: programme || name, belowAge: walkInRulesOf(workshop).certificateBelowAge || null };
}

/** Who signs a certificate of a kind: nobody a mere confirmation of attendance. */
export function signersFor(kind: CertificateKind, { signers }: Pick<CertificateRules, 'signers'>): CertificateSigner[] {
  return kind === 'confirmation' ? [] : signers;
}
