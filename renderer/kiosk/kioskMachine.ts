import type { ScanAnswer } from '@shared/contract/answers';
import { assertEvent, assign, fromPromise, setup } from 'xstate';

/**
 * The kiosk's behaviour, without window, store or clock: what happens from a scan to its answer and back to waiting.
 * The store (`submitScan`) and the memory that survives a reload (`rememberScans`) are bound with `.provide()`.
 */

/** One scan on its way. `nonce` and `at` are made where the code is read, once, and stay however often it is sent. */
export interface Scan {
  code: string;
  nonce: string;
  /** UTC instant of the reading. */
  at: string;
  /** The attendee has just agreed to the processing of their data. */
  consent?: true;
  /** Read before the window was loaded anew: its time is `at`, not now. */
  resumed?: true;
}

/** Why a scan was neither admitted nor refused. */
export interface Problem {
  code: string;
  message: string;
  /** What the store said, if it said anything: `store_unavailable`, in the attendee's words. */
  answer: ScanAnswer | null;
}

interface KioskContext {
  /** Read and not judged yet, the oldest first. */
  queue: Scan[];
  /** Being judged, or what the shown answer is for. */
  scan: Scan | null;
  answer: ScanAnswer | null;
  problem: Problem | null;
  /** What is left of the time for the question for consent. */
  secondsLeft: number;
}

export type KioskEvent =
  /** The store answers, for the first time or again. */
  | { type: 'store.ready' }
  | { type: 'scan.read'; scan: Scan }
  /** The attendee wants the unanswered scan judged again. */
  | { type: 'scan.retried' }
  | { type: 'consent.given'; nonce: string; at: string }
  | { type: 'consent.declined' }
  | { type: 'answer.dismissed' };

/** Seconds that the question for consent stays. */
export const consentSeconds = 30;

/** All waits, in ms. */
export const kioskDelays = {
  /** Before this, a scan being judged shows nothing: most answers are faster, and a flash is noise. */
  noticeable: 150,
  okShown: 4_000,
  refusalShown: 8_000,
  unavailableShown: 20_000,
  second: 1_000,
  hintShown: 4_000,
  /** How long an answer stays when somebody else's scan already waits. */
  handover: 2_000,
};

/** A scanner that still sees the ticket reads it again: the same code within this time of an `ok` is no new scan, in ms. */
export const doubleReading = 1_500;

/** What must survive a reload: every scan that has no answer yet. */
function unanswered({ scan, answer, queue }: KioskContext): Scan[] {
  return scan && !answer ? [scan, ...queue] : queue;
}

