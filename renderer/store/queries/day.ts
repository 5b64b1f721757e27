import { KioskError } from '@shared/contract/errors';
import type { QueryParams, QueryResult } from '@shared/contract/queries';
import { localDateAt } from '@shared/domain/calendar';
import { dayOfTarget, planDay } from '@shared/domain/dayPlan';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';

/** The day of somebody who has just been checked in here. */
export function attendeeDay(context: StoreContext, { nonce }: QueryParams<'attendee.day'>, { port }: Caller): QueryResult<'attendee.day'> {
  const admitted = context.ports.admitted(port, nonce);
  const { workshop, sessions, rows } = context.projection;
  const attendee = admitted && rows.get(admitted.registrationId);
  if (!admitted || !attendee || !workshop) throw new KioskError('forbidden', 'Nobody was checked in here with this scan a short while ago.');
  const now = new Date(context.now()).toISOString();
  const today = localDateAt(now, workshop.timeZone);
  const date = dayOfTarget(admitted.target, sessions) ?? today;
  return {
    fullName: attendee.fields.name,
    language: attendee.fields.language,
    date,
    timeZone: workshop.timeZone,
    sessions: planDay(attendee.fields.sessions, sessions, date, now, today),
  };
}
