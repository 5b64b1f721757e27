import { beforeEach, describe, expect, test } from 'vitest';
import { scanAnswerCodes } from '../../../shared/contract/answers';
import { consentSeconds, doubleReading, kioskDelays } from '../../../renderer/kiosk/flow/kioskWaits';
import { TestKiosk } from './kioskHarness';

let kiosk: TestKiosk;
beforeEach(() => {
  kiosk = new TestKiosk();
  kiosk.send({ type: 'store.ready' });
});

const refusals = scanAnswerCodes.filter((code) => !['ok', 'consent_missing', 'store_unavailable'].includes(code));

describe('a scan', () => {
  test('ok: welcomed, then their day, and back to waiting after twenty seconds', async () => {
    kiosk.scan('SEL25-1');
    expect(kiosk.state).toBe('checking.brief');
    await kiosk.answer('ok');
    expect(kiosk.state).toBe('answered.ok');
    kiosk.pass(kioskDelays.welcomeAfter - 1);
    expect(kiosk.state).toBe('answered.ok');
    kiosk.pass(1);
    expect(kiosk.state).toBe('visiting.welcome');
    kiosk.pass(kioskDelays.dayShown - 1);
    kiosk.send({ type: 'person.active' });
    kiosk.pass(kioskDelays.dayShown - 1);
    expect(kiosk.state).toBe('visiting.welcome');
    kiosk.pass(1);
    expect(kiosk.state).toBe('waiting.idle');
    expect(kioskDelays.dayShown).toBe(20_000);
  });

  test('ok at a session’s door: welcomed, and back to waiting after four seconds', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('ok', { target: 'session:S04' });
    kiosk.pass(kioskDelays.okShown - 1);
    expect(kiosk.state).toBe('answered.ok');
    kiosk.pass(1);
    expect(kiosk.state).toBe('waiting.idle');
    expect(kioskDelays.okShown).toBe(4000);
  });

  test.each(refusals)('%s: told, and back to waiting after eight seconds', async (code) => {
    kiosk.scan('SEL25-1');
    await kiosk.answer(code);
    expect(kiosk.state).toBe('answered.refused');
    expect(kiosk.context.answer?.answer).toBe(code);
    kiosk.pass(kioskDelays.refusalShown);
    expect(kiosk.state).toBe('waiting.idle');
    expect(kioskDelays.refusalShown).toBe(8000);
  });

  test('that takes long shows that it is being checked', () => {
    kiosk.scan('SEL25-1');
    kiosk.pass(kioskDelays.noticeable - 1);
    expect(kiosk.state).toBe('checking.brief');
    kiosk.pass(1);
    expect(kiosk.state).toBe('checking.noticed');
  });

  test('of nothing is a gentle hint, and asks nobody', () => {
    kiosk.scan(' ');
    expect(kiosk.state).toBe('waiting.hinted');
    kiosk.pass(kioskDelays.hintShown - 1);
    kiosk.scan('');
    kiosk.pass(kioskDelays.hintShown - 1);
    expect(kiosk.state).toBe('waiting.hinted');
    kiosk.pass(1);
    expect(kiosk.state).toBe('waiting.idle');
    expect(kiosk.asked).toEqual([]);
  });

  test('of nothing changes no other screen', async () => {
    kiosk.scan('SEL25-1');
    kiosk.scan('');
    expect(kiosk.state).toBe('checking.brief');
    await kiosk.answer('ok');
    kiosk.scan('');
    expect(kiosk.state).toBe('answered.ok');
    const starting = new TestKiosk();
    starting.scan('');
    expect(starting.state).toBe('starting');
  });

  test('during an answer is judged at once', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('cancelled');
    kiosk.scan('SEL25-2');
    expect(kiosk.state).toBe('checking.brief');
    expect(kiosk.asked.map(({ code }) => code)).toEqual(['SEL25-1', 'SEL25-2']);
    await kiosk.answer('ok');
    expect(kiosk.state).toBe('answered.ok');
  });

  test('the old answer’s time does not end the new one', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('ok');
    kiosk.pass(kioskDelays.okShown - 10);
    kiosk.scan('SEL25-2');
    await kiosk.answer('ok');
    kiosk.pass(20);
    expect(kiosk.state).toBe('answered.ok');
  });

  test('read twice by a scanner that still sees the ticket stays welcomed; later it is a scan', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('ok');
    kiosk.pass(doubleReading - 1);
    kiosk.scan('SEL25-1');
    expect(kiosk.state).toBe('answered.ok');
    expect(kiosk.asked).toHaveLength(1);
    kiosk.pass(1);
    kiosk.scan('SEL25-1');
    expect(kiosk.state).toBe('checking.brief');
  });

  test('of a refused ticket is judged again at once', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('too_early');
    kiosk.scan('SEL25-1');
    expect(kiosk.asked).toHaveLength(2);
    expect(kiosk.asked[1]?.nonce).not.toBe(kiosk.asked[0]?.nonce);
  });

  test('of somebody else while one is being checked waits its turn, and the first one sees its answer', async () => {
    kiosk.scan('SEL25-1');
    kiosk.scan('SEL25-2');
    kiosk.scan('SEL25-2');
    kiosk.scan('SEL25-1');
    expect(kiosk.asked.map(({ code }) => code)).toEqual(['SEL25-1']);
    await kiosk.answer('ok');
    expect(kiosk.state).toBe('answered.ok');
    kiosk.pass(kioskDelays.handover);
    expect(kiosk.state).toBe('checking.brief');
    expect(kiosk.asked.map(({ code }) => code)).toEqual(['SEL25-1', 'SEL25-2']);
    await kiosk.answer('ok');
    kiosk.pass(kioskDelays.okShown);
    expect(kiosk.state).toBe('visiting.welcome');
    kiosk.send({ type: 'visit.ended' });
    expect(kiosk.state).toBe('waiting.idle');
  });

  test('dismissed goes back at once', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('ambiguous');
    kiosk.send({ type: 'answer.dismissed' });
    expect(kiosk.state).toBe('waiting.idle');
  });
});

