import { sha256 } from '@noble/hashes/sha2.js';
import type { GrantedAward } from '../contract/awards';
import type { CertificateKind } from '../contract/certificates';
import { titleIn } from '../domain/certificates/awards';
import { groupedNumber, readNumber } from '../domain/certificates/number';
import { type CertificateToSign } from './certificateCode';
import { checkProof, type Proof, withProof } from './dataIntegrity';
import { didKeyOf, hexOf } from './didKey';
import { publicKeyOf } from './signedTickets';

/** What a credential says beyond the certificate's code. */
export interface BadgeDetails extends CertificateToSign {
  issuer: string;
  programme: string;
  workshopName: string;
  city: string;
  /** Of an award's certificate. */
  award?: GrantedAward | undefined;
}

const achievements: Record<CertificateKind, { name: string; type: string; criteria: string }> = {
  co_signed: {
    name: 'Co-signed certificate',
    type: 'Certificate',
    criteria: 'Attended the in-person workshop for the share of its sessions that the programme asks for, within its age limit.',
  },
  confirmation: { name: 'Confirmation of attendance', type: 'CertificateOfCompletion', criteria: 'Attended the in-person workshop.' },
  award: { name: 'Award', type: 'Award', criteria: 'Was granted this award by the organizers of the in-person workshop.' },
};

/**
 * A certificate as an Open Badges 3.0 credential (1EdTech; VC Data Model 2.0), proven by `eddsa-jcs-2022`: for wallets
 * and other programs. The same certificate always gives the same file.
 */
export function openBadgeOf(details: BadgeDetails, secret: Uint8Array): Record<string, unknown> & { proof: Proof } {
  const { kind, number, name, issuedOn, firstDay, lastDay, workshopId, programme, workshopName, city, issuer, award } = details;
  const at = `${issuedOn}T00:00:00Z`;
  const achievement = achievements[kind];
  const title = award && titleIn(award.title, 'en');
  return withProof(
    {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
      id: uuidOf(`certificate ${number}`),
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: `${title ?? achievement.name} ${groupedNumber(number)}`,
      issuer: { id: didKeyOf(publicKeyOf(secret)), type: ['Profile'], name: issuer },
      validFrom: at,
      credentialSubject: {
        type: ['AchievementSubject'],
        licenseNumber: groupedNumber(number),
        identifier: [{ type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' }],
        ...(firstDay === null ? {} : { activityStartDate: `${firstDay}T00:00:00Z` }),
        ...(lastDay === null ? {} : { activityEndDate: `${lastDay}T00:00:00Z` }),
        achievement: {
          id: uuidOf(`achievement ${workshopId} ${kind}${title === undefined ? '' : ` ${title}`}`),
          type: ['Achievement'],
          achievementType: achievement.type,
          name: `${title ?? achievement.name}: ${workshopName}`,
          description: [programme, workshopName, city].filter((part) => part !== '').join(', '),
          criteria: { narrative: achievement.criteria },
        },
      },
    },
    secret,
    at,
  );
}

/** A UUID made of a text (RFC 9562, version 8), as a URN: the same wherever it is made. */
function uuidOf(text: string): string {
  const bytes = sha256(new TextEncoder().encode(text)).slice(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return `urn:uuid:${hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

/** What a credential's file proves: the certificate's number and name, and the key that signed; or how it proves nothing. */
export type ReadBadge = { read: 'badge'; number: string; name: string; publicKey: string } | { read: 'tampered' | 'not_a_certificate' };

/** Reads the text of a credential's file and checks its proof. Whether its key is trusted is the caller's to say. */
export function readOpenBadge(text: string): ReadBadge {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { read: 'not_a_certificate' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { read: 'not_a_certificate' };
  const badge = value as Record<string, unknown> & { issuer?: { id?: unknown }; credentialSubject?: { licenseNumber?: unknown; identifier?: { identityHash?: unknown }[] } };
  const typed = badge.credentialSubject?.licenseNumber;
  const number = typeof typed === 'string' ? readNumber(typed) : undefined;
  if (number === undefined) return { read: 'not_a_certificate' };
  const check = checkProof(badge);
  if (!check.proven) return { read: 'tampered' };
  const identifiers = badge.credentialSubject?.identifier;
  const name = Array.isArray(identifiers) ? identifiers[0]?.identityHash : undefined;
  // A proof by one key for what another is said to issue is nobody's.
  if (typeof name !== 'string' || badge.issuer?.id !== didKeyOf(check.publicKey)) return { read: 'tampered' };
  return { read: 'badge', number, name, publicKey: check.publicKey };
}
