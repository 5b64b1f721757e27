import type { ScanAnswer } from '@shared/contract/answers';
import { type Direction, type HelpSubject, type Language, languages } from '@shared/contract/values';
import { assertEvent, assign, fromPromise, sendTo, setup } from 'xstate';
import { certificateMachine, type CertificateOutcome } from './certificateMachine';
import { helpMachine } from './helpMachine';
import { idleMachine } from './idleMachine';
import { nameMachine, type NameOutcome } from './nameMachine';
import { staffMachine } from './staffMachine';
import { walkInMachine, type WalkInOutcome } from './walkInMachine';

/**
 * The kiosk's behaviour, without window, store or clock: nobody is here; somebody scans, or finds their name, or
 * registers; gets an answer; sees their day; and the kiosk waits again and knows nobody. The flows in between are
 * machines of their own (`flow/`). The store (`submitScan`) and the memory that survives a reload (`rememberScans`)
 * are bound with `.provide()`.
 */

/** The language of a kiosk that nobody has spoken to. */
export const defaultLanguage: Language = 'en';

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
  /** Not a code but somebody who was found by name and proved it. Good for this page's port only. */
  handle?: string;
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
  direction: Direction;
  /** What the kiosk speaks while nobody is here. */
  homeLanguage: Language;
  language: Language;
  /** Somebody chose it for this visit: then an attendee's own language does not take its place. */
  languageChosen: boolean;
  largeText: boolean;
  /** What somebody was doing when they asked for a human. */
  helpSubject: HelpSubject;
  /** Of a registration: its nonce, and the date it was begun. */
  walkIn: { nonce: string; today: string };
}

export type KioskEvent =
  /** The store answers, for the first time or again. */
  | { type: 'store.ready' }
  | { type: 'scan.read'; scan: Scan }
  /** A scanner sent keys that stand for nothing. */
  | { type: 'scan.garbled' }
  /** The attendee wants the unanswered scan judged again. */
  | { type: 'scan.retried' }
  | { type: 'consent.given'; nonce: string; at: string }
  | { type: 'consent.declined' }
  | { type: 'answer.dismissed' }
  | { type: 'day.opened' }
  | { type: 'certificate.opened' }
  | { type: 'name.opened' }
  | { type: 'walkIn.opened'; nonce: string; today: string }
  | { type: 'agenda.opened' }
  | { type: 'typing.opened' }
  | { type: 'staff.opened' }
  | { type: 'help.opened'; subject: HelpSubject }
  /** Any touch or key: somebody is still here. */
  | { type: 'person.active' }
  | { type: 'visit.ended' }
  | { type: 'language.chosen'; language: Language }
  | { type: 'textSize.switched' };

/** Seconds that the question for consent stays. */
export const consentSeconds = 30;

/** All waits, in ms. */
export const kioskDelays = {
  /** Before this, a scan being judged shows nothing: most answers are faster, and a flash is noise. */
  noticeable: 150,
  okShown: 4_000,
  /** Before somebody who has checked in sees their day. */
  welcomeAfter: 2_200,
  refusalShown: 8_000,
  unavailableShown: 20_000,
  second: 1_000,
  hintShown: 4_000,
  /** A language that somebody chose, and then went away. */
  languageKept: 30_000,
  /** Somebody's day, when nobody touches the screen. */
  dayShown: 20_000,
  /** How long an answer stays when somebody else's scan already waits. */
  handover: 2_000,
};

/** A scanner that still sees the ticket reads it again: the same code within this time of an `ok` is no new scan, in ms. */
export const doubleReading = 1_500;

/** What must survive a reload: every scan that has no answer yet. */
function unanswered({ scan, answer, queue }: KioskContext): Scan[] {
  const waiting = scan && !answer ? [scan, ...queue] : queue;
  // A handle does not outlive the page's port.
  return waiting.filter(({ handle }) => handle === undefined);
}

