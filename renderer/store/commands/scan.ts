import type { ScanAnswer } from '@shared/contract/answers';
import type { CommandParams } from '@shared/contract/commands';
import { newcomer } from '@shared/domain/attendee';
import { lateIdOf, lateRegistration, withoutLateDoubles } from '@shared/domain/lateRegistration';
import { judgeScan, type ScanCase } from '@shared/domain/scan';
import { trimCode } from '@shared/domain/ticket';
import type { Caller } from '../caller';
import type { Decision } from '../committer';
import type { StoreContext } from '../context';
import { checkSignature } from '../signatures';
import { answerAgain, caseOf, checkInOf, decisionOf, keysOf, once, unavailable } from './decision';
import { placesKey } from './walkIn';

/** Answers one scan; the events of the answer are on the disk before it is given. */
export async function submitScan(context: StoreContext, params: CommandParams<'scan.submit'>, caller: Caller): Promise<ScanAnswer> {
  const code = trimCode(params.code);
  await context.knows(code);
  const checkIn = checkInOf(context, params, caller);
  const holders = context.projection.rows.holdersOf(code);
  const signature = signatureOf(context, code, holders.length > 0);
  const late = signature === 'valid' ? lateIdOf(code) : undefined;
  const keys = [...keysOf(context, checkIn), ...holders.map(({ id }) => `attendee:${id}`), ...(late ? [`attendee:${late}`, placesKey] : [])];
  const answer = await once(
    context,
    params.nonce,
    keys,
    () => {
      const holders = withoutLateDoubles(context.projection.rows.holdersOf(code));
      const scan = caseOf(context, checkIn, { code, holders, signature });
      return late && holders.length === 0 ? decideLate(context, scan, late) : decisionOf(context, scan, judgeScan(scan));
    },
    (event) => answerAgain(context, event),
  ).catch((error: unknown) => unavailable(error, checkIn, context));
  if (caller.role === 'kiosk') context.ports.note(caller.port, answer);
  return answer;
}

/** A code that somebody here has needs no proof. To check one takes as long as a whole scan otherwise does. */
function signatureOf(context: StoreContext, code: string, isKnown: boolean): ScanCase['signature'] {
  const { workshop } = context.projection;
  return workshop && !isKnown ? checkSignature(code, workshop) : 'none';
}

/** Whoever comes with a valid ticket of ours and is in no roster is registered by it, once. */
function decideLate(context: StoreContext, scan: ScanCase, id: string): Decision<ScanAnswer> {
  const known = context.projection.rows.get(id);
  if (known?.registered) return decisionOf(context, { ...scan, holders: [known] }, judgeScan({ ...scan, holders: [known] }));
  const registration = lateRegistration(id, scan.code, scan.time.at, scan.by);
  const holders = [newcomer(registration, known)];
  return decisionOf(context, scan, judgeScan({ ...scan, holders }), [registration]);
}
