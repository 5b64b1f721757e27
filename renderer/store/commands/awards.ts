import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import type { Attendee } from '@shared/domain/attendee';
import { isSameAward, titleIn } from '@shared/domain/certificates/awards';
import { groupedNumber } from '@shared/domain/certificates/number';
import { standingOf } from '@shared/domain/certificates/record';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { personHere } from './card';
import { workshopOf } from './decision';

type Recorded = CommandResult<'award.grant'>;

/** @throws KioskError `invalid_request` while a certificate of another award is out: that one has to be taken back first. */
export function grantAward(context: StoreContext, { registrationId, awardId, title }: CommandParams<'award.grant'>, { role }: Caller): Promise<Recorded> {
  return record(context, registrationId, (attendee, at) => {
    if (attendee.erased) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${registrationId}.`);
    const award = { awardId, title };
    const issued = standingOf(attendee.certificates ?? [], 'award');
    if (issued && !isSameAward(issued.issued.award, award)) {
      const known = issued.issued.award ? titleIn(issued.issued.award.title, 'en') : '';
      throw new KioskError('invalid_request', `The certificate ${groupedNumber(issued.number)} of the award “${known}” is out. Withdraw that award first, then grant the other one.`);
    }
    if (isSameAward(attendee.award?.granted ?? undefined, award)) return [];
    return [{ type: 'award.granted', at, data: { registrationId: attendee.id, ...award, by: { role } } }];
  });
}

/** Nobody shall find a certificate genuine whose award was withdrawn: it is taken back with it. */
export function withdrawAward(context: StoreContext, { registrationId, reason }: CommandParams<'award.withdraw'>, { role }: Caller): Promise<Recorded> {
  return record(context, registrationId, (attendee, at) => {
    const issued = standingOf(attendee.certificates ?? [], 'award');
    const { owners } = context.projection.state.certificates;
    const by = { role };
    return [
      ...(attendee.award?.granted ? [{ type: 'award.withdrawn', at, data: { registrationId: attendee.id, reason, by } } as const] : []),
      ...(issued ? [{ type: 'certificate.revoked', at, data: { registrationId: owners.get(issued.number) ?? attendee.id, number: issued.number, reason, by } } as const] : []),
    ];
  });
}

/** @param decide gives the events; none if things are so already. */
function record(context: StoreContext, id: string, decide: (attendee: Attendee, at: string) => DraftEvent[]): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: [`attendee:${id}`],
    decide: () => ({ workshop: workshopOf(context).id, events: decide(personHere(context, id), at), answer: ([written]) => ({ eventId: written?.id ?? '', at }) }),
  });
}
