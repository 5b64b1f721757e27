import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consentSeconds, kioskDelays } from '../../../renderer/kiosk/flow/kioskWaits';
import { everyState, settled, TestKiosk } from './kioskHarness';

/** One of each kind: all refusals are one kind to the machine. */
const answers = ['ok', 'ok', 'consent_missing', 'cancelled', 'store_unavailable'] as const;

/** Anything that can happen at a kiosk, in any order. */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('scan' as const), code: fc.constantFrom('A', 'B', 'C', '') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('answer' as const), code: fc.constantFrom(...answers) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), code: fc.constantFrom('store_unavailable', 'internal') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(10, 200, 1000, 2000, 4000, 8000, 30_000) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      type: fc.constantFrom('store.ready' as const, 'scan.retried' as const, 'consent.declined' as const, 'answer.dismissed' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      type: fc.constantFrom(
        'name.opened' as const, 'agenda.opened' as const, 'typing.opened' as const, 'staff.opened' as const, 'day.opened' as const,
        'visit.ended' as const, 'person.active' as const, 'scan.garbled' as const,
      ),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('open' as const), what: fc.constantFrom('walkIn' as const, 'help' as const, 'language' as const, 'certificate' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('agree' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
);

/** Longer than any screen may stay when nobody does anything. */
const patience = consentSeconds * 1000 + kioskDelays.unavailableShown + 62_000;

test('whatever happens, no scan is lost, no consent invented, and the kiosk comes back to waiting empty', async () => {
  const visited = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (story) => {
      let kiosk = new TestKiosk();
      let agreed = 0;
      const asked: TestKiosk['asked'] = [];
      const accepted = new Set<string>();
      const accept = (nonce: string): void => {
        const { scan, queue } = kiosk.context;
        if ([scan, ...queue].some((each) => each?.nonce === nonce)) accepted.add(nonce);
      };
      const leave = (): void => {
        asked.push(...kiosk.asked);
        for (const state of kiosk.visited) visited.add(state);
      };

      for (const step of story) {
        const before = kiosk.state;
        switch (step.do) {
          case 'scan':
            accept(kiosk.scan(step.code).nonce);
            break;
          case 'answer':
            await kiosk.answer(step.code);
            break;
          case 'fail':
            await kiosk.fail(step.code);
            break;
          case 'pass':
            for (let passed = 0; passed < step.ms; passed += 10) kiosk.pass(10);
            break;
          case 'send':
            kiosk.send({ type: step.type });
            break;
          case 'open':
            if (step.what === 'walkIn') kiosk.send({ type: 'walkIn.opened', nonce: 'w', today: '2025-09-24' });
            else if (step.what === 'help') kiosk.send({ type: 'help.opened', subject: 'scan' });
            else if (step.what === 'certificate') {
              kiosk.send({ type: 'day.opened' });
              kiosk.send({ type: 'certificate.opened' });
            } else kiosk.send({ type: 'language.chosen', language: 'ko' });
            break;
          case 'agree':
            if (before === 'answered.asking') agreed++;
            kiosk.agree();
            break;
          case 'reload':
            leave();
            kiosk = new TestKiosk(kiosk.remembered);
        }
        await settled();

        expect(everyState).toContain(kiosk.state);
        if (kiosk.state.startsWith('checking')) {
          // Never asks two things at once, and would find both again after a reload.
          expect(kiosk.open.at(-1)?.scan).toEqual(kiosk.context.scan);
          expect(kiosk.remembered[0]?.nonce).toBe(kiosk.context.scan?.nonce);
        }
        expect(kiosk.remembered.filter(({ nonce }) => kiosk.context.queue.some((waiting) => waiting.nonce === nonce))).toHaveLength(kiosk.context.queue.length);
        if (kiosk.state.startsWith('waiting')) {
          expect(kiosk.context).toMatchObject({ scan: null, answer: null, problem: null, queue: [] });
          expect(kiosk.remembered).toEqual([]);
        }
      }
      // Then everybody goes home, the store answers what is open, and the kiosk is ready for tomorrow.
      kiosk.send({ type: 'store.ready' });
      for (let rest = 0; rest < 50 && !kiosk.state.startsWith('waiting'); rest++) {
        while (kiosk.open.length > 0) await kiosk.answer('ok');
        for (let passed = 0; passed < patience; passed += 1000) kiosk.pass(1000);
        await settled();
      }
      expect(kiosk.state).toMatch(/^waiting/);
      expect(kiosk.remembered).toEqual([]);

      leave();
      const judged = new Set(asked.map(({ nonce }) => nonce));
      expect([...accepted].filter((nonce) => !judged.has(nonce))).toEqual([]);
      expect(asked.filter(({ code }) => code === '')).toEqual([]);
      expect(new Set(asked.filter(({ consent }) => consent).map(({ nonce }) => nonce)).size).toBeLessThanOrEqual(agreed);
    }),
    { numRuns: 1_500, seed: 20250924 },
  );
  expect([...visited].sort()).toEqual([...everyState].sort());
});
