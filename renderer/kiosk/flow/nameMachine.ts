import type { CommandParams, CommandResult } from '@shared/contract/commands';
import type { QueryResult } from '@shared/contract/queries';
import { assign, fromPromise, setup } from 'xstate';

/**
 * Finding oneself by name: type, choose, prove. What is typed and who was found lives here alone and goes with it.
 * The proof (`confirmIdentity`) is bound with `.provide()`; the list of matches is a live query of the view.
 */

export type Match = QueryResult<'attendee.search'>['matches'][number];
export type Proof = CommandParams<'identity.confirm'>['proof'];
type Confirmation = CommandResult<'identity.confirm'>;

interface NameContext {
  search: string;
  match: Match | null;
  /** Which of the match's proofs is asked for. */
  asked: 'birthDate' | 'email';
  /** After a wrong proof; null before. */
  triesLeft: number | null;
  given: { proof: Proof; nonce: string; at: string } | null;
  outcome: NameOutcome;
}

export type NameEvent =
  | { type: 'search.changed'; search: string }
  | { type: 'match.chosen'; match: Match }
  | { type: 'proof.switched' }
  /** With the nonce and the UTC instant of the check-in that follows if the proof is right. */
  | { type: 'proof.given'; proof: Proof; nonce: string; at: string }
  | { type: 'flow.back' };

/** `found`: check them in. `left`: they went back. */
export type NameOutcome = { kind: 'found'; handle: string; nonce: string; at: string } | { kind: 'left' };

export const nameMachine = setup({
  types: { context: {} as NameContext, events: {} as NameEvent, output: {} as NameOutcome, tags: {} as 'busy' },
  actors: {
    confirmIdentity: fromPromise<Confirmation, { handle: string; proof: Proof }>(() =>
      Promise.reject(new Error('no store was provided')),
    ),
  },
  actions: {
    noteSearch: assign({ search: (_, params: { search: string }) => params.search }),
    noteMatch: assign({
      match: (_, params: { match: Match }) => params.match,
      asked: (_, params: { match: Match }) => params.match.proofs[0] ?? 'birthDate',
      triesLeft: null,
    }),
    switchProof: assign({ asked: ({ context }) => (context.asked === 'birthDate' ? 'email' : 'birthDate') }),
    noteTries: assign({ triesLeft: (_, params: { triesLeft: number }) => params.triesLeft }),
    noteGiven: assign({ given: (_, params: { proof: Proof; nonce: string; at: string }) => params }),
    noteFound: assign({
      outcome: ({ context: { match, given } }) =>
        match && given ? { kind: 'found' as const, handle: match.handle, nonce: given.nonce, at: given.at } : { kind: 'left' as const },
    }),
    forgetMatch: assign({ match: null, given: null, triesLeft: null }),
  },
  guards: {
    canProve: (_, params: { match: Match }) => params.match.proofs.length > 0,
    hasOtherProof: ({ context }) => (context.match?.proofs.length ?? 0) > 1,
    isConfirmed: (_, params: Confirmation) => params.confirmed,
    hasTriesLeft: (_, params: Confirmation) => params.triesLeft > 0,
  },
}).createMachine({
  id: 'name',
  context: { search: '', match: null, asked: 'birthDate', triesLeft: null, given: null, outcome: { kind: 'left' } },
  initial: 'searching',
  states: {
    searching: {
      on: {
        'search.changed': { actions: { type: 'noteSearch', params: ({ event }) => ({ search: event.search }) } },
        'match.chosen': [
          {
            guard: { type: 'canProve', params: ({ event }) => ({ match: event.match }) },
            target: 'proving',
            actions: { type: 'noteMatch', params: ({ event }) => ({ match: event.match }) },
          },
          { target: 'unprovable' },
        ],
        'flow.back': 'left',
      },
    },
    proving: {
      initial: 'asking',
      on: { 'flow.back': { target: 'searching', actions: 'forgetMatch' } },
      states: {
        asking: {
          on: {
            'proof.switched': { guard: 'hasOtherProof', actions: 'switchProof' },
            'proof.given': { target: 'checking', actions: { type: 'noteGiven', params: ({ event: { proof, nonce, at } }) => ({ proof, nonce, at }) } },
          },
        },
        checking: {
          tags: 'busy',
          invoke: {
            src: 'confirmIdentity',
            input: ({ context: { match, given } }) => ({ handle: match?.handle ?? '', proof: given?.proof as Proof }),
            onDone: [
              { guard: { type: 'isConfirmed', params: ({ event }) => event.output }, target: '#name.found' },
              {
                guard: { type: 'hasTriesLeft', params: ({ event }) => event.output },
                target: 'wrong',
                actions: { type: 'noteTries', params: ({ event }) => ({ triesLeft: event.output.triesLeft }) },
              },
              { target: '#name.locked' },
            ],
            // The handle is too old, or the store is away: nobody has lost a try.
            onError: 'failed',
          },
        },
        wrong: {
          on: {
            'proof.switched': { guard: 'hasOtherProof', target: 'asking', actions: 'switchProof' },
            'proof.given': { target: 'checking', actions: { type: 'noteGiven', params: ({ event: { proof, nonce, at } }) => ({ proof, nonce, at }) } },
          },
        },
        failed: { on: { 'proof.given': { target: 'checking', actions: { type: 'noteGiven', params: ({ event: { proof, nonce, at } }) => ({ proof, nonce, at }) } } } },
      },
    },
    /** Three wrong proofs. */
    locked: { on: { 'flow.back': 'left' } },
    /** The roster has nothing that they could prove themselves with. */
    unprovable: { on: { 'flow.back': 'searching' } },
    found: { type: 'final', entry: 'noteFound' },
    left: { type: 'final' },
  },
  output: ({ context }): NameOutcome => context.outcome,
});
