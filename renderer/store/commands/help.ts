import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { by, workshopOf } from './decision';

type Recorded = CommandResult<'help.request'>;

/** Somebody at a kiosk asks for a human. The same request again adds nothing. */
export function requestHelp(context: StoreContext, params: CommandParams<'help.request'>, caller: Caller): Promise<Recorded> {
  const { requestId, subject, station } = params;
  return record(context, `help:${requestId}`, (at) => {
    if (context.projection.help.requests.has(requestId)) return null;
    return { type: 'help.requested', at, data: { requestId, subject, by: by({ caller, station }) } };
  });
}

/** Somebody is on their way. */
export function answerHelp(context: StoreContext, { requestId }: CommandParams<'help.answer'>, caller: Caller): Promise<Recorded> {
  return record(context, `help:${requestId}`, (at) => {
    const { requests, answered } = context.projection.help;
    if (!requests.has(requestId)) throw new KioskError('unknown_event', `Nobody has asked for help under ${requestId}.`);
    if (answered.has(requestId)) return null;
    return { type: 'help.answered', at, data: { requestId, by: by({ caller, station: undefined }) } };
  });
}

/** Records that a PIN was entered to leave a locked kiosk. */
export function noteUnlock(context: StoreContext, params: CommandParams<'kiosk.noteUnlock'>, caller: Caller): Promise<Recorded> {
  const { admitted, station } = params;
  return record(context, 'unlock', (at) => ({ type: 'kiosk.unlockTried', at, data: { admitted, by: by({ caller, station }) } }));
}

/** @param decide gives the event, or null if things are so already. */
function record(context: StoreContext, key: string, decide: (at: string) => DraftEvent | null): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: [key],
    decide: () => {
      const workshop = workshopOf(context).id;
      const event = decide(at);
      return { workshop, events: event ? [event] : [], answer: ([written]) => ({ eventId: written?.id ?? '', at }) };
    },
  });
}
