import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { JournalEvent } from '@shared/contract/events';
import { newcomer } from '@shared/domain/attendee';
import { localDateAt } from '@shared/domain/calendar';
import { queryTokens } from '@shared/domain/names/foldForSearch';
import { nameKey } from '@shared/domain/names/sameName';
import { judgeScan } from '@shared/domain/scan';
import { isPastDate, judgeWalkIn, walkInIdPrefix, walkInRegistration, walkInRulesOf } from '@shared/domain/walkIn';
import type { Caller } from '../caller';
import type { Decision } from '../committer';
import type { StoreContext } from '../context';
import { answerAgain, by, caseOf, checkInOf, decisionOf, keysOf, once, otherUse, workshopOf } from './decision';

type Params = CommandParams<'walkIn.register'>;
type Result = CommandResult<'walkIn.register'>;

/** Whoever takes one of the workshop's places is decided one after the other: the last one is given once. */
export const placesKey = 'places';

const namesakesLooked = 500;

/** Registers a walk-in and checks them in, in one write; or says why not, and writes nothing. */
export async function registerWalkIn(context: StoreContext, params: Params, caller: Caller): Promise<Result> {
  const checkIn = checkInOf(context, { ...params, consent: true }, caller);
  const isNamesake = await namesakes(context, params.form.fullName);
  const result = await once(
    context,
    params.nonce,
    [...keysOf(context, checkIn), placesKey],
    (): Decision<Result> => {
      const workshop = workshopOf(context);
      const { sessions, tally } = context.projection;
      const now = new Date(context.now()).toISOString();
      const today = localDateAt(now, workshop.timeZone);
      const { birthDate } = params.form;
      if (!isPastDate(birthDate, today)) throw new KioskError('invalid_request', `${birthDate} is no date of birth. Correct it.`);
      const refused = judgeWalkIn({
        rules: walkInRulesOf(workshop),
        sessions,
        today,
        birthDate,
        taken: tally.registered - tally.cancelled,
        namesake: isNamesake(),
        anotherPerson: params.anotherPerson === true,
      });
      if (refused) return { workshop: workshop.id, events: [], answer: () => ({ outcome: 'refused', ...refused }) };
      const registration = walkInRegistration(params.form, newId(context), now, by(checkIn));
      const scan = caseOf(context, checkIn, { code: '', holders: [newcomer(registration)], signature: 'none' });
      const decision = decisionOf(context, scan, judgeScan(scan), [registration]);
      const { registrationId } = registration.data;
      return { ...decision, answer: (events) => ({ outcome: 'registered', registrationId, answer: decision.answer(events) }) };
    },
    (event) => registeredBy(context, event),
  );
  if (result.outcome === 'registered' && caller.role === 'kiosk') context.ports.note(caller.port, result.answer);
  return result;
}

/** The first answer again: the event that carries the nonce is that of the check-in. */
function registeredBy(context: StoreContext, event: JournalEvent): Result {
  const registrationId = 'registrationId' in event.data ? event.data.registrationId : null;
  if (!registrationId?.startsWith(walkInIdPrefix)) throw otherUse();
  return { outcome: 'registered', registrationId, answer: answerAgain(context, event) };
}

/**
 * Whether the roster has somebody of that name who is not cancelled. The search is made before the decision and those
 * who are registered meanwhile are looked at when it is.
 */
async function namesakes(context: StoreContext, fullName: string): Promise<() => boolean> {
  const key = nameKey(fullName);
  const seen = context.projection.rows.count;
  const { rows } = await context.projection.search.find(queryTokens(fullName), namesakesLooked);
  return () => {
    const { rows: people } = context.projection;
    const isOne = (row: number): boolean => {
      const { registered, cancelled, fields } = people.at(row);
      return registered && !cancelled && nameKey(fields.name) === key;
    };
    if (rows.some(isOne)) return true;
    for (let row = seen; row < people.count; row++) if (isOne(row)) return true;
    return false;
  };
}

const idAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `W-` and 12 characters without those that are taken for others: 58 random bits, so that offline laptops never meet. */
function newId(context: StoreContext): string {
  for (;;) {
    const random = crypto.getRandomValues(new Uint32Array(12));
    const id = walkInIdPrefix + Array.from(random, (value) => idAlphabet[value % idAlphabet.length]).join('');
    if (context.projection.rows.rowOf(id) === undefined) return id;
  }
}
