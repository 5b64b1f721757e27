import { assign, fromPromise, setup } from 'xstate';

/** The way out of a locked kiosk, for staff: a PIN, checked by the main process, which also counts the tries. */

export interface LeaveAnswer {
  left: boolean;
  problem: 'wrong_pin' | 'too_soon' | null;
  waitSeconds: number;
}

export type StaffEvent =
  | { type: 'pin.changed'; pin: string }
  | { type: 'pin.entered' }
  | { type: 'flow.back' };

const longest = 12;

export const staffMachine = setup({
  types: {
    context: {} as { pin: string; waitSeconds: number },
    events: {} as StaffEvent,
    tags: {} as 'busy',
  },
  actors: {
    leaveKiosk: fromPromise<LeaveAnswer, { pin: string }>(() => Promise.reject(new Error('no main process was provided'))),
  },
  actions: {
    notePin: assign({ pin: (_, params: { pin: string }) => params.pin.replace(/\D/g, '').slice(0, longest) }),
    forgetPin: assign({ pin: '' }),
    noteWait: assign({ waitSeconds: (_, params: { waitSeconds: number }) => params.waitSeconds }),
    waitLess: assign({ waitSeconds: ({ context }) => context.waitSeconds - 1 }),
  },
  guards: {
    isLongEnough: ({ context }) => context.pin.length >= 4,
    hasLeft: (_, params: LeaveAnswer) => params.left,
    mustWait: (_, params: LeaveAnswer) => params.waitSeconds > 0,
    isLastSecond: ({ context }) => context.waitSeconds <= 1,
  },
  delays: { second: 1_000 },
}).createMachine({
  id: 'staff',
  context: { pin: '', waitSeconds: 0 },
  initial: 'entering',
  on: { 'flow.back': '.left' },
  states: {
    entering: {
      initial: 'fresh',
      on: {
        'pin.changed': { actions: { type: 'notePin', params: ({ event }) => ({ pin: event.pin }) } },
        'pin.entered': { guard: 'isLongEnough', target: 'checking' },
      },
      states: { fresh: {}, wrong: {}, failed: {} },
    },
    checking: {
      tags: 'busy',
      invoke: {
        src: 'leaveKiosk',
        input: ({ context }) => ({ pin: context.pin }),
        onDone: [
          { guard: { type: 'hasLeft', params: ({ event }) => event.output }, target: 'left' },
          {
            guard: { type: 'mustWait', params: ({ event }) => event.output },
            target: 'waiting',
            actions: ['forgetPin', { type: 'noteWait', params: ({ event }) => ({ waitSeconds: event.output.waitSeconds }) }],
          },
          { target: 'entering.wrong', actions: 'forgetPin' },
        ],
        onError: { target: 'entering.failed', actions: 'forgetPin' },
      },
    },
    /** After too many tries: no PIN is taken for a while. */
    waiting: {
      after: {
        second: [
          { guard: 'isLastSecond', target: 'entering' },
          { target: 'waiting', reenter: true, actions: 'waitLess' },
        ],
      },
    },
    left: { type: 'final' },
  },
});
