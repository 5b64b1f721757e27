import type { ScanAnswer } from '@shared/contract/answers';
import type { CommandParams } from '@shared/contract/commands';
import { type Attendee, codeToShow } from '@shared/domain/attendee';
import { judgeOverride, judgeScan, type ScanCase, type ScanJudgement } from '@shared/domain/scan';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { personHere } from './card';
import { answerAgain, caseOf, checkInOf, decisionOf, keysOf, once } from './decision';

/** Somebody passes by an organizer's hand, without a scan. */

/** Checks somebody in or out as a scan of their ticket would. */
export function passByHand(context: StoreContext, params: CommandParams<'attendee.pass'>, caller: Caller): Promise<ScanAnswer> {
  return pass(context, params, caller, codeToShow, judgeScan);
}

/** Lets somebody in against a refusal, with the organizer's reason. */
export function overrideCheckIn(context: StoreContext, params: CommandParams<'checkIn.override'>, caller: Caller): Promise<ScanAnswer> {
  return pass(context, params, caller, ({ fields }) => fields.ticket ?? '', (scan, attendee) => judgeOverride(scan, attendee, params.reason));
}

/** @param codeOf which code of theirs counts as read. */
function pass(
  context: StoreContext,
  params: CommandParams<'attendee.pass'> | CommandParams<'checkIn.override'>,
  caller: Caller,
  codeOf: (attendee: Attendee) => string,
  judge: (scan: ScanCase, attendee: Attendee) => ScanJudgement,
): Promise<ScanAnswer> {
  const checkIn = checkInOf(context, params, caller);
  return once(
    context,
    params.nonce,
    [...keysOf(context, checkIn), `attendee:${params.registrationId}`],
    () => {
      const attendee = personHere(context, params.registrationId);
      const scan = caseOf(context, checkIn, { code: codeOf(attendee), holders: [attendee], signature: 'none' });
      return decisionOf(context, scan, judge(scan, attendee));
    },
    (event) => answerAgain(context, event),
  );
}
