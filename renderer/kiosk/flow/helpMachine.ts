import { assign, fromCallback, fromPromise, setup } from 'xstate';

/** Calling a human: the call is an event like any other, shown at the desk until somebody answers it. */

export interface HelpCall {
  requestId: string;
}

export type HelpEvent =
  | { type: 'help.called'; requestId: string }
  | { type: 'help.answered' }
  | { type: 'flow.back' };

export const helpMachine = setup({
  types: {
    context: {} as { requestId: string | null },
    events: {} as HelpEvent,
    tags: {} as 'busy',
  },
  actors: {
    /** Resolves once the call is on the disk. */
    requestHelp: fromPromise<unknown, HelpCall>(() => Promise.reject(new Error('no store was provided'))),
    /** Sends `help.answered` once the desk has answered. */
    watchHelp: fromCallback<HelpEvent, HelpCall>(() => undefined),
  },
  actions: {
    noteCall: assign({ requestId: (_, params: HelpCall) => params.requestId }),
  },
}).createMachine({
  id: 'help',
  context: { requestId: null },
  initial: 'offering',
  states: {
    offering: {
      on: {
        'help.called': { target: 'calling', actions: { type: 'noteCall', params: ({ event }) => ({ requestId: event.requestId }) } },
        'flow.back': 'left',
      },
    },
    calling: {
      tags: 'busy',
      invoke: {
        src: 'requestHelp',
        input: ({ context }) => ({ requestId: context.requestId as string }),
        onDone: 'called',
        onError: 'failed',
      },
      on: { 'flow.back': 'left' },
    },
    called: {
      invoke: { src: 'watchHelp', input: ({ context }) => ({ requestId: context.requestId as string }) },
      on: { 'help.answered': 'coming', 'flow.back': 'left' },
    },
    coming: { on: { 'flow.back': 'left' } },
    failed: {
      on: {
        'help.called': { target: 'calling', actions: { type: 'noteCall', params: ({ event }) => ({ requestId: event.requestId }) } },
        'flow.back': 'left',
      },
    },
    left: { type: 'final' },
  },
});
