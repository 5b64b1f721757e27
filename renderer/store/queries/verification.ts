import * as v from 'valibot';
import programmeFile from '../../../resources/programme/programme.json';
import type { Verification, VerificationAnswer } from '@shared/contract/certificates';
import { programme as programmeSchema } from '@shared/contract/programme';
import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { checkCode, isIssuedTo, readCode } from '@shared/signing/certificateCode';
import { didKeyOf } from '@shared/signing/didKey';
import { readOpenBadge } from '@shared/signing/openBadge';
import { workshopTag } from '@shared/signing/signedTickets';
import type { StoreContext } from '../context';
import { findByNumber } from '../holders';

const programme = v.parse(programmeSchema, programmeFile);

type Params = QueryParams<'certificates.verify'>;

/**
 * Says what a code or a credential's text is worth here: by the keys that are trusted, the certificates that were taken
 * back, and the name on the paper. Of one whose signature is not good nothing else is said.
 */
export function verifyCertificate(context: StoreContext, params: Params): Verification {
  const trusted = trustedKeys(context, params.keys);
  return params.text.trimStart().startsWith('{') ? verifyBadge(context, params, trusted) : verifyCode(context, params, trusted);
}

function verifyCode(context: StoreContext, { text, name }: Params, trusted: Set<string>): Verification {
  const code = readCode(text);
  if (code.read !== 'code') return refused(code.read);
  const check = checkCode(code, trusted);
  if ('refused' in check) return refused(check.refused);
  const { claims } = code;
  const { number, kind, issuedOn, firstDay, lastDay } = claims;
  const found = findByNumber(context, number);
  const known = found && isIssuedTo(claims, found.record.name) ? found.record.name : null;
  return {
    ...judged(context, number, name === undefined || isIssuedTo(claims, name)),
    number, kind, issuedOn, firstDay, lastDay,
    workshop: workshopOfTag(context, claims.workshopTag),
    name: known === '' ? null : known,
    onRecord: found !== undefined,
    signedBy: didKeyOf(check.signedBy),
  };
}

function verifyBadge(context: StoreContext, { text, name }: Params, trusted: Set<string>): Verification {
  const badge = readOpenBadge(text);
  if (badge.read !== 'badge') return refused(badge.read);
  if (!trusted.has(badge.publicKey)) return refused('wrong_key');
  const found = findByNumber(context, badge.number);
  const issued = found?.record.issued;
  const { workshop } = context.projection;
  return {
    ...judged(context, badge.number, name === undefined || sameName(name, badge.name)),
    number: badge.number,
    kind: issued?.kind ?? null,
    issuedOn: issued?.issuedOn ?? null,
    firstDay: issued?.firstDay ?? null,
    lastDay: issued?.lastDay ?? null,
    workshop: found && workshop ? { id: workshop.id, name: workshop.name, city: workshop.city } : null,
    name: badge.name,
    onRecord: found !== undefined,
    signedBy: didKeyOf(badge.publicKey),
  };
}

function judged(context: StoreContext, number: string, isTheirs: boolean): Pick<Verification, 'answer' | 'revokedAt'> {
  const revokedAt = context.projection.state.certificates.revoked.get(number)?.at ?? null;
  return { answer: revokedAt !== null ? 'revoked' : isTheirs ? 'valid' : 'other_name', revokedAt };
}

function refused(answer: VerificationAnswer): Verification {
  return {
    answer, number: null, kind: null, issuedOn: null, firstDay: null, lastDay: null, workshop: null, name: null, onRecord: false, revokedAt: null, signedBy: null,
  };
}

function sameName(a: string, b: string): boolean {
  const spelling = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return spelling(a) === spelling(b);
}

/** The keys of the workshop's pack and of the one that came with the application, and those trusted by an event. */
function trustedKeys({ projection }: StoreContext, more: readonly string[] = []): Set<string> {
  return new Set([
    ...(projection.workshop?.certificateKeys ?? []), ...(programme.certificateKeys ?? []), ...projection.state.certificates.keys.keys(), ...more,
  ]);
}

function workshopOfTag({ projection: { workshop } }: StoreContext, tag: Uint8Array): Verification['workshop'] {
  const own = workshop ? [{ id: workshop.id, name: workshop.name, city: workshop.city }] : [];
  const others = programme.workshops.map(({ id, city }) => ({ id, name: programme.workshopName, city }));
  return [...own, ...others].find(({ id }) => workshopTag(id).every((byte, index) => byte === tag[index])) ?? null;
}

export function revokedCertificates({ projection }: StoreContext): QueryResult<'certificates.revoked'> {
  const revoked = Array.from(projection.state.certificates.revoked, ([number, { at }]) => ({ number, at }));
  return { revoked: revoked.sort((a, b) => (a.number < b.number ? -1 : 1)) };
}

export function certificateKeys(context: StoreContext): QueryResult<'certificates.keys'> {
  return { keys: [...trustedKeys(context)].sort().map((publicKey) => ({ publicKey, did: didKeyOf(publicKey) })) };
}
