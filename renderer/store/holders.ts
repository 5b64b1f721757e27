import type { Certificate, CertificateHolder } from '@shared/contract/certificates';
import { KioskError } from '@shared/contract/errors';
import type { Attendee } from '@shared/domain/attendee';
import { type HolderFacts, holderFacts } from '@shared/domain/certificates/holder';
import type { IssuedCertificate } from '@shared/domain/certificates/record';
import { absorbedIds } from '@shared/domain/merge';
import type { Caller } from './caller';
import { personHere } from './commands/card';
import type { StoreContext } from './context';
import { detailsOf } from './queries/roster';

/** Whom certificates are issued to, as commands and queries look them up. */

/**
 * The person that is meant. A kiosk names nobody: it has the nonce of a scan that was answered on its own port a short
 * while ago.
 *
 * @throws KioskError `forbidden` for a kiosk without that, `unknown_attendee` for an id that nobody has.
 */
export function holderOf(context: StoreContext, holder: CertificateHolder, { role, port }: Caller): Attendee {
  if ('registrationId' in holder) {
    if (role === 'kiosk') throw new KioskError('forbidden', 'A kiosk asks for those who were checked in there, by their scan.');
    return personHere(context, holder.registrationId);
  }
  const admitted = context.ports.admitted(port, holder.nonce);
  const attendee = admitted && context.projection.rows.kept(admitted.registrationId);
  if (!attendee) throw new KioskError('forbidden', 'Nobody was checked in here with this scan a short while ago.');
  return attendee;
}

/** What certificates need of some people's details, by the ids of the kept records. */
export async function factsOf(context: StoreContext, attendees: readonly Attendee[]): Promise<Map<string, HolderFacts>> {
  const { shelf } = context.projection.rows;
  const records = attendees.map(({ id, absorbed }) => (absorbed?.length ? [id, ...absorbedIds(shelf, id)] : [id]));
  const details = await detailsOf(context, records.flat());
  return new Map(
    records.map((ids) => [ids[0] as string, holderFacts(ids.flatMap((id) => details.get(id)?.fields ?? []))]),
  );
}

/** A certificate as it goes on paper. */
export function certificateOf(attendee: Attendee, record: IssuedCertificate): Certificate {
  const { number, issued, name, prints, revoked } = record;
  const { kind, attempt, issuedOn, firstDay, lastDay, attended, of, at, award, override } = issued;
  return {
    registrationId: attendee.id, number, kind, attempt, issuedOn, firstDay, lastDay, attended, of, name,
    ...(award ? { award } : {}),
    language: attendee.fields.language,
    issuedAt: at,
    override,
    prints: prints.length,
    lastPrintedAt: prints.at(-1)?.at ?? null,
    revoked: revoked && { at: revoked.at, reason: revoked.reason },
  };
}

/** The person who has a certificate of this number, with its record. */
export function findByNumber(context: StoreContext, number: string): { attendee: Attendee; record: IssuedCertificate } | undefined {
  const owner = context.projection.state.certificates.owners.get(number);
  const attendee = owner === undefined ? undefined : context.projection.rows.kept(owner);
  const record = attendee?.certificates?.find((each): each is IssuedCertificate => each.number === number && each.issued !== null);
  return attendee && record && { attendee, record };
}
