import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { openItems, plannedDays, readiness, type ReadinessFacts, readinessNames } from '@shared/domain/readiness';
import type { Workshop } from '@shared/contract/values';

const seoul: Workshop = {
  id: 'seoul-2025', programme: 'Champions', name: 'Leadership', city: 'Seoul', timeZone: 'Asia/Seoul', ticketPrefix: 'SEL25',
  foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30,
};
const now = Date.parse('2025-09-23T09:00:00Z');

/** The evening before, with everything done. */
const evening: ReadinessFacts = {
  workshop: seoul, agendaDays: ['2025-09-24', '2025-09-25'], sessions: 12, people: 320, withoutTicket: 0, hasPin: true, kiosksOpen: 1,
  mirror: 'up_to_date', storeRunning: true, damagedLines: 0, freeMegabytes: 20_000, now, today: '2025-09-23', lastWrittenAt: now - 60_000,
  cameraSeenAt: '2025-09-23T08:00:00.000Z', scannerSeenAt: null, testPageAt: '2025-09-23T08:00:00.000Z', printers: 1,
  retention: { days: 30, term: { waiting: 0, reminder: null } },
};
const nothing: ReadinessFacts = {
  ...evening, workshop: null, agendaDays: [], sessions: 0, people: 0, hasPin: false, kiosksOpen: 0, mirror: 'none', lastWrittenAt: null,
  cameraSeenAt: null, testPageAt: null, printers: 0,
};

function item(name: (typeof readinessNames)[number], changes: Partial<ReadinessFacts>) {
  const found = readiness({ ...evening, ...changes }).find((each) => each.name === name);
  return found && [found.state, found.reason, found.remedy];
}

describe('ready for tomorrow', () => {
  test('with everything done, and nothing is left to say', () => {
    const items = readiness(evening);
    expect(items.map(({ name }) => name)).toEqual([...readinessNames]);
    expect(items.filter(({ state }) => state !== 'good')).toEqual([]);
    expect(openItems(items)).toBe(0);
  });

  test('not at the first start: what stands in the way is the workshop, its people, a reader and a PIN', () => {
    expect(readiness(nothing).filter(({ state }) => state === 'open').map(({ name }) => name)).toEqual(['workshop', 'roster', 'reader', 'pin']);
  });

  test.each([
    ['workshop', { workshop: null }, ['open', 'missing', 'workshop']],
    ['workshop', { workshop: { ...seoul, city: ' ' } }, ['open', 'nowhere', 'workshop']],
    ['workshop', { agendaDays: [], sessions: 0 }, ['open', 'undated', 'workshop']],
    ['workshop', { agendaDays: [], sessions: 0, workshop: { ...seoul, firstDay: '2025-09-24' } }, ['good', 'good', null]],
    ['agenda', { agendaDays: [], sessions: 0 }, ['advice', 'missing', 'agenda']],
    ['agenda', { workshop: { ...seoul, firstDay: '2025-09-25', lastDay: '2025-09-26' } }, ['open', 'otherDays', 'agenda']],
    ['agenda', { workshop: { ...seoul, firstDay: '2025-09-24', lastDay: '2025-09-25' } }, ['good', 'good', null]],
    ['tickets', { withoutTicket: 320 }, ['open', 'none', 'tickets']],
    ['tickets', { withoutTicket: 1 }, ['advice', 'some', 'tickets']],
    ['reader', { cameraSeenAt: null }, ['open', 'untried', 'hardware']],
    ['reader', { cameraSeenAt: null, scannerSeenAt: '2025-09-23T08:00:00.000Z' }, ['good', 'good', null]],
    ['station', { kiosksOpen: 0 }, ['advice', 'none', 'station']],
    ['disk', { freeMegabytes: 499 }, ['open', 'full', null]],
    ['disk', { freeMegabytes: null }, ['advice', 'unknown', 'hardware']],
    ['clock', { lastWrittenAt: now + 60_001 }, ['open', 'behind', null]],
    ['clock', { lastWrittenAt: now + 60_000 }, ['good', 'good', null]],
    ['clock', { today: '2025-09-22' }, ['advice', 'early', null]],
    ['clock', { today: '2025-09-26' }, ['good', 'good', null]],
    ['clock', { today: '2025-09-27' }, ['advice', 'past', null]],
    ['store', { storeRunning: false }, ['open', 'stopped', null]],
    ['store', { damagedLines: 2 }, ['advice', 'damaged', null]],
    ['mirror', { mirror: 'none' }, ['advice', 'none', 'mirror']],
    ['mirror', { mirror: 'behind' }, ['advice', 'behind', null]],
    ['mirror', { mirror: 'lost' }, ['open', 'lost', 'mirror']],
    ['printer', { printers: 0 }, ['advice', 'none', 'hardware']],
    ['printer', { testPageAt: null }, ['advice', 'untried', 'hardware']],
    ['retention', { retention: { days: null, term: { waiting: 4, reminder: null } } }, ['advice', 'endless', 'privacy']],
    ['retention', { retention: { days: 30, term: { waiting: 4, reminder: 'waiting' } } }, ['advice', 'waiting', 'headquarters']],
    ['retention', { retention: { days: 30, term: { waiting: 4, reminder: null } } }, ['good', 'good', null]],
    ['retention', { retention: { days: 30, term: { waiting: 0, reminder: 'due' } } }, ['advice', 'due', null]],
    ['retention', { retention: null }, undefined],
  ] as const)('%s, with %o', (name, changes, expected) => {
    expect(item(name, changes as Partial<ReadinessFacts>)).toEqual(expected);
  });

  test('an item never gets worse by having done more', () => {
    const rank = { open: 0, advice: 1, good: 2 } as const;
    fc.assert(fc.property(fc.record({ hasPin: fc.boolean(), kiosksOpen: fc.nat(3), people: fc.nat(400), printers: fc.nat(2), mirror: fc.constantFrom('none', 'up_to_date', 'behind', 'lost') }), (some) => {
      const before = readiness({ ...nothing, ...some } as ReadinessFacts);
      const after = readiness({ ...evening, ...some, hasPin: true } as ReadinessFacts);
      for (const [index, one] of before.entries()) expect(rank[after[index]!.state], one.name).toBeGreaterThanOrEqual(rank[one.state]);
    }));
  });
});

describe('the planned days', () => {
  test('are the agenda’s, or all from the first to the last', () => {
    expect(plannedDays(seoul, ['2025-09-25', '2025-09-24'])).toEqual(['2025-09-24', '2025-09-25']);
    expect(plannedDays({ ...seoul, firstDay: '2025-02-27', lastDay: '2025-03-01' }, [])).toEqual(['2025-02-27', '2025-02-28', '2025-03-01']);
    expect(plannedDays({ ...seoul, firstDay: '2025-09-25', lastDay: '2025-09-24' }, [])).toEqual([]);
    expect(plannedDays(null, [])).toEqual([]);
  });
});