describe('the question for consent', () => {
  beforeEach(async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('consent_missing');
  });

  test('yes: the scan is judged again, as a new one that carries the consent', async () => {
    expect(kiosk.state).toBe('answered.asking');
    kiosk.agree();
    expect(kiosk.asked[1]).toMatchObject({ code: 'SEL25-1', consent: true });
    expect(kiosk.asked[1]?.nonce).not.toBe(kiosk.asked[0]?.nonce);
    await kiosk.answer('ok');
    expect(kiosk.state).toBe('answered.ok');
  });

  test('no: says what that means, and goes back', () => {
    kiosk.send({ type: 'consent.declined' });
    expect(kiosk.state).toBe('answered.declined');
    expect(kiosk.asked).toHaveLength(1);
    kiosk.pass(kioskDelays.refusalShown);
    expect(kiosk.state).toBe('waiting.idle');
  });

  test('nobody answers: counts down and closes', () => {
    expect(kiosk.context.secondsLeft).toBe(consentSeconds);
    kiosk.pass(1000);
    expect(kiosk.context.secondsLeft).toBe(consentSeconds - 1);
    for (let second = 2; second < consentSeconds; second++) kiosk.pass(1000);
    expect(kiosk.state).toBe('answered.asking');
    expect(kiosk.context.secondsLeft).toBe(1);
    kiosk.pass(1000);
    expect(kiosk.state).toBe('waiting.idle');
    expect(kiosk.context.secondsLeft).toBe(0);
  });

  test('somebody else scans: their scan is judged, and this consent is not given', () => {
    kiosk.scan('SEL25-2');
    expect(kiosk.asked[1]).toMatchObject({ code: 'SEL25-2' });
    expect(kiosk.asked[1]).not.toHaveProperty('consent');
  });

  test('is not taken away by a scan that already waits', async () => {
    const other = new TestKiosk();
    other.scan('SEL25-1');
    other.scan('SEL25-2');
    await other.answer('consent_missing');
    other.pass(kioskDelays.handover);
    expect(other.state).toBe('answered.asking');
    other.agree();
    await other.answer('ok');
    other.pass(kioskDelays.handover);
    expect(other.asked.map(({ code, consent }) => `${code} ${consent ?? ''}`)).toEqual(['SEL25-1 ', 'SEL25-1 true', 'SEL25-2 ']);
  });
});

