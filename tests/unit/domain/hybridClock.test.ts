import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterReceiving, believedAhead, type HybridTime, millisecondsOf, nextHybridTime } from '../../../shared/domain/hybridClock';

const clock = fc.oneof(fc.integer({ min: 0, max: 9_000_000_000_000 }), fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_000 + 3 * believedAhead }));
const time: fc.Arbitrary<HybridTime> = fc
  .tuple(clock, fc.oneof(fc.constantFrom(0, 0xffff), fc.integer({ min: 0, max: 0xffff })))
  .map(([milliseconds, counter]) => `${String(milliseconds).padStart(13, '0')}-${counter.toString(16).padStart(4, '0')}`);
const last = fc.option(time);

test('what comes in moves the time on, never back, and never more than a day ahead of the clock here', () => {
  fc.assert(fc.property(last, time, clock, (before, received, now) => {
    const after = afterReceiving(before, received, now);
    expect([before, received]).toContain(after);
    if (before !== null) expect(after! >= before).toBe(true);
    const latest = Math.max(now + believedAhead, before === null ? 0 : millisecondsOf(before));
    if (after !== null) expect(millisecondsOf(after)).toBeLessThanOrEqual(latest);
    if (millisecondsOf(received) <= now + believedAhead) expect(after! >= received).toBe(true);
    expect(afterReceiving(after, received, now)).toBe(after);
  }), { numRuns: 2_000 });
});

test('the next event here is later than all that was believed, in whatever order it came', () => {
  fc.assert(fc.property(last, fc.array(time, { maxLength: 8 }), clock, fc.func(fc.nat()), (before, received, now, rank) => {
    const after = (times: HybridTime[]): HybridTime | null => times.reduce<HybridTime | null>((each, one) => afterReceiving(each, one, now), before);
    const next = nextHybridTime(after(received), now);
    expect(next).toBe(nextHybridTime(after([...received].sort((a, b) => rank(a) - rank(b))), now));
    expect(next).toMatch(/^\d{13}-[0-9a-f]{4}$/);
    for (const each of received) if (millisecondsOf(each) <= now + believedAhead) expect(next > each).toBe(true);
    if (before !== null) expect(next > before).toBe(true);
  }), { numRuns: 1_000 });
});
