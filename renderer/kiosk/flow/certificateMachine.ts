import type { CertificatePreview, PrintOutcome } from '@shared/contract/certificateChannels';
import type { Certificate, CertificateKind, CertificateRefusal, IssueOutcome } from '@shared/contract/certificates';
import type { CommandResult } from '@shared/contract/commands';
import type { PrintWord } from '@shared/contract/printing';
import type { QueryResult } from '@shared/contract/queries';
import { keepsBack } from '@shared/domain/certificates/entitlement';
import { isSettled } from '@shared/domain/printing/printState';
import { assign, fromCallback, fromPromise, setup } from 'xstate';

/**
 * Somebody's certificate at the kiosk: why not yet, or issued, looked at, spelled right, printed here or collected at the
 * desk. All of it lives here alone and goes with the machine. What a printer is doing is said in the printer's words.
 */

export type Eligibility = QueryResult<'certificate.eligibility'>;

interface CertificateContext {
  /** Of the scan that says whose certificate it is. */
  nonce: string;
  eligibility: Eligibility | null;
  /** What they can have, the best first: that is shown, and the next one offered beside it. */
  kinds: CertificateKind[];
  kind: CertificateKind;
  /** Why there is none, or not more. */
  refusals: CertificateRefusal[];
  certificate: Certificate | null;
  preview: CertificatePreview | null;
  spelling: string;
  /** The spelling was empty. */
  isBlank: boolean;
  /** Of the call for help, if the desk has to decide about a name. */
  requestId: string;
  job: string | null;
  word: PrintWord;
  /** Why something failed: a code of `KioskError`. */
  problem: string;
  outcome: CertificateOutcome;
}

/** `back`: to their day. `done`: they have what they came for. */
export type CertificateOutcome = 'back' | 'done';

export type CertificateEvent =
  | { type: 'kind.accepted' }
  | { type: 'kind.chosen'; kind: CertificateKind }
  | { type: 'again' }
  | { type: 'name.wrong' }
  | { type: 'spelling.changed'; name: string }
  | { type: 'spelling.given'; requestId: string }
  | { type: 'name.left' }
  | { type: 'print.asked' }
  | { type: 'print.said'; word: PrintWord }
  | { type: 'desk.asked' }
  | { type: 'flow.done' }
  | { type: 'flow.back' };

const unbound = (): Promise<never> => Promise.reject(new Error('neither store nor main process was provided'));

