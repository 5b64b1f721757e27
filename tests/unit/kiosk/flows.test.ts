import { describe, expect, test } from 'vitest';
import { type AnyMachineSnapshot, type AnyStateMachine, createActor, type EventObject, fromPromise, transition, waitFor } from 'xstate';
import { certificateMachine, type Eligibility, othersOf } from '../../../renderer/kiosk/flow/certificateMachine';
import { helpMachine } from '../../../renderer/kiosk/flow/helpMachine';
import { idleMachine } from '../../../renderer/kiosk/flow/idleMachine';
import { kioskMachine } from '../../../renderer/kiosk/flow/kioskMachine';
import { nameMachine } from '../../../renderer/kiosk/flow/nameMachine';
import { staffMachine } from '../../../renderer/kiosk/flow/staffMachine';
import { walkInMachine } from '../../../renderer/kiosk/flow/walkInMachine';
import { answerOf } from './kioskHarness';
import { everythingIn, walk, type Walk } from './walkTransitions';

const at = '2025-09-24T03:00:00.000Z';
const scan = { code: 'A', nonce: 'n', at };

/** What an actor that a state invokes may end with. */
function endsOf(snapshot: AnyMachineSnapshot, outputs: Record<string, unknown[]>): EventObject[] {
  return snapshot._nodes.flatMap((node) =>
    node.invoke.flatMap(({ id, src }) => [
      ...(outputs[src as string] ?? [undefined]).map((output) => ({ type: `xstate.done.actor.${id}`, output, actorId: id })),
      { type: `xstate.error.actor.${id}`, error: new Error('no'), actorId: id },
    ]),
  );
}

const match = (proofs: string[]) => ({ handle: 'h', given: 'Anna', familyInitial: 'B', familyFirst: false, organisation: 'O', proofs });
const standings = (coSigned: boolean, confirmation: boolean, award = false): unknown => ({
  kinds: [
    { kind: 'co_signed', eligible: coSigned, refusals: coSigned ? [] : [{ code: 'attendance', attended: 1, of: 4, needed: 3 }], certificate: null },
    { kind: 'confirmation', eligible: confirmation, refusals: confirmation ? [] : [{ code: 'did_not_attend' }], certificate: null },
    { kind: 'award', eligible: award, refusals: award ? [] : [{ code: 'no_award' }], certificate: null },
  ],
});
const filled = { fullName: 'Zoë', birthDate: '2001-02-03', email: 'zoe@example.org', consentData: true };

