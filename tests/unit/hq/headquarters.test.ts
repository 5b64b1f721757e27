import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import type { HqWorkshop } from '@shared/contract/hqQueries';
import { voidsOf } from '@shared/domain/answerExceptions';
import { addNumber, countOfRanges, gapsOf, type Range } from '@shared/domain/ranges';
import { added, dayCounts, devicesOf, exceptionsOf, groupsOf, isLive, noFigures, recentArrivals, sessionCounts, steadyFigures } from '@shared/domain/hq/figures';
import { emptyHq, foldHq, type HqState } from '@shared/domain/hq/headquarters';
import { attendeeOfLight, lightText, SharedWords } from '@shared/domain/hq/lightRecord';
import { doublesOf } from '@shared/domain/hq/workshopRecord';
import { keptIdOf, personOf } from '@shared/domain/merge';
import { foldAll } from '@shared/domain/state';
import { visitsOf } from '@shared/domain/visits';
import { PackedPeople } from '../../../renderer/store/hq/packedPeople';
import { eventSets } from '../domain/events';

/** The events of one workshop as if they were of another. */
function moved(events: readonly JournalEvent[], workshop: string): JournalEvent[] {
  return events.map((event) => JSON.parse(JSON.stringify({ ...event, workshop }).replaceAll('"w/', `"${workshop}/`)) as JournalEvent);
}

const venues = fc.tuple(eventSets, eventSets).map(([athens, seoul]) => [...moved(athens, 'athens'), ...moved(seoul, 'seoul')]);
const shuffled = venues.chain((events) => fc.shuffledSubarray(events, { minLength: events.length }).map((other) => ({ events, other })));

function folded(events: readonly JournalEvent[], state: HqState = emptyHq()): HqState {
  for (const event of events) foldHq(state, event);
  return state;
}

function packed(): HqState {
  const people = new PackedPeople();
  return emptyHq((workshop) => people.shelfOf(workshop));
}

/** Everything headquarters shows of some events. */
function shown(state: HqState): unknown {
  return [...state.workshops.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((record) => ({
      figures: steadyFigures(record, () => null),
      recent: recentArrivals(record, Date.parse('2025-09-24T00:05:00.000Z')),
      days: dayCounts(record),
      sessions: sessionCounts(record),
      devices: devicesOf(record),
      exceptions: exceptionsOf(record),
      retention: record.state.retention,
    }));
}

describe('what headquarters sees', () => {
  test('does not depend on the order in which events arrive', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      expect(shown(folded(other))).toEqual(shown(folded(events)));
    }), { numRuns: 400 });
  });

  test('of events that arrive twice is the same', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      expect(shown(folded([...events, ...other]))).toEqual(shown(folded(events)));
    }), { numRuns: 300 });
  });

  test('is the same with people in packed memory', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      expect(shown(folded(other, packed()))).toEqual(shown(folded(events)));
    }), { numRuns: 300 });
  });

  test('counts people as a count from nothing would', () => {
    fc.assert(fc.property(venues, (events) => {
      for (const [id, { arrived, certificates, printed, doubles, walkIns }] of folded(events).workshops) {
        const { people } = foldAll(events.filter(({ workshop }) => workshop === id));
        const persons = [...people.values()].filter((each) => keptIdOf(people, each.id) === each.id).map((each) => personOf(people, each));
        const came = persons.filter((each) => visitsOf(each).some(({ voided, duplicate }) => !voided && !duplicate));
        const good = persons.flatMap((each) => each.certificates ?? []).filter(({ issued, revoked }) => issued && !revoked);
        expect({ arrived, certificates, printed, walkIns: walkIns.size }).toEqual({ arrived: came.length, certificates: good.length, printed: good.filter(({ prints }) => prints.length > 0).length, walkIns: 0 });
        expect([...doubles].sort()).toEqual(persons.filter((each) => visitsOf(each).some(({ duplicate }) => duplicate)).map((each) => each.id).sort());
      }
    }));
  });

  test('keeps an event of a newer application in its chain and nothing else of it', () => {
    const event = { id: 'x/K1AAAAAA/0000000003', workshop: 'x', device: 'K1AAAAAA', seq: 3, hlc: '0000000000009-0000', at: '', type: 'attendee.registered', v: 2, prev: 'h', data: { people: [] } };
    const record = folded([event as unknown as JournalEvent]).workshops.get('x')!;
    expect(devicesOf(record)).toMatchObject([{ events: 1, lastSeq: 3, gaps: [[1, 2]], missing: 2, lastAt: '1970-01-01T00:00:00.009Z' }]);
    expect(steadyFigures(record, () => null)).toMatchObject({ expected: 0, missing: 2, city: '', year: null });
  });
});

