import type { Verification, VerificationAnswer } from '@shared/contract/certificates';
import type { StoreClient } from '@shared/contract/storeClient';
import { titleIn } from '@shared/domain/certificates/awards';
import { groupedNumber } from '@shared/domain/certificates/number';
import { certificateKeywordOf, isPdf } from './pdfKeywords';

/** A file larger than this is no certificate of ours. */
export const largestFile = 64 * 1024 * 1024;
const longestText = 100_000;

/** What there is to look at in a file's bytes: the code among a PDF's keywords, or the text of a code or credential. */
export function textIn(bytes: Uint8Array): string {
  if (bytes.length > largestFile) return '';
  if (isPdf(bytes)) return certificateKeywordOf(bytes) ?? '';
  return bytes.length > longestText ? '' : new TextDecoder().decode(bytes);
}

export interface Check {
  text: string;
  name?: string;
  /** Public keys to trust beside those that are trusted here. */
  keys?: string[];
}

export function verify(client: StoreClient, { text, name, keys }: Check): Promise<Verification> {
  return client.query(
    'certificates.verify',
    { text: text.slice(0, longestText), ...(name === undefined ? {} : { name }), ...(keys ? { keys } : {}) },
    Number.POSITIVE_INFINITY,
  );
}

const refusals: Record<Exclude<VerificationAnswer, 'valid' | 'revoked' | 'other_name' | 'number_known'>, string> = {
  wrong_key: 'It is signed by somebody who is not known to issue certificates here. If it is of another issuer whom you trust, add their key: --key did:key:…',
  distrusted_key: 'It is signed with a key that was lost or stolen: nothing that is signed with it is to be believed.',
  tampered: 'It is not genuine: it was changed after it was signed.',
  truncated: 'It is incomplete: the end of the code is missing. Read it again, whole.',
  number_unknown: 'No certificate of this number is on record here. Check its code.',
  not_a_certificate: 'There is no code of a certificate in it.',
};

/** An answer as a sentence with what to do. */
export function sentenceOf({ answer, number, name, award, issuedOn, workshop, revokedAt }: Verification): string {
  const which = `Certificate ${groupedNumber(number ?? '')}`;
  const title = award && `the award “${titleIn(award.title, 'en')}”`;
  if (answer === 'valid') {
    const of = [name, title, workshop && [workshop.name, workshop.city].filter(Boolean).join(', '), issuedOn && `issued on ${issuedOn}`].filter(Boolean).join('; ');
    const compare = name === null ? ' Compare the name on the paper: --name "NAME".' : ' Compare the name on the paper.';
    return `${which} is genuine${of === '' ? '' : ` (${of})`}.${compare}`;
  }
  if (answer === 'revoked') return `${which} was revoked${revokedAt === null ? '' : ` on ${revokedAt.slice(0, 10)}`}. It is no longer valid.`;
  if (answer === 'other_name') return `${which} is genuine, but it was issued to another name.`;
  if (answer === 'number_known') {
    const known = [name, title, issuedOn && `issued on ${issuedOn}`].filter(Boolean).join('; ');
    return `${which} is on record here${known === '' ? '' : ` (${known})`}. A number alone proves nothing: compare all of it with the paper, and check its code.`;
  }
  return refusals[answer];
}
