import { describe, expect, test } from 'vitest';
import type { EventOf } from '@shared/contract/events';
import type { SyncReach } from '@shared/contract/syncState';
import { mayPhotograph, mayProcess } from '@shared/domain/consent';
import { addDays, localDateAt } from '@shared/domain/calendar';
import { earliestTerm, foldRetention, type RetentionFacts, retentionTerm } from '@shared/domain/retention';
import fc from 'fast-check';

describe('consents', () => {
  test('are given in so many words, each for itself, and are gone with the person', () => {
    for (const data of [true, false, null]) {
      for (const photo of [true, false, null]) {
        const consents = { data, photo };
        expect(mayProcess({ consents })).toBe(data === true);
        expect(mayPhotograph({ consents, erased: null })).toBe(photo === true);
        expect([mayProcess({ consents, erased: {} }), mayPhotograph({ consents, erased: {} })]).toEqual([false, false]);
      }
    }
  });
});

const kept = (days: number | null, postponedTo: string | null = null) => ({ days, postponedTo, order: '1' });

describe('the time for keeping personal data', () => {
  const facts: RetentionFacts = { days: 30, postponedTo: null, lastDay: '2025-09-25', today: '2025-10-20', timeZone: 'Asia/Seoul', people: 320 };
  const term = (changes: Partial<RetentionFacts>, reach: SyncReach | null) => retentionTerm({ ...facts, ...changes }, reach);
  const reached = (since: string): SyncReach => ({ waiting: 0, since });

  test('runs from the day at the venue on which everything had reached headquarters, also over the end of a month and a year', () => {
    expect(term({}, reached('2025-09-28T15:00:00.000Z'))).toEqual({ standing: 'reached', waiting: 0, reachedOn: '2025-09-29', dueOn: '2025-10-29', daysLeft: 9, reminder: null });
    expect(term({ days: 0 }, reached('2025-10-20T10:00:00.000Z'))).toMatchObject({ dueOn: '2025-10-20', daysLeft: 0, reminder: 'due' });
    expect(term({ days: 100, today: '2026-01-07' }, reached('2025-09-27T10:00:00.000Z'))).toMatchObject({ dueOn: '2026-01-05', daysLeft: -2, reminder: 'due' });
  });

  test('is open as long as something has not reached it: after the workshop the desk reminds of that', () => {
    expect(term({}, { waiting: 4, since: null })).toEqual({ standing: 'waiting', waiting: 4, reachedOn: null, dueOn: null, daysLeft: null, reminder: 'waiting' });
    expect(term({ today: '2025-09-25' }, { waiting: 4, since: null })).toMatchObject({ standing: 'waiting', reminder: null });
    expect(term({ people: 0 }, { waiting: 4, since: null })).toMatchObject({ standing: 'waiting', reminder: null });
  });

  test('runs from the workshop’s last day where that comes later, and where no headquarters is set up', () => {
    expect(term({}, reached('2025-08-01T10:00:00.000Z'))).toMatchObject({ standing: 'early', dueOn: '2025-10-25', daysLeft: 5, reminder: 'due' });
    expect(term({}, null)).toMatchObject({ standing: 'alone', reachedOn: null, dueOn: '2025-10-25', daysLeft: 5, reminder: 'due' });
  });

  test('is not there while nothing is decided, or there is no day to count from', () => {
    for (const reach of [null, reached('2025-09-28T10:00:00.000Z')]) {
      expect(term({ days: null }, reach)).toMatchObject({ standing: 'kept', dueOn: null, daysLeft: null, reminder: null });
      expect(term({ lastDay: null }, reach)).toMatchObject({ standing: 'undated', dueOn: null, daysLeft: null, reminder: null });
    }
  });

  test('can be put off, and not brought forward by that', () => {
    expect(term({ postponedTo: '2025-12-01' }, null)).toMatchObject({ dueOn: '2025-12-01', daysLeft: 42 });
    expect(term({ postponedTo: '2025-10-01' }, null)).toMatchObject({ dueOn: '2025-10-25' });
    expect([earliestTerm(kept(30, '2025-12-01'), '2025-09-25'), earliestTerm(kept(30), '2025-09-25'), earliestTerm(kept(null), '2025-09-25'), earliestTerm(kept(30), null), earliestTerm(null, '2025-09-25')]).toEqual(['2025-12-01', '2025-10-25', null, null, null]);
  });

  const date = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2024-01-01', days));
  const instant = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2028-01-01') }).map((ms) => new Date(ms).toISOString());
  const anyFacts: fc.Arbitrary<RetentionFacts> = fc.record({
    days: fc.option(fc.nat(400)), postponedTo: fc.option(date), lastDay: fc.option(date), today: date, timeZone: fc.constantFrom('UTC', 'Asia/Seoul', 'America/St_Johns', 'Pacific/Kiritimati'), people: fc.nat(3),
  });
  const everything = instant.map(reached);

  test('nothing is ever due before everything has reached headquarters', () => {
    fc.assert(fc.property(anyFacts, fc.integer({ min: 1, max: 1e6 }), (some, waiting) => {
      const { dueOn, daysLeft, reminder } = retentionTerm(some, { waiting, since: null });
      expect([dueOn, daysLeft, reminder === 'due']).toEqual([null, null, false]);
    }));
  });

  test('a term has its whole days behind the exchange and behind the last day, and is no later than one of its three reasons', () => {
    fc.assert(fc.property(anyFacts, everything, (some, reach) => {
      const { dueOn, daysLeft } = retentionTerm(some, reach);
      const { days, lastDay, postponedTo } = some;
      if (days === null || lastDay === null) {
        expect(dueOn).toBeNull();
        return;
      }
      const reasons = [addDays(localDateAt(reach.since as string, some.timeZone), days), addDays(lastDay, days), ...(postponedTo === null ? [] : [postponedTo])];
      expect(dueOn).toBe(reasons.sort().at(-1));
      expect(addDays(some.today, daysLeft as number)).toBe(dueOn);
    }));
  });

  test('what reaches headquarters later brings no term forward, and neither do more days', () => {
    fc.assert(fc.property(anyFacts, everything, everything, fc.nat(50), (some, one, other, more) => {
      const [first, second] = [one, other].sort((a, b) => ((a.since as string) < (b.since as string) ? -1 : 1)) as [SyncReach, SyncReach];
      const due = (of: RetentionFacts, reach: SyncReach): string => retentionTerm(of, reach).dueOn ?? '';
      expect(due(some, first) <= due(some, second)).toBe(true);
      if (some.days !== null) expect(due(some, first) <= due({ ...some, days: some.days + more }, first)).toBe(true);
    }));
  });

  test('no venue’s term is before what headquarters says is the earliest', () => {
    fc.assert(fc.property(anyFacts, fc.option(everything), (some, reach) => {
      const { dueOn } = retentionTerm(some, reach);
      const earliest = earliestTerm({ ...some, order: '1' }, some.lastDay);
      expect(dueOn === null).toBe(earliest === null);
      expect((dueOn ?? '') >= (earliest ?? '')).toBe(true);
    }));
  });

  test('is what the last decision says', () => {
    const event = (hlc: string, days: number) =>
      ({ hlc, device: 'K1AAAAAA', seq: 1, type: 'retention.set', data: { days, postponedTo: null, reason: null, by: { role: 'desk' } } }) as EventOf<'retention.set'>;
    const [first, second] = [event('0000000000001-0000', 10), event('0000000000002-0000', 20)];
    expect(foldRetention(foldRetention(null, first), second).days).toBe(20);
    expect(foldRetention(foldRetention(null, second), first).days).toBe(20);
  });
});