export const kioskMachine = setup({
  types: {
    context: {} as KioskContext,
    events: {} as KioskEvent,
    input: {} as { unanswered: readonly Scan[]; direction?: Direction; language?: Language },
    tags: {} as 'judging' | 'answered' | 'ok' | 'refused' | 'asking' | 'unavailable' | 'personal',
    children: {} as { idle: 'idle'; name: 'name'; walkIn: 'walkIn'; help: 'help'; staff: 'staff'; certificate: 'certificate' },
  },
  actors: {
    submitScan: fromPromise<ScanAnswer, Scan>(() => Promise.reject(new Error('no store was provided'))),
    idle: idleMachine,
    name: nameMachine,
    walkIn: walkInMachine,
    help: helpMachine,
    staff: staffMachine,
    certificate: certificateMachine,
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
        const { code, handle } = context.scan as Scan;
        const agreed: Scan = { code, nonce: event.nonce, at: event.at, consent: true, ...(handle === undefined ? {} : { handle }) };
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
    enqueueFound: assign({
      queue: ({ context }, { handle, nonce, at }: { handle: string; nonce: string; at: string }) => [
        { code: '', nonce, at, handle },
        ...context.queue,
      ],
    }),
    noteWalkIn: assign({
      walkIn: (_, { nonce, today }: { nonce: string; today: string }) => ({ nonce, today }),
    }),
    forgetLanguage: assign({ language: ({ context }) => context.homeLanguage, languageChosen: false, largeText: false }),
    forgetPerson: assign({
      scan: null, answer: null, problem: null, secondsLeft: 0, language: ({ context }) => context.homeLanguage, languageChosen: false,
      largeText: false, helpSubject: 'general',
    }),
    noteAnswer: assign({ answer: (_, params: { answer: ScanAnswer }) => params.answer }),
    /** The attendee's own language, unless they chose another. */
    suggestLanguage: assign({
      language: ({ context }) => {
        const { answer, languageChosen, language } = context;
        return answer?.registrationId && !languageChosen && isLanguage(answer.language) ? answer.language : language;
      },
    }),
    noteRegistered: assign({
      answer: (_, params: { answer: ScanAnswer }) => params.answer,
      scan: (_, params: { answer: ScanAnswer }) => ({ code: '', nonce: params.answer.nonce, at: params.answer.at }),
    }),
    chooseLanguage: assign({ language: (_, params: { language: Language }) => params.language, languageChosen: true }),
    switchTextSize: assign({ largeText: ({ context }) => !context.largeText }),
    noteSubject: assign({ helpSubject: (_, params: { subject: HelpSubject }) => params.subject }),
    noteActive: sendTo('idle', { type: 'person.active' }),
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
    /** Their day is shown at the entrance, not at a session's door, where the next one waits. */
    mayWelcome: ({ context }) =>
      context.answer?.direction === 'in' && context.answer.target?.startsWith('day:') === true && context.queue.length === 0,
    isDayKnown: ({ context }) => context.answer?.answer === 'ok' || context.answer?.answer === 'already_checked_in',
    isDone: (_, { outcome }: { outcome: CertificateOutcome }) => outcome === 'done',
    isFound: (_, { kind }: { kind: string }) => kind === 'found',
    isRegistered: (_, output: WalkInOutcome) => output.kind === 'registered' && output.answer.answer === 'ok',
    isRegisteredOnly: (_, output: WalkInOutcome) => output.kind === 'registered',
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
    direction: input.direction ?? 'in',
    homeLanguage: input.language ?? defaultLanguage,
    language: input.language ?? defaultLanguage,
    languageChosen: false,
    largeText: false,
    helpSubject: 'general',
    walkIn: { nonce: '', today: '' },
  }),
  initial: 'starting',
  on: {
    'language.chosen': { actions: { type: 'chooseLanguage', params: ({ event }) => ({ language: event.language }) } },
    'textSize.switched': { actions: 'switchTextSize' },
  },
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
        'scan.read': [{ guard: 'isEmpty', target: '.hinted' }, { actions: 'enqueue' }],
        'scan.garbled': '.garbled',
        'language.chosen': {
          target: '.spoken',
          actions: { type: 'chooseLanguage', params: ({ event }) => ({ language: event.language }) },
        },
        'textSize.switched': { target: '.spoken', actions: 'switchTextSize' },
        'name.opened': 'visiting.finding',
        'walkIn.opened': {
          target: 'visiting.registering',
          actions: { type: 'noteWalkIn', params: ({ event: { nonce, today } }) => ({ nonce, today }) },
        },
        'agenda.opened': 'visiting.agenda',
        'typing.opened': 'visiting.typing',
        'staff.opened': 'visiting.staff',
        'help.opened': { target: 'visiting.helping', actions: { type: 'noteSubject', params: ({ event }) => ({ subject: event.subject }) } },
      },
      initial: 'idle',
      states: {
        idle: {},
        /** Somebody has chosen a language or a size of text, and may go on or go away. */
        spoken: { after: { languageKept: { target: 'idle', actions: 'forgetLanguage' } } },
        /** The scanner sent nothing but its Enter. */
        hinted: { after: { hintShown: 'idle' } },
        garbled: { after: { hintShown: 'idle' } },
      },
    },
    /** Somebody is here and does something else than scan. */
    visiting: {
      tags: 'personal',
      invoke: { src: 'idle', id: 'idle', onDone: 'waiting' },
      on: {
        'scan.read': [{ guard: 'isEmpty' }, { target: 'checking', actions: 'enqueue' }],
        'scan.garbled': 'waiting.garbled',
        'person.active': { actions: 'noteActive' },
        'visit.ended': 'waiting',
        'help.opened': { target: '.helping', actions: { type: 'noteSubject', params: ({ event }) => ({ subject: event.subject }) } },
        'name.opened': '.finding',
        'walkIn.opened': {
          target: '.registering',
          actions: { type: 'noteWalkIn', params: ({ event: { nonce, today } }) => ({ nonce, today }) },
        },
      },
      initial: 'finding',
      states: {
        finding: {
          invoke: {
            src: 'name',
            id: 'name',
            onDone: [
              {
                guard: { type: 'isFound', params: ({ event }) => event.output },
                target: '#kiosk.checking',
                actions: {
                  type: 'enqueueFound',
                  params: ({ event }) => event.output as Extract<NameOutcome, { kind: 'found' }>,
                },
              },
              { target: '#kiosk.waiting' },
            ],
          },
        },
        registering: {
          invoke: {
            src: 'walkIn',
            id: 'walkIn',
            input: ({ context }) => ({ ...context.walkIn, language: context.language }),
            onDone: [
              {
                guard: { type: 'isRegistered', params: ({ event }) => event.output },
                target: '#kiosk.answered.ok',
                actions: { type: 'noteRegistered', params: ({ event }) => event.output as Extract<WalkInOutcome, { kind: 'registered' }> },
              },
              {
                guard: { type: 'isRegisteredOnly', params: ({ event }) => event.output },
                target: '#kiosk.answered.refused',
                actions: { type: 'noteRegistered', params: ({ event }) => event.output as Extract<WalkInOutcome, { kind: 'registered' }> },
              },
              { guard: { type: 'isFound', params: ({ event }) => event.output }, target: 'finding' },
              { target: '#kiosk.waiting' },
            ],
          },
        },
        helping: { invoke: { src: 'help', id: 'help', onDone: '#kiosk.waiting' } },
        staff: { invoke: { src: 'staff', id: 'staff', onDone: '#kiosk.waiting' } },
        agenda: {},
        typing: {},
        /** Their day: sessions, rooms, now and next. */
        welcome: {
          after: { dayShown: '#kiosk.waiting' },
          on: { 'person.active': { target: 'welcome', reenter: true }, 'certificate.opened': 'certificate' },
        },
        certificate: {
          invoke: {
            src: 'certificate',
            id: 'certificate',
            input: ({ context }) => ({ nonce: context.answer?.nonce ?? '' }),
            onDone: [{ guard: { type: 'isDone', params: ({ event }) => event.output }, target: '#kiosk.waiting' }, { target: 'welcome' }],
          },
        },
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
      entry: ['suggestLanguage', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }],
      after: { handover: { guard: 'mayHandOver', target: 'checking' } },
      on: {
        'scan.read': [{ guard: 'isEmpty' }, { guard: 'isDoubleReading' }, { target: 'checking', actions: 'enqueue' }],
        'answer.dismissed': 'waiting',
        'visit.ended': 'waiting',
        'day.opened': { guard: 'isDayKnown', target: 'visiting.welcome' },
        'name.opened': 'visiting.finding',
        'walkIn.opened': {
          target: 'visiting.registering',
          actions: { type: 'noteWalkIn', params: ({ event: { nonce, today } }) => ({ nonce, today }) },
        },
        'help.opened': { target: 'visiting.helping', actions: { type: 'noteSubject', params: ({ event }) => ({ subject: event.subject }) } },
      },
      initial: 'refused',
      states: {
        ok: {
          tags: 'ok',
          after: { welcomeAfter: { guard: 'mayWelcome', target: '#kiosk.visiting.welcome' }, okShown: '#kiosk.waiting' },
        },
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

function isLanguage(tag: string): tag is Language {
  return (languages as readonly string[]).includes(tag);
}

function problemOf(error: unknown): Problem {
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
    return { code, message: error.message, answer: null };
  }
  return { code: 'internal', message: String(error), answer: null };
}