describe('without the store', () => {
  test('an error is told, and tried again under the same nonce', async () => {
    const scan = kiosk.scan('SEL25-1');
    await kiosk.fail();
    expect(kiosk.state).toBe('answered.unavailable');
    expect(kiosk.context.problem).toMatchObject({ code: 'store_unavailable', answer: null });
    kiosk.send({ type: 'scan.retried' });
    expect(kiosk.asked.map(({ nonce }) => nonce)).toEqual([scan.nonce, scan.nonce]);
    await kiosk.answer('ok');
    expect(kiosk.state).toBe('answered.ok');
  });

  test('the same ticket scanned again is the same scan; another ticket is another', async () => {
    const scan = kiosk.scan('SEL25-1');
    await kiosk.fail();
    kiosk.scan('SEL25-1');
    expect(kiosk.asked[1]?.nonce).toBe(scan.nonce);
    await kiosk.fail();
    kiosk.scan('SEL25-2');
    expect(kiosk.asked[2]?.code).toBe('SEL25-2');
  });

  test('it comes back: the scan is judged by itself', async () => {
    const scan = kiosk.scan('SEL25-1');
    await kiosk.answer('store_unavailable');
    expect(kiosk.state).toBe('answered.unavailable');
    expect(kiosk.context.problem?.answer?.answer).toBe('store_unavailable');
    kiosk.send({ type: 'store.ready' });
    expect(kiosk.asked[1]?.nonce).toBe(scan.nonce);
  });

  test.each(['not_configured', 'unknown_target', 'internal'])('%s is told too', async (code) => {
    kiosk.scan('SEL25-1');
    await kiosk.fail(code);
    expect(kiosk.state).toBe('answered.unavailable');
    expect(kiosk.context.problem?.code).toBe(code);
  });

  test('after a while the person has gone, and so has their scan', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.fail();
    kiosk.pass(kioskDelays.unavailableShown);
    expect(kiosk.state).toBe('waiting.idle');
    kiosk.send({ type: 'store.ready' });
    expect(kiosk.asked).toHaveLength(1);
  });
});

describe('a reload', () => {
  const kept = { code: 'SEL25-1', nonce: 'kept', at: '2025-09-24T00:00:00.000Z' };

  test('amid a scan: it is kept, and judged again under its nonce with its time', async () => {
    kiosk.scan('SEL25-1');
    kiosk.scan('SEL25-2');
    const again = new TestKiosk(kiosk.remembered);
    expect(again.state).toBe('checking.brief');
    expect(again.asked[0]).toMatchObject({ code: 'SEL25-1', nonce: kiosk.asked[0]?.nonce, at: kiosk.asked[0]?.at, resumed: true });
    await again.answer('ok');
    again.pass(kioskDelays.handover);
    expect(again.asked[1]).toMatchObject({ code: 'SEL25-2', resumed: true });
  });

  test('amid a consent keeps the consent', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.answer('consent_missing');
    kiosk.agree();
    expect(kiosk.remembered).toMatchObject([{ code: 'SEL25-1', consent: true }]);
  });

  test('while a scan has no answer for want of a store keeps it', async () => {
    kiosk.scan('SEL25-1');
    await kiosk.fail();
    expect(kiosk.remembered).toMatchObject([{ code: 'SEL25-1' }]);
  });

  test('after the answer, or in waiting, finds nothing', async () => {
    kiosk.scan('SEL25-1');
    expect(kiosk.remembered).toHaveLength(1);
    await kiosk.answer('already_checked_in');
    expect(kiosk.remembered).toEqual([]);
    const again = new TestKiosk(kiosk.remembered);
    expect(again.state).toBe('starting');
  });

  test('with a scan kept: the kiosk begins with it, store or not', () => {
    const again = new TestKiosk([kept]);
    expect(again.asked).toMatchObject([{ nonce: 'kept', resumed: true }]);
    expect(again.remembered).toMatchObject([{ nonce: 'kept' }]);
  });

  test('a scan before the store is ready is taken', () => {
    const early = new TestKiosk();
    early.scan('SEL25-1');
    expect(early.state).toBe('checking.brief');
  });
});
