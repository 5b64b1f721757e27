import type { Verification, VerificationAnswer } from '@shared/contract/certificates';
import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { readNumber } from '@shared/domain/certificates/number';
import { checkCode, isIssuedTo, readCode } from '@shared/signing/certificateCode';
import { didKeyOf } from '@shared/signing/didKey';
import { readOpenBadge } from '@shared/signing/openBadge';
import { workshopTag } from '@shared/signing/signedTickets';
import type { StoreContext } from '../context';
import { findByNumber } from '../holders';
import { type Keyring, keyringOf, programme } from '../keyring';

type Params = QueryParams<'certificates.verify'>;

/**
 * Says what a code or a credential's text is worth here: by the keys that are trusted, the certificates that were taken
 * back, and the name on the paper. Of one whose signature is not good nothing else is said.
 */
export function verifyCertificate(context: StoreContext, params: Params): Verification {
  const keyring = keyringOf(context, params.keys);
  const number = readNumber(params.text.slice(0, 100));
  if (number !== undefined) return lookUp(context, number);
  return params.text.trimStart().startsWith('{') ? verifyBadge(context, params, keyring) : verifyCode(context, params, keyring);
}

function verifyCode(context: StoreContext, { text, name }: Params, { trusted, distrusted }: Keyring): Verification {
  const code = readCode(text);
  if (code.read !== 'code') return refused(code.read);
  const check = checkCode(code, [...trusted, ...distrusted]);
  if ('refused' in check) return refused(check.refused);
  if (distrusted.has(check.signedBy)) return refused('distrusted_key');
  const { claims } = code;
  const { number, kind, issuedOn, firstDay, lastDay } = claims;
  const found = findByNumber(context, number);
  const known = found && isIssuedTo(claims, found.record.name) ? found.record.name : null;
  return {
    ...judged(context, number, name === undefined || isIssuedTo(claims, name)),
    number, kind, issuedOn, firstDay, lastDay,
    award: found?.record.issued.award ?? null,
    workshop: workshopOfTag(context, claims.workshopTag),
    name: known === '' ? null : known,
    onRecord: found !== undefined,
    signedBy: didKeyOf(check.signedBy),
  };
}

function verifyBadge(context: StoreContext, { text, name }: Params, { trusted, distrusted }: Keyring): Verification {
  const badge = readOpenBadge(text);
  if (badge.read !== 'badge') return refused(badge.read);
  if (distrusted.has(badge.publicKey)) return refused('distrusted_key');
  if (!trusted.has(badge.publicKey)) return refused('wrong_key');
  const found = findByNumber(context, badge.number);
  const issued = found?.record.issued;
  const { workshop } = context.projection;
  return {
    ...judged(context, badge.number, name === undefined || sameName(name, badge.name)),
    number: badge.number,
    kind: issued?.kind ?? null,
    award: issued?.award ?? null,
    issuedOn: issued?.issuedOn ?? null,
    firstDay: issued?.firstDay ?? null,
    lastDay: issued?.lastDay ?? null,
    workshop: found && workshop ? { id: workshop.id, name: workshop.name, city: workshop.city } : null,
    name: badge.name,
    onRecord: found !== undefined,
    signedBy: didKeyOf(badge.publicKey),
  };
}

/** What is on record of a number that somebody typed from a paper. */
function lookUp(context: StoreContext, number: string): Verification {
  const revokedAt = context.projection.state.certificates.revoked.get(number)?.at ?? null;
  const found = findByNumber(context, number);
  const issued = found?.record.issued;
  const { workshop } = context.projection;
  const answer = revokedAt !== null ? 'revoked' : issued ? 'number_known' : 'number_unknown';
  return {
    ...refused(answer),
    number,
    kind: issued?.kind ?? null,
    award: issued?.award ?? null,
    issuedOn: issued?.issuedOn ?? null,
    firstDay: issued?.firstDay ?? null,
    lastDay: issued?.lastDay ?? null,
    workshop: issued && workshop ? { id: workshop.id, name: workshop.name, city: workshop.city } : null,
    name: found && found.record.name !== '' ? found.record.name : null,
    onRecord: issued !== undefined,
    revokedAt,
  };
}

function judged(context: StoreContext, number: string, isTheirs: boolean): Pick<Verification, 'answer' | 'revokedAt'> {
  const revokedAt = context.projection.state.certificates.revoked.get(number)?.at ?? null;
  return { answer: revokedAt !== null ? 'revoked' : isTheirs ? 'valid' : 'other_name', revokedAt };
}

function refused(answer: VerificationAnswer): Verification {
  return {
    answer, number: null, kind: null, award: null, issuedOn: null, firstDay: null, lastDay: null, workshop: null, name: null, onRecord: false, revokedAt: null, signedBy: null,
  };
}

function sameName(a: string, b: string): boolean {
  const spelling = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return spelling(a) === spelling(b);
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
  const { trusted, distrusted } = keyringOf(context);
  const { keys } = context.projection.state.certificates;
  return {
    keys: [...trusted].sort().map((publicKey) => ({ publicKey, did: didKeyOf(publicKey) })),
    distrusted: [...distrusted].sort().map((publicKey) => ({ publicKey, did: didKeyOf(publicKey), at: keys.get(publicKey)?.at ?? '', reason: keys.get(publicKey)?.reason ?? '' })),
  };
}