const machines: Record<string, () => Walk> = {
  idle: () =>
    walk(idleMachine as AnyStateMachine, { events: () => [{ type: 'person.active' }], identity: ({ context }) => context }),
  help: () =>
    walk(helpMachine as AnyStateMachine, {
      events: (snapshot) => [{ type: 'help.called', requestId: 'r' } as EventObject, { type: 'help.answered' }, { type: 'flow.back' }, ...endsOf(snapshot, {})],
      identity: () => null,
    }),
  staff: () =>
    walk(staffMachine as AnyStateMachine, {
      events: (snapshot) => [
        { type: 'pin.changed', pin: '12' } as EventObject,
        { type: 'pin.changed', pin: '12a34' } as EventObject,
        { type: 'pin.entered' },
        { type: 'flow.back' },
        ...endsOf(snapshot, {
          leaveKiosk: [
            { left: true, problem: null, waitSeconds: 0 },
            { left: false, problem: 'wrong_pin', waitSeconds: 0 },
            { left: false, problem: 'too_soon', waitSeconds: 2 },
          ],
        }),
      ],
      identity: ({ context }) => context,
    }),
  name: () =>
    walk(nameMachine as AnyStateMachine, {
      events: (snapshot) => [
        { type: 'search.changed', search: 'ann' } as EventObject,
        { type: 'match.chosen', match: match(['birthDate', 'email']) } as EventObject,
        { type: 'match.chosen', match: match([]) } as EventObject,
        { type: 'proof.switched' },
        { type: 'proof.given', proof: { kind: 'email', value: 'ann' }, nonce: 'n', at } as EventObject,
        { type: 'flow.back' },
        ...endsOf(snapshot, {
          confirmIdentity: [
            { confirmed: true, triesLeft: 3 },
            { confirmed: false, triesLeft: 2 },
            { confirmed: false, triesLeft: 0 },
          ],
        }),
      ],
      identity: ({ context }) => context,
    }),
  walkIn: () =>
    walk(walkInMachine as AnyStateMachine, {
      input: { nonce: 'n', language: 'en', today: '2025-09-24' },
      events: (snapshot) => [
        ...Object.entries(filled).map(([name, value]) => ({ type: 'field.changed', name, value }) as EventObject),
        { type: 'step.next' },
        { type: 'step.back' },
        { type: 'person.other' },
        { type: 'person.same' },
        { type: 'submit.again' },
        { type: 'flow.back' },
        ...endsOf(snapshot, {
          register: [
            { outcome: 'registered', registrationId: 'W-1', answer: answerOf('ok', scan) },
            { outcome: 'refused', refusal: 'maybe_registered', limit: null },
            { outcome: 'refused', refusal: 'full', limit: 10 },
          ],
        }),
      ],
      identity: ({ context }) => [context.step, Object.keys(context.problems), Object.values(context.draft), context.anotherPerson],
    }),
  certificate: () =>
    walk(certificateMachine as AnyStateMachine, {
      input: { nonce: 'n' },
      events: (snapshot) => [
        ...['kind.accepted', 'again', 'name.wrong', 'name.left', 'print.asked', 'desk.asked', 'flow.done', 'flow.back'].map((type) => ({ type })),
        ...(['award', 'co_signed', 'confirmation'] as const).map((kind) => ({ type: 'kind.chosen', kind }) as EventObject),
        ...['Zoë', 'Zoe', ' '].map((name) => ({ type: 'spelling.changed', name }) as EventObject),
        { type: 'spelling.given', requestId: 'r' } as EventObject,
        ...(['printing', 'out_of_paper', 'printed', 'failed'] as const).map((word) => ({ type: 'print.said', word }) as EventObject),
        ...endsOf(snapshot, {
          lookUp: [standings(true, false), standings(false, true), standings(false, false), standings(false, true, true)],
          issue: [
            { outcome: 'issued', certificate: { number: '7', name: 'Zoë', kind: snapshot.context.kind }, already: false },
            { outcome: 'refused', registrationId: 'A', refusals: [{ code: 'blocked', at }] },
          ],
          draw: [{ svg: '<svg/>', missing: [], tooLong: false }],
          spell: [{ outcome: 'recorded' }, { outcome: 'asked' }],
          print: [{ outcome: 'queued', jobs: [{ id: 'j', number: '7', word: 'waiting', missing: [] }] }, { outcome: 'no_printer' }],
        }),
      ],
      identity: ({ context }) => [context.kinds, context.kind, context.certificate?.kind, context.certificate?.name, context.spelling, context.isBlank, context.job, context.word, context.outcome],
    }),
  kiosk: () =>
    walk(kioskMachine as AnyStateMachine, {
      input: { unanswered: [] },
      events: (snapshot) => [
        { type: 'store.ready' },
        { type: 'scan.read', scan } as EventObject,
        { type: 'scan.read', scan: { ...scan, code: 'B', nonce: 'm' } } as EventObject,
        { type: 'scan.read', scan: { ...scan, code: ' ' } } as EventObject,
        ...['scan.garbled', 'scan.retried', 'consent.declined', 'answer.dismissed', 'day.opened', 'certificate.opened', 'name.opened', 'agenda.opened', 'typing.opened', 'staff.opened', 'person.active', 'visit.ended', 'textSize.switched'].map((type) => ({ type })),
        { type: 'walkIn.opened', nonce: 'w', today: '2025-09-24' } as EventObject,
        { type: 'help.opened', subject: 'scan' } as EventObject,
        { type: 'language.chosen', language: 'ko' } as EventObject,
        { type: 'consent.given', nonce: 'c', at } as EventObject,
        ...endsOf(snapshot, {
          submitScan: (['ok', 'consent_missing', 'store_unavailable', 'already_checked_in', 'cancelled'] as const).map((code) => answerOf(code, scan)),
          name: [{ kind: 'found', handle: 'h', nonce: 'f', at }, { kind: 'left' }],
          certificate: [{ outcome: 'back' }, { outcome: 'done' }],
          walkIn: [
            { kind: 'registered', answer: answerOf('ok', scan) },
            { kind: 'registered', answer: answerOf('session_full', scan) },
            { kind: 'found' },
            { kind: 'left' },
          ],
        }),
      ],
      // Enough to tell apart what guards look at, and few enough to be walked whole.
      identity: ({ context }) => [
        Math.min(context.queue.length, 1), context.scan?.code, context.scan?.handle, context.answer?.answer, context.languageChosen,
        context.secondsLeft,
      ],
    }),
};
const definitions: Record<string, AnyStateMachine> = {
  idle: idleMachine, help: helpMachine, staff: staffMachine, name: nameMachine, walkIn: walkInMachine, certificate: certificateMachine, kiosk: kioskMachine,
} as never;

describe.each(Object.keys(machines))('%s', (name) => {
  const walked = (machines[name] as () => Walk)();
  const { states, transitions } = everythingIn(definitions[name] as AnyStateMachine);

  test('every state can be reached, and every transition is walked', () => {
    expect([...states].filter((state) => !walked.states.has(state))).toEqual([]);
    expect([...transitions].filter((each) => !walked.taken.has(each))).toEqual([]);
  });

  test('from everywhere there is a way out', () => {
    const stuck = walked.reached.filter(({ snapshot }) => snapshot.status === 'active' && snapshot._nodes.every((node) => node.ownEvents.length === 0 && node.after.length === 0));
    expect(stuck.map(({ path }) => path)).toEqual([]);
  });
});

