import type { ScanAnswer } from '@shared/contract/answers';
import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import { codeToShow } from '@shared/domain/attendee';
import { isRightProof, isWholeProof } from '@shared/domain/proof';
import { judgeScan } from '@shared/domain/scan';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { detailsOf } from '../queries/roster';
import { answerAgain, caseOf, checkInOf, decisionOf, keysOf, once, unavailable } from './decision';

/** Says whether somebody found by name is who they say they are. */
export async function confirmIdentity(
  context: StoreContext,
  { handle, proof }: CommandParams<'identity.confirm'>,
  { port }: Caller,
): Promise<CommandResult<'identity.confirm'>> {
  const found = context.ports.found(port, handle);
  if (!found) throw new KioskError('forbidden', 'This search is too long ago. Search again by name.');
  const { registrationId } = found;
  const details = (await detailsOf(context, [registrationId])).get(registrationId);
  // From here on nothing is awaited: proofs that come together are counted one after the other.
  const left = context.tries.left(registrationId);
  if (left === 0) return { confirmed: false, triesLeft: 0 };
  if (!isWholeProof(proof)) return { confirmed: false, triesLeft: left };
  if (!details || !isRightProof(proof, details.fields)) {
    context.tries.addWrong(registrationId);
    return { confirmed: false, triesLeft: context.tries.left(registrationId) };
  }
  context.tries.clear(registrationId);
  context.ports.confirm(found);
  return { confirmed: true, triesLeft: context.tries.left(registrationId) };
}

/** Checks in, or out, somebody who was found by name and confirmed: as a scan of their ticket would, if they have one. */
export async function checkInByName(context: StoreContext, params: CommandParams<'identity.checkIn'>, caller: Caller): Promise<ScanAnswer> {
  const found = context.ports.found(caller.port, params.handle);
  const checkIn = checkInOf(context, params, caller);
  const answer = await once(
    context,
    params.nonce,
    [...keysOf(context, checkIn), ...(found ? [`attendee:${found.registrationId}`] : [])],
    () => {
      const attendee = found?.confirmed ? context.projection.rows.get(found.registrationId) : undefined;
      if (!attendee) throw new KioskError('forbidden', 'Nobody was confirmed here a short while ago. Search again by name.');
      const scan = caseOf(context, checkIn, { code: codeToShow(attendee), holders: [attendee], signature: 'none' });
      return decisionOf(context, scan, judgeScan(scan));
    },
    (event) => answerAgain(context, event),
  ).catch((error: unknown) => unavailable(error, checkIn, context));
  context.ports.note(caller.port, answer);
  return answer;
}
