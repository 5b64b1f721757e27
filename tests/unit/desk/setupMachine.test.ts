import { createActor } from 'xstate';
import { describe, expect, test } from 'vitest';
import { type SetupStep, setupSteps } from '../../../shared/contract/setup';
import { type Done, type SetupEvent, setupMachine } from '../../../renderer/desk/setup/setupMachine';
import { everythingIn, walk } from '../kiosk/walkTransitions';

function done(...steps: SetupStep[]): Done {
  return Object.fromEntries(setupSteps.map((step) => [step, steps.includes(step)])) as Done;
}

/** Runs the machine and remembers what it wanted to keep. */
function guide(input: { step?: SetupStep | null; skipped?: SetupStep[]; done?: Done } = {}) {
  const kept: { step: SetupStep | null; skipped: readonly SetupStep[] }[] = [];
  const machine = setupMachine.provide({ actions: { keep: (_, params) => void kept.push(params) } });
  const actor = createActor(machine, { input: { step: null, skipped: [], done: done(), ...input } });
  actor.start();
  return { kept, send: (event: SetupEvent) => actor.send(event), step: () => actor.getSnapshot().value, skipped: () => actor.getSnapshot().context.skipped };
}

describe('the guide', () => {
  test('takes every transition that it has, from every step it can begin at', () => {
    const { states, transitions } = everythingIn(setupMachine);
    const taken = new Set<string>();
    const entered = new Set<string>();
    for (const step of [null, ...setupSteps]) {
      const walked = walk(setupMachine, {
        input: { step, skipped: [], done: done() },
        events: () => [
          { type: 'facts.changed', done: done(...setupSteps) } as SetupEvent,
          { type: 'facts.changed', done: done() } as SetupEvent,
          { type: 'step.next' }, { type: 'step.back' }, { type: 'step.skip' }, { type: 'guide.closed' },
          ...setupSteps.map((each) => ({ type: 'step.chosen', step: each })),
        ],
        // What was skipped grows only: that some was is enough to tell two situations apart.
        identity: ({ context }) => [context.done.programme, context.skipped.length > 0],
      });
      for (const each of walked.taken) taken.add(each);
      for (const each of walked.states) entered.add(each);
    }
    // The way on from `starting` is taken before anybody can look: its ends are all that shows of it.
    const start = (id: string): boolean => id.startsWith('setup.starting');
    expect([...transitions].filter((each) => !taken.has(each) && !start(each))).toEqual([]);
    expect([...states].filter((each) => !entered.has(each) && !start(each))).toEqual([]);
  });

  test.each([null, ...setupSteps])('left at %s goes on there', (step) => {
    expect(guide({ step }).step()).toBe(step ?? 'programme');
  });

  test('without a place to go on begins at the first step that is neither done nor skipped', () => {
    expect(guide({ done: done('programme', 'workshop') }).step()).toBe('roster');
    expect(guide({ done: done('programme', 'workshop'), skipped: ['roster'] }).step()).toBe('agenda');
    expect(guide({ done: done(...setupSteps) }).step()).toBe('ready');
  });

  test('goes on only when a step is done; otherwise it must be skipped, which is kept', () => {
    const { send, step, kept, skipped } = guide();
    send({ type: 'step.next' });
    expect(step()).toBe('programme');
    send({ type: 'step.skip' });
    expect(step()).toBe('workshop');
    expect(kept.at(-1)).toEqual({ step: 'workshop', skipped: ['programme'] });
    send({ type: 'step.back' });
    send({ type: 'facts.changed', done: done('programme') });
    send({ type: 'step.next' });
    expect(skipped()).toEqual([]);
    expect(kept.at(-1)).toEqual({ step: 'workshop', skipped: [] });
  });

  test('any step can be gone to, and closing keeps that it is closed', () => {
    const { send, step, kept } = guide();
    for (const each of setupSteps) {
      send({ type: 'step.chosen', step: each });
      expect(step()).toBe(each);
    }
    send({ type: 'guide.closed' });
    expect(kept.at(-1)).toEqual({ step: null, skipped: [] });
  });
});