export const certificateMachine = setup({
  types: {
    context: {} as CertificateContext,
    events: {} as CertificateEvent,
    input: {} as { nonce: string },
    output: {} as { outcome: CertificateOutcome },
    tags: {} as 'busy' | 'certificate',
  },
  actors: {
    lookUp: fromPromise<Eligibility, { nonce: string }>(unbound),
    issue: fromPromise<IssueOutcome, { nonce: string; kind: CertificateKind }>(unbound),
    draw: fromPromise<CertificatePreview, { number: string }>(unbound),
    spell: fromPromise<CommandResult<'certificate.spellName'>, { nonce: string; name: string; requestId: string }>(unbound),
    print: fromPromise<PrintOutcome, { number: string }>(unbound),
    /** Sends `print.said` whenever the job has come to something else. */
    watchPrint: fromCallback<CertificateEvent, { job: string }>(() => undefined),
    /** Resolves once the wish is on the disk; a job that is under way here is taken back. */
    want: fromPromise<unknown, { nonce: string; number: string; job: string | null }>(unbound),
  },
  actions: {
    noteEligibility: assign({
      eligibility: (_, params: { eligibility: Eligibility }) => params.eligibility,
      kinds: (_, params: { eligibility: Eligibility }) => kindsFor(params.eligibility),
      kind: (_, params: { eligibility: Eligibility }) => kindsFor(params.eligibility)[0] ?? 'confirmation',
      refusals: (_, params: { eligibility: Eligibility }) => reasonsOf(params.eligibility),
    }),
    noteKind: assign({ kind: ({ context, event }) => (event.type === 'kind.chosen' ? event.kind : context.kind), job: null }),
    /** Back to the one that was shown before another was chosen. */
    keepShown: assign({ kind: ({ context }) => context.certificate?.kind ?? context.kind }),
    noteOutcome: assign({
      certificate: (_, { outcome }: { outcome: IssueOutcome }) => (outcome.outcome === 'issued' ? outcome.certificate : null),
      refusals: ({ context }, { outcome }: { outcome: IssueOutcome }) => (outcome.outcome === 'refused' ? outcome.refusals : context.refusals),
      preview: null,
    }),
    notePreview: assign({ preview: (_, params: { preview: CertificatePreview }) => params.preview }),
    beginSpelling: assign({ spelling: ({ context }) => context.certificate?.name ?? '', isBlank: false }),
    noteSpelling: assign({ spelling: (_, params: { name: string }) => params.name, isBlank: false }),
    noteRequest: assign({ requestId: (_, params: { requestId: string }) => params.requestId }),
    markBlank: assign({ isBlank: true }),
    noteJob: assign({
      job: (_, { outcome }: { outcome: PrintOutcome }) => (outcome.outcome === 'queued' ? (outcome.jobs[0]?.id ?? null) : null),
      word: (_, { outcome }: { outcome: PrintOutcome }) => (outcome.outcome === 'queued' ? (outcome.jobs[0]?.word ?? 'waiting') : 'waiting'),
    }),
    noteWord: assign({ word: (_, params: { word: PrintWord }) => params.word }),
    forgetJob: assign({ job: null }),
    noteProblem: assign({ problem: (_, { error }: { error: unknown }) => (error instanceof Error && 'code' in error ? String(error.code) : 'internal') }),
    noteDone: assign({ outcome: 'done' }),
  },
  guards: {
    /** A confirmation of attendance is offered, with what is missing for more; anything else is simply shown. */
    hasMore: (_, params: { eligibility: Eligibility }) => (kindsFor(params.eligibility)[0] ?? 'confirmation') !== 'confirmation',
    hasConfirmation: (_, params: { eligibility: Eligibility }) => kindsFor(params.eligibility)[0] === 'confirmation',
    /** That is offered with what is missing for more; any other is shown at once. */
    choosesConfirmation: ({ event }) => event.type === 'kind.chosen' && event.kind === 'confirmation',
    isShown: ({ context }) => context.certificate !== null,
    isIssued: (_, params: { outcome: IssueOutcome }) => params.outcome.outcome === 'issued',
    isBlank: ({ context }) => context.spelling.trim() === '',
    isUnchanged: ({ context }) => context.spelling.trim() === context.certificate?.name,
    isForDesk: (_, params: CommandResult<'certificate.spellName'>) => params.outcome === 'asked',
    isQueued: (_, params: { outcome: PrintOutcome }) => params.outcome.outcome === 'queued',
    isPrinted: (_, params: { word: PrintWord }) => params.word === 'printed',
    isOver: (_, params: { word: PrintWord }) => isSettled(params.word),
  },
}).createMachine({
  id: 'certificate',
  context: ({ input }) => ({
    nonce: input.nonce, eligibility: null, kinds: [], kind: 'co_signed', refusals: [], certificate: null, preview: null, spelling: '', isBlank: false, requestId: '',
    job: null, word: 'waiting', problem: '', outcome: 'back',
  }),
  initial: 'looking',
  on: { 'flow.back': '.left' },
  states: {
    looking: {
      tags: 'busy',
      invoke: {
        src: 'lookUp',
        input: ({ context: { nonce } }) => ({ nonce }),
        onDone: [
          { guard: { type: 'hasMore', params: ({ event }) => ({ eligibility: event.output }) }, target: 'issuing', actions: { type: 'noteEligibility', params: ({ event }) => ({ eligibility: event.output }) } },
          { guard: { type: 'hasConfirmation', params: ({ event }) => ({ eligibility: event.output }) }, target: 'offered', actions: { type: 'noteEligibility', params: ({ event }) => ({ eligibility: event.output }) } },
          { target: 'refused', actions: { type: 'noteEligibility', params: ({ event }) => ({ eligibility: event.output }) } },
        ],
        onError: { target: 'failed', actions: { type: 'noteProblem', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    /** Why not the co-signed one yet, and what there is already. */
    offered: { on: { 'kind.accepted': 'issuing', 'flow.back': [{ guard: 'isShown', target: 'showing', actions: 'keepShown' }, { target: 'left' }] } },
    refused: {},
    failed: { on: { again: 'looking' } },
    issuing: {
      tags: 'busy',
      invoke: {
        src: 'issue',
        input: ({ context: { nonce, kind } }) => ({ nonce, kind }),
        onDone: [
          { guard: { type: 'isIssued', params: ({ event }) => ({ outcome: event.output }) }, target: 'showing', actions: { type: 'noteOutcome', params: ({ event }) => ({ outcome: event.output }) } },
          { target: 'refused', actions: { type: 'noteOutcome', params: ({ event }) => ({ outcome: event.output }) } },
        ],
        onError: { target: 'failed', actions: { type: 'noteProblem', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    showing: {
      tags: 'certificate',
      initial: 'drawing',
      on: {
        'name.wrong': { target: 'spelling', actions: 'beginSpelling' },
        'print.asked': 'sending',
        'desk.asked': 'wanting',
        'kind.chosen': [{ guard: 'choosesConfirmation', target: 'offered', actions: 'noteKind' }, { target: 'issuing', actions: 'noteKind' }],
      },
      states: {
        drawing: {
          invoke: {
            src: 'draw',
            input: ({ context }) => ({ number: context.certificate?.number ?? '' }),
            onDone: { target: 'drawn', actions: { type: 'notePreview', params: ({ event }) => ({ preview: event.output }) } },
            onError: 'undrawn',
          },
        },
        drawn: {},
        /** There is no picture of it. It can be printed all the same. */
        undrawn: {},
      },
    },
    spelling: {
      initial: 'typing',
      on: {
        'spelling.changed': { target: '.typing', actions: { type: 'noteSpelling', params: ({ event }) => ({ name: event.name }) } },
        'spelling.given': [
          { guard: 'isBlank', actions: 'markBlank' },
          { guard: 'isUnchanged', target: 'showing' },
          { target: 'recording', actions: { type: 'noteRequest', params: ({ event }) => ({ requestId: event.requestId }) } },
        ],
        'flow.back': 'showing',
      },
      states: { typing: {}, failed: {} },
    },
    recording: {
      tags: 'busy',
      invoke: {
        src: 'spell',
        input: ({ context: { nonce, spelling, requestId } }) => ({ nonce, name: spelling.trim(), requestId }),
        onDone: [
          { guard: { type: 'isForDesk', params: ({ event }) => event.output }, target: 'asked' },
          { target: 'issuing' },
        ],
        onError: 'spelling.failed',
      },
    },
    /** The desk has to decide about the name. */
    asked: { on: { 'name.left': 'showing', 'flow.back': 'showing' } },
    sending: {
      tags: 'busy',
      invoke: {
        src: 'print',
        input: ({ context }) => ({ number: context.certificate?.number ?? '' }),
        onDone: [
          { guard: { type: 'isQueued', params: ({ event }) => ({ outcome: event.output }) }, target: 'printing', actions: { type: 'noteJob', params: ({ event }) => ({ outcome: event.output }) } },
          { target: 'withoutPrinter' },
        ],
        onError: { target: 'unsent', actions: { type: 'noteProblem', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    printing: {
      invoke: { src: 'watchPrint', input: ({ context }) => ({ job: context.job ?? '' }) },
      on: {
        'print.said': [
          { guard: { type: 'isPrinted', params: ({ event }) => ({ word: event.word }) }, target: 'printed' },
          { guard: { type: 'isOver', params: ({ event }) => ({ word: event.word }) }, target: 'stopped', actions: { type: 'noteWord', params: ({ event }) => ({ word: event.word }) } },
          { actions: { type: 'noteWord', params: ({ event }) => ({ word: event.word }) } },
        ],
        'desk.asked': 'wanting',
        'flow.back': 'showing',
      },
    },
    /** Nothing more will happen to the job by itself, and the printer has not said that it is on paper. */
    stopped: { entry: 'forgetJob', on: { 'print.asked': 'sending', 'desk.asked': 'wanting', 'flow.back': 'showing' } },
    withoutPrinter: { on: { 'desk.asked': 'wanting', 'flow.back': 'showing' } },
    unsent: { on: { 'print.asked': 'sending', 'desk.asked': 'wanting', 'flow.back': 'showing' } },
    printed: {
      on: {
        'flow.done': { target: 'left', actions: 'noteDone' },
        'kind.chosen': [{ guard: 'choosesConfirmation', target: 'offered', actions: 'noteKind' }, { target: 'issuing', actions: 'noteKind' }],
      },
    },
    wanting: {
      tags: 'busy',
      invoke: {
        src: 'want',
        input: ({ context: { nonce, certificate, job } }) => ({ nonce, number: certificate?.number ?? '', job }),
        onDone: 'wanted',
        onError: { target: 'unwanted', actions: { type: 'noteProblem', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    wanted: {
      on: {
        'flow.done': { target: 'left', actions: 'noteDone' },
        'kind.chosen': [{ guard: 'choosesConfirmation', target: 'offered', actions: 'noteKind' }, { target: 'issuing', actions: 'noteKind' }],
      },
    },
    unwanted: { on: { 'desk.asked': 'wanting', 'flow.back': 'showing' } },
    left: { type: 'final' },
  },
  output: ({ context }) => ({ outcome: context.outcome }),
});

/** An award is what people are proudest of. */
const bestFirst = ['award', 'co_signed', 'confirmation'] as const;

/** What they may have now, or were given before and nothing keeps back; no confirmation beside the co-signed one. */
function kindsFor({ kinds }: Eligibility): CertificateKind[] {
  const had = bestFirst.filter((kind) => kinds.some((each) => each.kind === kind && (each.eligible || (each.certificate !== null && !each.refusals.some(keepsBack)))));
  return had.includes('co_signed') ? had.filter((kind) => kind !== 'confirmation') : had;
}

/** What is against the co-signed one, and against the others what that does not say already; not that there is no award. */
function reasonsOf({ kinds }: Eligibility): CertificateRefusal[] {
  const reasons: CertificateRefusal[] = [];
  for (const kind of ['co_signed', 'confirmation', 'award']) {
    const refusals = kinds.find((each) => each.kind === kind)?.refusals ?? [];
    if (kind === 'award' && refusals.some(({ code }) => code === 'no_award')) continue;
    reasons.push(...refusals.filter(({ code }) => code !== 'co_signed_instead' && !reasons.some((said) => said.code === code)));
  }
  return reasons;
}

/** Those that they can have beside the one that is shown. */
export function othersOf({ kinds, certificate }: Pick<CertificateContext, 'kinds' | 'certificate'>): CertificateKind[] {
  return kinds.filter((kind) => kind !== certificate?.kind);
}
