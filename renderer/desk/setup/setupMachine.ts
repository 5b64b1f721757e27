import { type SetupStep, setupSteps } from '@shared/contract/setup';
import { assign, setup } from 'xstate';

/**
 * The guide through setting up a workshop. Which steps are done is told from outside, as the workshop itself and this
 * computer say it; the machine knows where one is, and what was skipped. Every step can be gone to at any time.
 */

export type Done = Readonly<Record<SetupStep, boolean>>;

export interface SetupInput {
  /** Where it was left; null to begin at the first step that is neither done nor skipped. */
  step: SetupStep | null;
  skipped: readonly SetupStep[];
  done: Done;
}

export type SetupEvent =
  | { type: 'facts.changed'; done: Done }
  | { type: 'step.next' }
  | { type: 'step.back' }
  | { type: 'step.skip' }
  | { type: 'step.chosen'; step: SetupStep }
  | { type: 'guide.closed' };

/** Where to begin: where it was left, or else the first step that needs something. */
export function firstStep({ step, skipped, done }: SetupInput): SetupStep {
  return step ?? setupSteps.find((each) => !done[each] && !skipped.includes(each)) ?? 'ready';
}

export const setupMachine = setup({
  types: {
    context: {} as { first: SetupStep; skipped: readonly SetupStep[]; done: Done },
    input: {} as SetupInput,
    events: {} as SetupEvent,
    output: {} as { skipped: readonly SetupStep[] },
  },
  actions: {
    /** Keeps where one is and what was skipped, for the next start. Bound by whoever runs the machine. */
    keep: (_scope, _params: { step: SetupStep | null; skipped: readonly SetupStep[] }) => {},
    noteDone: assign({ done: (_, params: { done: Done }) => params.done }),
    noteSkipped: assign({
      skipped: ({ context }, params: { step: SetupStep }) => (context.skipped.includes(params.step) ? context.skipped : [...context.skipped, params.step]),
    }),
    forgetSkipped: assign({ skipped: ({ context }, params: { step: SetupStep }) => context.skipped.filter((step) => step !== params.step) }),
  },
  guards: {
    isDone: ({ context }, params: { step: SetupStep }) => context.done[params.step],
    isFirst: ({ context }, params: { step: SetupStep }) => context.first === params.step,
    isChosen: ({ event }, params: { step: SetupStep }) => event.type === 'step.chosen' && event.step === params.step,
  },
}).createMachine({
  id: 'setup',
  context: ({ input }) => ({ first: firstStep(input), skipped: input.skipped, done: input.done }),
  initial: 'starting',
  output: ({ context }) => ({ skipped: context.skipped }),
  on: {
    'facts.changed': { actions: { type: 'noteDone', params: ({ event }) => ({ done: event.done }) } },
    'step.chosen': [
      { guard: { type: 'isChosen', params: { step: 'programme' } }, target: '.programme' },
      { guard: { type: 'isChosen', params: { step: 'workshop' } }, target: '.workshop' },
      { guard: { type: 'isChosen', params: { step: 'roster' } }, target: '.roster' },
      { guard: { type: 'isChosen', params: { step: 'agenda' } }, target: '.agenda' },
      { guard: { type: 'isChosen', params: { step: 'station' } }, target: '.station' },
      { guard: { type: 'isChosen', params: { step: 'hardware' } }, target: '.hardware' },
      { guard: { type: 'isChosen', params: { step: 'ready' } }, target: '.ready' },
    ],
    'guide.closed': '.closed',
  },
  states: {
    starting: {
      always: [
        { guard: { type: 'isFirst', params: { step: 'workshop' } }, target: 'workshop' },
        { guard: { type: 'isFirst', params: { step: 'roster' } }, target: 'roster' },
        { guard: { type: 'isFirst', params: { step: 'agenda' } }, target: 'agenda' },
        { guard: { type: 'isFirst', params: { step: 'station' } }, target: 'station' },
        { guard: { type: 'isFirst', params: { step: 'hardware' } }, target: 'hardware' },
        { guard: { type: 'isFirst', params: { step: 'ready' } }, target: 'ready' },
        { target: 'programme' },
      ],
    },
    programme: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'programme', skipped: context.skipped }) },
      on: {
        'step.next': { guard: { type: 'isDone', params: { step: 'programme' } }, target: 'workshop', actions: { type: 'forgetSkipped', params: { step: 'programme' } } },
        'step.skip': { target: 'workshop', actions: { type: 'noteSkipped', params: { step: 'programme' } } },
      },
    },
    workshop: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'workshop', skipped: context.skipped }) },
      on: {
        'step.next': { guard: { type: 'isDone', params: { step: 'workshop' } }, target: 'roster', actions: { type: 'forgetSkipped', params: { step: 'workshop' } } },
        'step.skip': { target: 'roster', actions: { type: 'noteSkipped', params: { step: 'workshop' } } },
        'step.back': 'programme',
      },
    },
    roster: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'roster', skipped: context.skipped }) },
      on: {
        'step.next': { guard: { type: 'isDone', params: { step: 'roster' } }, target: 'agenda', actions: { type: 'forgetSkipped', params: { step: 'roster' } } },
        'step.skip': { target: 'agenda', actions: { type: 'noteSkipped', params: { step: 'roster' } } },
        'step.back': 'workshop',
      },
    },
    agenda: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'agenda', skipped: context.skipped }) },
      on: {
        'step.next': { guard: { type: 'isDone', params: { step: 'agenda' } }, target: 'station', actions: { type: 'forgetSkipped', params: { step: 'agenda' } } },
        'step.skip': { target: 'station', actions: { type: 'noteSkipped', params: { step: 'agenda' } } },
        'step.back': 'roster',
      },
    },
    station: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'station', skipped: context.skipped }) },
      on: {
        'step.next': { guard: { type: 'isDone', params: { step: 'station' } }, target: 'hardware', actions: { type: 'forgetSkipped', params: { step: 'station' } } },
        'step.skip': { target: 'hardware', actions: { type: 'noteSkipped', params: { step: 'station' } } },
        'step.back': 'agenda',
      },
    },
    hardware: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'hardware', skipped: context.skipped }) },
      on: {
        'step.next': { guard: { type: 'isDone', params: { step: 'hardware' } }, target: 'ready', actions: { type: 'forgetSkipped', params: { step: 'hardware' } } },
        'step.skip': { target: 'ready', actions: { type: 'noteSkipped', params: { step: 'hardware' } } },
        'step.back': 'station',
      },
    },
    /** The checklist; it is left by closing the guide. */
    ready: {
      entry: { type: 'keep', params: ({ context }) => ({ step: 'ready', skipped: context.skipped }) },
      on: { 'step.back': 'hardware' },
    },
    closed: {
      type: 'final',
      entry: { type: 'keep', params: ({ context }) => ({ step: null, skipped: context.skipped }) },
    },
  },
});