export const kioskMachine = setup({
  types: {
    context: {} as KioskContext,
    events: {} as KioskEvent,
    input: {} as { unanswered: readonly Scan[] },
    tags: {} as 'judging' | 'answered' | 'ok' | 'refused' | 'asking' | 'unavailable',
  },
  actors: {
    submitScan: fromPromise<ScanAnswer, Scan>(() => Promise.reject(new Error('no store was provided'))),
  },
  actions: {
    rememberScans: (_args, _params: { scans: readonly Scan[] }) => {},
    enqueue: assign({
      queue: ({ context, event }) => {
        assertEvent(event, 'scan.read');
        return [...context.queue, event.scan];
      },
    }),
    enqueueConsent: assign({
      queue: ({ context, event }) => {
        assertEvent(event, 'consent.given');
        const { code } = context.scan as Scan;
        const agreed: Scan = { code, nonce: event.nonce, at: event.at, consent: true };
        return [agreed, ...context.queue];
      },
    }),
    enqueueAgain: assign({ queue: ({ context }) => (context.scan ? [context.scan, ...context.queue] : context.queue) }),
    takeNext: assign({
      scan: ({ context }) => context.queue[0] ?? null,
      queue: ({ context }) => context.queue.slice(1),
      answer: null,
      problem: null,
    }),
    forgetPerson: assign({ scan: null, answer: null, problem: null, secondsLeft: 0 }),
    noteAnswer: assign({ answer: (_, params: { answer: ScanAnswer }) => params.answer }),
    noteUnavailable: assign({
      problem: (_, { answer }: { answer: ScanAnswer }) => ({ code: 'store_unavailable', message: answer.message, answer }),
    }),
    noteProblem: assign({ problem: (_, params: { error: unknown }) => problemOf(params.error) }),
    startCountdown: assign({ secondsLeft: consentSeconds }),
    countDown: assign({ secondsLeft: ({ context }) => context.secondsLeft - 1 }),
  },
  guards: {
    isEmpty: ({ event }) => event.type === 'scan.read' && event.scan.code.trim() === '',
    hasQueued: ({ context }) => context.queue.length > 0,
    /** The same ticket once more, before it has got its answer. */
    isUnanswered: ({ context, event }) =>
      event.type === 'scan.read' && unanswered(context).some(({ code }) => code === event.scan.code),
    /** Somebody else waits; a question, though, is not taken away before its time. */
    mayHandOver: ({ context }) => context.queue.length > 0 && context.answer?.answer !== 'consent_missing',
    isDoubleReading: ({ context, event }) =>
      event.type === 'scan.read' &&
      context.answer?.answer === 'ok' &&
      context.scan?.code === event.scan.code &&
      Date.parse(event.scan.at) - Date.parse(context.scan.at) < doubleReading,
    isOk: (_, { answer }: { answer: ScanAnswer }) => answer.answer === 'ok',
    asksConsent: (_, { answer }: { answer: ScanAnswer }) => answer.answer === 'consent_missing',
    isUnavailable: (_, { answer }: { answer: ScanAnswer }) => answer.answer === 'store_unavailable',
    isLastSecond: ({ context }) => context.secondsLeft <= 1,
  },
  delays: kioskDelays,
}).createMachine({
  id: 'kiosk',
  context: ({ input }) => ({
    queue: input.unanswered.map((scan) => ({ ...scan, resumed: true as const })),
    scan: null,
    answer: null,
    problem: null,
    secondsLeft: 0,
  }),
  initial: 'starting',
  states: {
    /** Until the store answers. A scan is taken all the same: it waits for its answer instead. */
    starting: {
      always: { guard: 'hasQueued', target: 'checking' },
      on: {
        'store.ready': 'waiting',
        'scan.read': [{ guard: 'isEmpty' }, { actions: 'enqueue' }],
      },
    },
    waiting: {
      entry: ['forgetPerson', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }],
      always: { guard: 'hasQueued', target: 'checking' },
      on: {
        'scan.read': [{ guard: 'isEmpty', target: '.hinted', reenter: true }, { actions: 'enqueue' }],
      },
      initial: 'idle',
      states: {
        idle: {},
        /** The scanner sent nothing but its Enter. */
        hinted: { after: { hintShown: 'idle' } },
      },
    },
    checking: {
      tags: 'judging',
      entry: ['takeNext', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }],
      invoke: {
        src: 'submitScan',
        input: ({ context }) => context.scan as Scan,
        onDone: [
          {
            guard: { type: 'isOk', params: ({ event }) => ({ answer: event.output }) },
            target: 'answered.ok',
            actions: { type: 'noteAnswer', params: ({ event }) => ({ answer: event.output }) },
          },
          {
            guard: { type: 'asksConsent', params: ({ event }) => ({ answer: event.output }) },
            target: 'answered.asking',
            actions: [{ type: 'noteAnswer', params: ({ event }) => ({ answer: event.output }) }, 'startCountdown'],
          },
          {
            guard: { type: 'isUnavailable', params: ({ event }) => ({ answer: event.output }) },
            target: 'answered.unavailable',
            actions: { type: 'noteUnavailable', params: ({ event }) => ({ answer: event.output }) },
          },
          {
            target: 'answered.refused',
            actions: { type: 'noteAnswer', params: ({ event }) => ({ answer: event.output }) },
          },
        ],
        onError: {
          target: 'answered.unavailable',
          actions: { type: 'noteProblem', params: ({ event }) => ({ error: event.error }) },
        },
      },
      on: {
        'scan.read': [
          { guard: 'isEmpty' },
          { guard: 'isUnanswered' },
          { actions: ['enqueue', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }] },
        ],
      },
      initial: 'brief',
      states: {
        brief: { after: { noticeable: 'noticed' } },
        noticed: {},
      },
    },
    answered: {
      tags: 'answered',
      entry: { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) },
      after: { handover: { guard: 'mayHandOver', target: 'checking' } },
      on: {
        'scan.read': [{ guard: 'isEmpty' }, { guard: 'isDoubleReading' }, { target: 'checking', actions: 'enqueue' }],
        'answer.dismissed': 'waiting',
      },
      initial: 'refused',
      states: {
        ok: { tags: 'ok', after: { okShown: '#kiosk.waiting' } },
        refused: { tags: 'refused', after: { refusalShown: '#kiosk.waiting' } },
        asking: {
          tags: 'asking',
          on: {
            'consent.given': { target: '#kiosk.checking', actions: 'enqueueConsent' },
            'consent.declined': 'declined',
          },
          after: {
            second: [
              { guard: 'isLastSecond', target: '#kiosk.waiting' },
              { target: 'asking', reenter: true, actions: 'countDown' },
            ],
          },
        },
        declined: { after: { refusalShown: '#kiosk.waiting' } },
        /** Neither yes nor no. The scan stays the same scan: asked again, it has the same nonce. */
        unavailable: {
          tags: 'unavailable',
          on: {
            'scan.read': { guard: 'isUnanswered', target: '#kiosk.checking', actions: 'enqueueAgain' },
            'scan.retried': { target: '#kiosk.checking', actions: 'enqueueAgain' },
            'store.ready': { target: '#kiosk.checking', actions: 'enqueueAgain' },
          },
          after: { unavailableShown: '#kiosk.waiting' },
        },
      },
    },
  },
});

function problemOf(error: unknown): Problem {
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
    return { code, message: error.message, answer: null };
  }
  return { code: 'internal', message: String(error), answer: null };
}