test('an exception that two devices answer is answered once and settled everywhere, in whatever order their answers come', () => {
  const at = '2025-09-25T00:00:00.000Z';
  let answered = 0;
  fc.assert(fc.property(eventSets.chain((events) => fc.record({ events: fc.constant(events), pick: fc.nat(), order: fc.infiniteStream(fc.nat()) })), ({ events, pick, order }) => {
    const before = folded(events).workshops.get('w');
    const open = before ? exceptionsOf(before) : [];
    const one = open[pick % Math.max(1, open.length)];
    if (!before || !one) return;
    answered += 1;
    const answer = (action: 'voided' | 'kept', role: 'desk' | 'hq'): DraftEvent[] => [
      ...(action === 'voided' ? voidsOf(one.eventIds, doublesOf(before), { at, note: 'seen twice', role }) : []),
      { type: 'sync.exceptionAnswered', at, data: { eventIds: one.eventIds, note: '', action, by: { role } } },
    ];
    const written = (device: string, drafts: DraftEvent[]): JournalEvent[] =>
      drafts.map((draft, index) => ({ id: `w/${device}/${String(index + 1).padStart(10, '0')}`, workshop: 'w', device, seq: index + 1, hlc: `000000000010${index}-0000`, v: 1, prev: '', ...draft }) as JournalEvent);
    const all = [...events, ...written('K8HHHHHH', answer('voided', 'hq')), ...written('K9DDDDDD', answer('kept', 'desk'))];
    const mixed = all.map((event) => ({ event, rank: order.next().value as number })).sort((a, b) => a.rank - b.rank).map(({ event }) => event);
    const after = folded(mixed).workshops.get('w')!;
    expect(exceptionsOf(after).map(({ eventIds }) => eventIds)).toEqual(open.filter((each) => each !== one).map(({ eventIds }) => eventIds));
    // Whoever was there twice is there once.
    expect(after.arrived).toBe(before.arrived);
    if (one.kind === 'duplicate') {
      const person = after.state.attendees.get(one.registrationId!)!;
      const voided = [...visitsOf(personOf(after.state.attendees, person))].filter(({ eventId }) => one.eventIds.includes(eventId));
      expect(voided.map((visit) => visit.voided)).toEqual([true]);
    }
  }), { numRuns: 2_000 });
  expect(answered).toBeGreaterThan(100);
});

test('to void a check-in a reason is needed', () => {
  expect(() => voidsOf(['w/K1AAAAAA/0000000001'], [], { at: '', note: ' a ', role: 'hq' })).toThrow('reason');
});

describe('a device’s chain', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 80 });

  test('has every number once, in ranges that do not touch, and the gaps are the rest', () => {
    fc.assert(fc.property(numbers, (all) => {
      const ranges: Range[] = [];
      for (const each of all) addNumber(ranges, each);
      const held = new Set(all);
      const list = (some: readonly Range[]): number[] => some.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
      expect(list(ranges)).toEqual([...held].sort((a, b) => a - b));
      for (const [index, [first]] of ranges.entries()) if (index > 0) expect(first).toBeGreaterThan((ranges[index - 1] as Range)[1] + 1);
      const last = Math.max(0, ...held);
      expect(list(gapsOf(ranges))).toEqual(Array.from({ length: last }, (_, index) => index + 1).filter((each) => !held.has(each)));
      expect(countOfRanges(ranges)).toBe(held.size);
    }), { numRuns: 1_000 });
  });

  test('says which events are missing', () => {
    const ranges: Range[] = [];
    for (let seq = 1; seq <= 600; seq++) if (seq < 512 || seq > 530) addNumber(ranges, seq);
    expect(gapsOf(ranges)).toEqual([[512, 530]]);
  });
});