describe('a certificate', () => {
  const { reached } = (machines.certificate as () => Walk)();

  test('is called printed only after the printer has said so, and collected only after the wish is on the disk', () => {
    const ends = (value: string, last: string): boolean => reached.filter(({ snapshot }) => snapshot.value === value).every(({ path }) => path.at(-1)?.startsWith(last));
    expect(ends('printed', 'print.said')).toBe(true);
    expect(ends('wanted', 'xstate.done.actor')).toBe(true);
    expect(reached.filter(({ snapshot }) => snapshot.value === 'printed' || snapshot.value === 'wanted').length).toBeGreaterThan(1);
  });

  test('has a way back from everywhere, and every reason against it is told once', () => {
    for (const { snapshot, path } of reached.filter((each) => each.snapshot.status === 'active')) expect(snapshot.can({ type: 'flow.back' } as never), path.join(' → ')).toBe(true);
    const refused = reached.find(({ snapshot, path }) => snapshot.value === 'refused' && path.length === 1);
    expect(refused?.snapshot.context.refusals.map(({ code }: { code: string }) => code)).toEqual(['attendance', 'did_not_attend']);
  });
});

describe('several certificates', () => {
  const { reached } = (machines.certificate as () => Walk)();
  const showing = reached.filter(({ snapshot }) => snapshot.matches('showing' as never));
  const contextOf = (one: (typeof showing)[number] | undefined) => one?.snapshot.context as Parameters<typeof othersOf>[0] & { kind: string };

  test('the award is shown first, without a question, and what else there is beside it', () => {
    const first = showing.find((each) => contextOf(each).kind === 'award' && each.path.length === 2 && each.path.every((event) => event.startsWith('xstate.done.actor')));
    expect(first, 'an award is shown after looking up and issuing alone').toBeDefined();
    expect(othersOf(contextOf(first))).toEqual(['confirmation']);
  });

  test('a confirmation that was chosen beside it is offered with its reasons, and the way back leads to what was shown', () => {
    const offered = reached.find(({ snapshot, path }) => snapshot.value === 'offered' && snapshot.context.kinds[0] === 'award' && path.at(-1)?.startsWith('kind.chosen'));
    expect(offered?.snapshot.context.refusals.map(({ code }: { code: string }) => code)).toEqual(['attendance']);
    const back = offered && transition(certificateMachine, offered.snapshot as never, { type: 'flow.back' })[0];
    expect([back?.matches('showing'), back?.context.kind]).toEqual([true, 'award']);
  });

  test('what is kept back is not offered, and nobody is told that they have no award', () => {
    const kept = { kind: 'co_signed', eligible: false, refusals: [{ code: 'blocked', at }], certificate: { number: '7' } };
    const kinds = [kept, { ...kept, kind: 'confirmation', certificate: null }, { ...kept, kind: 'award', certificate: null, refusals: [{ code: 'no_award' }] }];
    const lookUp = fromPromise<Eligibility, { nonce: string }>(() => Promise.resolve({ kinds } as unknown as Eligibility));
    const actor = createActor(certificateMachine.provide({ actors: { lookUp } }), { input: { nonce: 'n' } }).start();
    return waitFor(actor, (snapshot) => !snapshot.matches('looking')).then(({ value, context }) => {
      expect([value, context.refusals]).toEqual(['refused', [{ code: 'blocked', at }]]);
    });
  });
});

describe('a visit', () => {
  const { reached } = (machines.kiosk as () => Walk)();

  test('leaves nothing of anybody behind: waiting knows no scan, no answer, no problem and no language', () => {
    const waiting = reached.filter(({ snapshot }) => snapshot.matches('waiting' as never) && !snapshot.matches({ waiting: 'spoken' } as never));
    expect(waiting.length).toBeGreaterThan(2);
    for (const { snapshot, path } of waiting) {
      expect(snapshot.context, path.join(' → ')).toMatchObject({ scan: null, answer: null, problem: null, secondsLeft: 0 });
      expect(Object.keys(snapshot.children)).toEqual([]);
    }
  });

  test('keeps the language that was chosen, and the larger text, until it is over', () => {
    const chosen = reached.filter(({ path }) => path.at(-1) === 'language.chosen');
    expect(chosen.length).toBeGreaterThan(3);
    for (const { snapshot, path } of chosen) expect(snapshot.context.language, path.join(' → ')).toBe('ko');
    for (const { snapshot } of reached.filter(({ path }) => path.at(-1)?.startsWith('xstate.after.languageKept'))) {
      expect(snapshot.context).toMatchObject({ language: 'en', languageChosen: false, largeText: false });
    }
  });

  test('has a way back and a way to a human on every screen of it', () => {
    const visiting = reached.filter(({ snapshot }) => snapshot.matches('visiting' as never));
    for (const { snapshot, path } of visiting) {
      expect(snapshot.can({ type: 'visit.ended' } as never), path.join(' → ')).toBe(true);
      expect(snapshot.can({ type: 'help.opened', subject: 'general' } as never), path.join(' → ')).toBe(true);
      expect(snapshot.can({ type: 'scan.read', scan } as never), path.join(' → ')).toBe(true);
    }
  });
});
