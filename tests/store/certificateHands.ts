import type { CommandParams } from '@shared/contract/commands';
import type { Certificate, CertificateHolder } from '@shared/contract/certificates';
import type { StoreClient } from '@shared/contract/storeClient';
import { signCertificate } from '@shared/signing/certificateCode';
import { publicKeyOf } from '@shared/signing/signedTickets';
import { nonce } from './kioskDay';
import { workshop } from './workshop';

export const secret = new Uint8Array(32).fill(3);
export const publicKey = publicKeyOf(secret);
export const codeOf = (certificate: Certificate, key = secret): string => signCertificate({ workshopId: workshop.id, ...certificate }, key);

/** An organizer writes down that somebody was in sessions; three slots count, and all are needed for four fifths. */
export async function attend(desk: StoreClient, registrationId: string, ...sessions: string[]): Promise<void> {
  for (const session of sessions) await desk.command('checkIn.override', { registrationId, target: `session:${session}`, reason: 'seen there', nonce: nonce() });
}
export const all = ['S01', 'S04', 'S09'];
export const issue = (client: StoreClient, holder: CertificateHolder, more: Partial<CommandParams<'certificate.issue'>> = {}) => client.command('certificate.issue', { holder, ...more });
export async function issued(client: StoreClient, registrationId: string, more: Partial<CommandParams<'certificate.issue'>> = {}): Promise<Certificate> {
  const outcome = await issue(client, { registrationId }, more);
  if (outcome.outcome !== 'issued') throw new Error(JSON.stringify(outcome.refusals));
  return outcome.certificate;
}
