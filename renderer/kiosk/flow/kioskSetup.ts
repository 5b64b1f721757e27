import type { ScanAnswer } from '@shared/contract/answers';
import { type Direction, type HelpSubject, type Language, languages } from '@shared/contract/values';
import { assertEvent, assign, fromPromise, sendTo, setup } from 'xstate';
import { certificateMachine, type CertificateOutcome } from './certificateMachine';
import { helpMachine } from './helpMachine';
import { idleMachine } from './idleMachine';
import { type KioskContext, type KioskEvent, type Problem, type Scan, unanswered } from './kioskContext';
import { consentSeconds, doubleReading, kioskDelays } from './kioskWaits';
import { nameMachine } from './nameMachine';
import { staffMachine } from './staffMachine';
import { walkInMachine, type WalkInOutcome } from './walkInMachine';

/** What the kiosk's states refer to by name: actors, actions, guards and waits. */
export const kioskSetup = setup({
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
