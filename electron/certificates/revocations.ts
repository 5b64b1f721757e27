import type { ReceivedRevocations } from '@shared/contract/certificates';
import type { StoreClient } from '@shared/contract/storeClient';
import { revocationListOf } from '@shared/signing/revocationList';
import { trustedIssuerKey } from './sealedCertificates';

/** The list of revoked certificates as the text of a file, signed with the key of this computer. */
export async function signedRevocations(client: StoreClient, dataFolder: string): Promise<{ text: string; count: number }> {
  const { revoked } = await client.query('certificates.revoked', {}, Number.POSITIVE_INFINITY);
  const secret = await trustedIssuerKey(client, dataFolder);
  return { text: revocationListOf(revoked, secret, new Date().toISOString()), count: revoked.length };
}

const refusals: Record<Exclude<ReceivedRevocations['problem'], null>, string> = {
  not_a_list: 'This is no list of revoked certificates.',
  tampered: 'The list is not genuine: it was changed after it was signed.',
  wrong_key: 'The list is signed by somebody who is not known to issue certificates here. If you trust them, say so first: issuer-key --trust did:key:…',
  distrusted_key: 'The list is signed with a key that was distrusted.',
};

/** Why nothing of a list was taken, with what to do. */
export function refusalOfList(problem: keyof typeof refusals): string {
  return refusals[problem];
}
