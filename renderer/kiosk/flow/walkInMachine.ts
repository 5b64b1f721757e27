import type { CommandResult } from '@shared/contract/commands';
import type { ScanAnswer } from '@shared/contract/answers';
import type { Language, WalkInForm } from '@shared/contract/values';
import { assign, fromPromise, setup } from 'xstate';
import { type Draft, emptyDraft, type FieldName, type FieldProblems, formOf, problemsOf, type Step, stepOf, steps } from '../walkIn/draft';

/**
 * Registering at the kiosk: four short steps. A wrong field keeps its step and everything that was typed; a step back
 * loses nothing. The draft lives here alone and goes with the machine.
 */

type Registration = CommandResult<'walkIn.register'>;
type Refusal = Extract<Registration, { outcome: 'refused' }>;

interface WalkInContext {
  draft: Draft;
  step: Step;
  /** Of the fields of this step, once somebody wanted to go on with them. */
  problems: FieldProblems;
  /** The same for every try of this registration, so that a repeat is no second person. */
  nonce: string;
  anotherPerson: boolean;
  refusal: Refusal | null;
  outcome: WalkInOutcome;
  /** UTC date, to tell dates of the future. */
  today: string;
}

export interface WalkInInput {
  nonce: string;
  language: Language;
  today: string;
}

export type WalkInEvent =
  | { type: 'field.changed'; name: FieldName; value: string | boolean }
  | { type: 'step.next' }
  | { type: 'step.back' }
  | { type: 'person.other' }
  | { type: 'person.same' }
  | { type: 'submit.again' }
  | { type: 'flow.back' };

/** `registered`: with the answer of their first check-in. `found`: they are in the roster, and look for their name. */
export type WalkInOutcome = { kind: 'registered'; answer: ScanAnswer } | { kind: 'found' } | { kind: 'left' };

export const walkInMachine = setup({
  types: {
    context: {} as WalkInContext,
    events: {} as WalkInEvent,
    input: {} as WalkInInput,
    output: {} as WalkInOutcome,
    tags: {} as 'busy',
  },
  actors: {
    register: fromPromise<Registration, { form: WalkInForm; nonce: string; anotherPerson: boolean }>(() =>
      Promise.reject(new Error('no store was provided')),
    ),
  },
  actions: {
    setField: assign({
      draft: ({ context }, params: { name: FieldName; value: string | boolean }) => ({ ...context.draft, [params.name]: params.value }),
      // What is being mended is no longer wrong; the rest stays marked.
      problems: ({ context }, params: { name: FieldName; value: string | boolean }) => {
        const { [params.name]: _, ...others } = context.problems;
        return others;
      },
    }),
    markProblems: assign({ problems: ({ context }) => problemsOf(context.draft, context.step, context.today) }),
    nextStep: assign({ step: ({ context }) => stepOf(context.step, 1), problems: {} }),
    lastStep: assign({ step: ({ context }) => stepOf(context.step, -1), problems: {} }),
    noteRefusal: assign({ refusal: (_, params: { refusal: Refusal }) => params.refusal }),
    noteAnswer: assign({ outcome: (_, params: { answer: ScanAnswer }) => ({ kind: 'registered' as const, answer: params.answer }) }),
    noteKnown: assign({ outcome: { kind: 'found' } }),
    noteOther: assign({ anotherPerson: true }),
  },
  guards: {
    hasProblems: ({ context }) => Object.keys(problemsOf(context.draft, context.step, context.today)).length > 0,
    isFirstStep: ({ context }) => context.step === steps[0],
    isLastStep: ({ context }) => context.step === steps.at(-1),
    isRegistered: (_, params: Registration) => params.outcome === 'registered',
    isMaybeKnown: (_, params: Registration) => params.outcome === 'refused' && params.refusal === 'maybe_registered',
  },
}).createMachine({
  id: 'walkIn',
  context: ({ input }) => ({
    draft: emptyDraft(input.language),
    step: steps[0],
    problems: {},
    nonce: input.nonce,
    anotherPerson: false,
    refusal: null,
    outcome: { kind: 'left' },
    today: input.today,
  }),
  initial: 'filling',
  on: { 'flow.back': '.left' },
  states: {
    filling: {
      on: {
        'field.changed': { actions: { type: 'setField', params: ({ event }) => ({ name: event.name, value: event.value }) } },
        'step.next': [
          { guard: 'hasProblems', actions: 'markProblems' },
          { guard: 'isLastStep', target: 'submitting' },
          { actions: 'nextStep' },
        ],
        'step.back': [{ guard: 'isFirstStep', target: 'left' }, { actions: 'lastStep' }],
      },
    },
    submitting: {
      tags: 'busy',
      invoke: {
        src: 'register',
        input: ({ context }) => ({ form: formOf(context.draft), nonce: context.nonce, anotherPerson: context.anotherPerson }),
        onDone: [
          {
            guard: { type: 'isRegistered', params: ({ event }) => event.output },
            target: 'registered',
            actions: { type: 'noteAnswer', params: ({ event }) => ({ answer: (event.output as Extract<Registration, { outcome: 'registered' }>).answer }) },
          },
          { guard: { type: 'isMaybeKnown', params: ({ event }) => event.output }, target: 'known' },
          { target: 'refused', actions: { type: 'noteRefusal', params: ({ event }) => ({ refusal: event.output as Refusal }) } },
        ],
        onError: 'failed',
      },
    },
    /** The roster has somebody of this name. */
    known: {
      on: {
        'person.other': { target: 'submitting', actions: 'noteOther' },
        'person.same': { target: 'found', actions: 'noteKnown' },
        'step.back': 'filling',
      },
    },
    refused: { on: { 'step.back': 'filling' } },
    failed: { on: { 'submit.again': 'submitting', 'step.back': 'filling' } },
    registered: { type: 'final' },
    found: { type: 'final' },
    left: { type: 'final' },
  },
  output: ({ context }): WalkInOutcome => context.outcome,
});
