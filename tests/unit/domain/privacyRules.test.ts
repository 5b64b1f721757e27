import { describe, expect, test } from 'vitest';
import type { EventOf } from '@shared/contract/events';
import type { AgendaSession } from '@shared/contract/values';
import { mayPhotograph, mayProcess } from '@shared/domain/consent';
import { foldRetention, retentionTerm } from '@shared/domain/retention';

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

describe('the time for keeping personal data', () => {
  const sessions = ['2025-09-24T09:00', '2025-09-25T09:00'].map((start) => ({ start }) as AgendaSession);
  const kept = (days: number | null, postponedTo: string | null = null) => ({ days, postponedTo, order: '1' });

  test('runs from the workshop’s last day, also over the end of a month and a year', () => {
    expect(retentionTerm(kept(30), sessions, '2025-10-20')).toEqual({ lastDay: '2025-09-25', dueOn: '2025-10-25', daysLeft: 5 });
    expect(retentionTerm(kept(0), sessions, '2025-09-25')).toMatchObject({ dueOn: '2025-09-25', daysLeft: 0 });
    expect(retentionTerm(kept(100), sessions, '2026-01-05')).toMatchObject({ dueOn: '2026-01-03', daysLeft: -2 });
  });

  test('is not there while nothing is decided, or there is no day to count from', () => {
    for (const retention of [null, kept(null)]) expect(retentionTerm(retention, sessions, '2025-10-20')).toMatchObject({ dueOn: null, daysLeft: null });
    expect(retentionTerm(kept(30), [], '2025-10-20')).toEqual({ lastDay: null, dueOn: null, daysLeft: null });
  });

  test('can be put off, and not brought forward by that', () => {
    expect(retentionTerm(kept(30, '2025-12-01'), sessions, '2025-10-20')).toMatchObject({ dueOn: '2025-12-01', daysLeft: 42 });
    expect(retentionTerm(kept(30, '2025-10-01'), sessions, '2025-10-20')).toMatchObject({ dueOn: '2025-10-25' });
  });

  test('is what the last decision says', () => {
    const event = (hlc: string, days: number) =>
      ({ hlc, device: 'K1AAAAAA', seq: 1, type: 'retention.set', data: { days, postponedTo: null, reason: null, by: { role: 'desk' } } }) as EventOf<'retention.set'>;
    const [first, second] = [event('0000000000001-0000', 10), event('0000000000002-0000', 20)];
    expect(foldRetention(foldRetention(null, first), second).days).toBe(20);
    expect(foldRetention(foldRetention(null, second), first).days).toBe(20);
  });
});
