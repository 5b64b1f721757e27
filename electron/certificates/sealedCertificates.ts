import type { CertificateSigner } from '@shared/contract/certificateRules';
import type { Certificate, CertificateKind, CertificateRefusal } from '@shared/contract/certificates';
import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Workshop } from '@shared/contract/values';
import { groupedNumber } from '@shared/domain/certificates/number';
import { certificateRulesOf, signersFor } from '@shared/domain/certificates/rules';
import { keywordOf, qrTextOf, signCertificate } from '@shared/signing/certificateCode';
import { openBadgeOf } from '@shared/signing/openBadge';
import { publicKeyOf } from '@shared/signing/signedTickets';
import { everybody } from '../everybody';
import { issuerKeyOf } from './issuerKey';

/** Everything that a certificate's paper and files say. */
export interface SealedCertificate {
  certificate: Certificate;
  /** As it is read: `CSHY-XFPB-NDXP`. */
  number: string;
  /** What its QR code holds, in alphanumeric mode at level M. */
  qrText: string;
  /** What belongs among the keywords of its PDF. */
  keyword: string;
  /** Open Badges 3.0, as the text of a file. */
  credential: string;
  issuer: string;
  /** Empty for a confirmation of attendance: nobody co-signs it. */
  signers: readonly CertificateSigner[];
  workshop: Workshop;
}

/** Signs what the store has issued. The same certificate and key always give the same. */
export function seal(certificate: Certificate, workshop: Workshop, secret: Uint8Array): SealedCertificate {
  const code = signCertificate({ workshopId: workshop.id, ...certificate }, secret);
  const rules = certificateRulesOf(workshop);
  const { issuer } = rules;
  const { programme, name: workshopName, city } = workshop;
  const credential = openBadgeOf({ workshopId: workshop.id, ...certificate, issuer, programme, workshopName, city }, secret);
  return {
    certificate, workshop, issuer,
    number: groupedNumber(certificate.number),
    qrText: qrTextOf(code),
    keyword: keywordOf(code),
    credential: `${JSON.stringify(credential, null, 2)}\n`,
    signers: signersFor(certificate.kind, rules),
  };
}

/**
 * The key that certificates are signed with here, and why it is not to be used, if an organizer has distrusted it.
 * Every device is told that it may be trusted before the first paper that bears it.
 *
 * @throws KioskError `not_configured` without a workshop, and what the store says when it cannot record.
 */
export async function issuerKeyHere(client: StoreClient, dataFolder: string): Promise<{ secret: Uint8Array; publicKey: string; distrusted: string | null }> {
  const secret = issuerKeyOf(dataFolder);
  const publicKey = publicKeyOf(secret);
  await client.command('certificates.trustKey', { publicKey }, Number.POSITIVE_INFINITY);
  const { distrusted } = await client.query('certificates.keys', {}, Number.POSITIVE_INFINITY);
  return { secret, publicKey, distrusted: distrusted.find((each) => each.publicKey === publicKey)?.reason ?? null };
}

/** The same to sign with. @throws also for a key that was distrusted: nobody would believe what it signs. */
export async function trustedIssuerKey(client: StoreClient, dataFolder: string): Promise<Uint8Array> {
  const { secret, distrusted } = await issuerKeyHere(client, dataFolder);
  if (distrusted === null) return secret;
  throw new KioskError('invalid_request', `The key that signs certificates here was distrusted (${distrusted}). Make a new key, or restore another one from its recovery sheet.`);
}

/** A certificate that was issued, by its number. @throws KioskError where there is none, or it was taken back. */
export async function sealedByNumber(client: StoreClient, dataFolder: string, number: string): Promise<SealedCertificate> {
  const { certificate, workshop } = await standingByNumber(client, number);
  return seal(certificate, workshop, await trustedIssuerKey(client, dataFolder));
}

/** The same as it is on record, for who only looks at it. */
export async function standingByNumber(client: StoreClient, number: string): Promise<{ certificate: Certificate; workshop: Workshop }> {
  const { certificate, workshop } = await client.query('certificate.find', { number });
  if (!certificate || !workshop) throw new KioskError('invalid_request', `There is no certificate ${groupedNumber(number)} here.`);
  if (certificate.revoked) throw new KioskError('invalid_request', `The certificate ${groupedNumber(number)} was revoked. Issue another one.`);
  return { certificate, workshop };
}

export interface IssuedCertificates {
  sealed: SealedCertificate[];
  /** How many were issued now, and how many people had theirs already. */
  issued: number;
  already: number;
  refused: { registrationId: string; refusals: CertificateRefusal[] }[];
}

/** Signing takes the main process's time, and scans wait for it to write: so many certificates, then it is their turn. */
const sealedAtOnce = 20;
const issuedAtOnce = 500;

/**
 * Issues certificates and signs them. Whoever has one keeps it: a second run issues nothing new.
 *
 * @param ids null for everybody of the roster.
 * @param kind without it, each gets the best that they are entitled to by attending, and an award's who has one.
 */
export async function issueSealed(client: StoreClient, dataFolder: string, ids: readonly string[] | null, kind?: CertificateKind): Promise<IssuedCertificates> {
  const { workshop } = await client.query('workshop.overview', {}, Number.POSITIVE_INFINITY);
  if (!workshop) throw new KioskError('not_configured', 'There is no workshop yet. Import a roster first.');
  const all = ids ?? (await everyId(client));
  const secret = await trustedIssuerKey(client, dataFolder);
  const result: IssuedCertificates = { sealed: [], issued: 0, already: 0, refused: [] };
  for (let start = 0; start < all.length; start += issuedAtOnce) {
    const registrationIds = all.slice(start, start + issuedAtOnce);
    const { outcomes } = await client.command('certificates.issue', { registrationIds, ...(kind ? { kind } : {}) }, Number.POSITIVE_INFINITY);
    for (const outcome of outcomes) {
      if (outcome.outcome === 'refused') {
        result.refused.push({ registrationId: outcome.registrationId, refusals: outcome.refusals });
        continue;
      }
      result[outcome.already ? 'already' : 'issued'] += 1;
      result.sealed.push(seal(outcome.certificate, workshop, secret));
      if (result.sealed.length % sealedAtOnce === 0) await new Promise(setImmediate);
    }
  }
  return result;
}

async function everyId(client: StoreClient): Promise<string[]> {
  const ids: string[] = [];
  for await (const { registrationId, erased } of everybody(client)) if (!erased) ids.push(registrationId);
  return ids;
}
