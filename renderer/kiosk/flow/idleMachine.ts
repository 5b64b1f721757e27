import { assign, setup } from 'xstate';

/** Somebody who went away leaves a screen open. It waits, counts down where everybody can see it, and is over. */

/** All waits, in ms. */
const idleDelays = { quiet: 45_000, second: 1_000 };

/** Seconds of the visible countdown. */
export const countdownSeconds = 15;

export type IdleEvent = { type: 'person.active' };

export const idleMachine = setup({
  types: { context: {} as { secondsLeft: number }, events: {} as IdleEvent },
  guards: { isLastSecond: ({ context }) => context.secondsLeft <= 1 },
  actions: {
    startCountdown: assign({ secondsLeft: countdownSeconds }),
    countDown: assign({ secondsLeft: ({ context }) => context.secondsLeft - 1 }),
  },
  delays: idleDelays,
}).createMachine({
  id: 'idle',
  context: { secondsLeft: countdownSeconds },
  initial: 'quiet',
  states: {
    quiet: {
      after: { quiet: { target: 'counting', actions: 'startCountdown' } },
      on: { 'person.active': { target: 'quiet', reenter: true } },
    },
    counting: {
      on: { 'person.active': 'quiet' },
      after: {
        second: [
          { guard: 'isLastSecond', target: 'over' },
          { target: 'counting', reenter: true, actions: 'countDown' },
        ],
      },
    },
    over: { type: 'final' },
  },
});