test('a light record is the attendee that it was made of', () => {
  fc.assert(fc.property(eventSets, (events) => {
    const words = new SharedWords();
    const { people } = foldAll(events);
    for (const attendee of people.values()) {
      expect(attendeeOfLight(lightText(attendee, 'w', words), 'w', words)).toEqual(attendee);
      // Of another workshop than it says, it is kept as it is.
      expect(attendeeOfLight(lightText(attendee, 'elsewhere', words), 'elsewhere', words)).toEqual(attendee);
    }
  }), { numRuns: 300 });
});

describe('figures', () => {
  const base: HqWorkshop = {
    id: 'a', name: 'A', city: 'Athens', timeZone: 'Europe/Athens', year: 2025, firstDay: '2025-09-24', lastDay: '2025-09-25', place: null, live: false,
    ...noFigures, expected: 10, arrived: 4, cancelled: 0, recent: 0, devices: 1, missing: 0, lastAt: null,
  };

  test('of cities and years are the sums of their workshops', () => {
    const some = [base, { ...base, id: 'b', year: 2026, arrived: 5, live: true, place: { latitude: 38, longitude: 24 } }, { ...base, id: 'c', city: 'Milan' }, { ...base, id: 'd', city: '', year: null }];
    expect(groupsOf(some, 'city')).toMatchObject([{ key: 'Athens', workshops: 2, live: 1, expected: 20, arrived: 9, place: { latitude: 38 } }, { key: 'Milan', workshops: 1, place: null }]);
    expect(groupsOf(some, 'year').map(({ key, workshops, arrived }) => [key, workshops, arrived])).toEqual([['2026', 1, 5], ['2025', 2, 8]]);
    expect(some.reduce(added, { workshops: 0, live: 0, ...noFigures })).toMatchObject({ workshops: 4, live: 1, expected: 40 });
  });

  test('a workshop is live by its own clock', () => {
    expect(isLive(base, '2025-09-23T20:59:00.000Z')).toBe(false);
    expect(isLive(base, '2025-09-23T21:01:00.000Z')).toBe(true);
    expect(isLive(base, '2025-09-25T20:59:00.000Z')).toBe(true);
    expect(isLive(base, '2025-09-25T21:01:00.000Z')).toBe(false);
    expect(isLive({ ...base, firstDay: null }, '2025-09-24T12:00:00.000Z')).toBe(false);
  });

  test('recent arrivals are those of the last quarter of an hour, each person once', () => {
    const checkIn = (seq: number, target: string, at: string): JournalEvent => ({
      id: `s/K1AAAAAA/${String(seq).padStart(10, '0')}`, workshop: 's', device: 'K1AAAAAA', seq, hlc: `000000000000${seq}-0000`, v: 1, prev: '', type: 'checkIn.recorded', at,
      data: { nonce: `n${seq}`, target, direction: 'in', by: { role: 'kiosk', station: 'Entrance' }, registrationId: `A${at}` },
    }) as JournalEvent;
    const record = folded([
      checkIn(1, 'day:2025-09-24', '2025-09-24T08:00:00.000Z'), checkIn(2, 'day:2025-09-24', '2025-09-24T08:11:00.000Z'), checkIn(3, 'session:S1', '2025-09-24T08:11:00.000Z'),
    ]).workshops.get('s')!;
    expect(recentArrivals(record, Date.parse('2025-09-24T08:14:00.000Z'))).toBe(2);
    expect(recentArrivals(record, Date.parse('2025-09-24T08:20:00.000Z'))).toBe(1);
    expect(recentArrivals(record, Date.parse('2025-09-24T09:00:00.000Z'))).toBe(0);
    expect(devicesOf(record)[0]).toMatchObject({ stations: ['Entrance'], events: 3, missing: 0 });
  });
});
